import "fake-indexeddb/auto"
import { afterEach, expect, test, vi } from "vitest"
import { askWhenConnected } from "../../../renderer/session/askWhenConnected.ts"
import { hostWithBoard, openTestSession } from "../../support/workshopSession.ts"

afterEach(() => vi.useRealTimers())

test("a question that is asked before the connection stands is asked once it does", async () => {
  const host = hostWithBoard()
  const session = openTestSession(host, { storage: "ask-early" })
  expect(session.status.getState().connection).not.toBe("connected")

  const asked = askWhenConnected(
    { ...session, ask: () => Promise.resolve(session.status.getState().connection as never) },
    "way-in",
    null,
  )

  expect(await asked).toBe("connected")
  session.close()
})

test("where no connection comes, the question is asked all the same and says so", async () => {
  vi.useFakeTimers()
  const host = hostWithBoard()
  host.isReachable = false
  const session = openTestSession(host, { storage: "ask-away" })

  const asked = expect(askWhenConnected(session, "way-in", null)).rejects.toThrow("ask.away")
  await vi.advanceTimersByTimeAsync(6_000)
  await asked

  session.close()
})
