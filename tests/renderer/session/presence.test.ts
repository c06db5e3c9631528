import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { exchangePresence, presenceEveryMs } from "../../../renderer/session/presence.ts"
import type { PresenceState } from "../../../shared/presence/presence.ts"
import type { RosterEntry } from "../../../shared/protocol/messages.ts"

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const person = (connection: number, name = `Person ${connection}`): RosterEntry => ({
  connection,
  personId: `p${connection}`,
  name,
  role: "participant",
  colour: "red",
  glyph: connection,
  device: "laptop",
})
const from = (connection: number, state: unknown) => ({ connection, personId: `p${connection}`, state })

describe("what I show", () => {
  test("goes out at most 15 times a second, and ends with the newest", () => {
    const sent: PresenceState[] = []
    const presence = exchangePresence((state) => sent.push(state))
    presence.start()
    for (let x = 0; x < 1_000; x++) {
      presence.show({ cursor: { x, y: 0 } })
      vi.advanceTimersByTime(1)
    }
    vi.advanceTimersByTime(presenceEveryMs)
    expect(sent.length).toBeLessThanOrEqual(17)
    expect(sent.at(-1)?.cursor?.x).toBe(999)
  })

  test("is not sent again while nothing changes, and an undefined part is taken away", () => {
    const sent: PresenceState[] = []
    const presence = exchangePresence((state) => sent.push(state))
    presence.start()
    presence.show({ boardId: "b", selected: ["c"] })
    presence.show({ boardId: "b" })
    vi.advanceTimersByTime(1_000)
    expect(sent).toEqual([{ boardId: "b", selected: ["c"] }])
    presence.show({ selected: undefined })
    expect(sent.at(-1)).toEqual({ boardId: "b" })
  })

  test("stays within the limit however much is selected", () => {
    const sent: PresenceState[] = []
    const presence = exchangePresence((state) => sent.push(state))
    presence.start()
    const ids = Array.from({ length: 500 }, (_, at) => `card-${"ä".repeat(20)}-${at}`)
    presence.show({ selected: ids, drag: ids.map((id) => ({ id, x: 1 / 3, y: 1 / 3 })) })
    expect(new TextEncoder().encode(JSON.stringify(sent[0])).length).toBeLessThanOrEqual(1024)
    expect(sent[0]?.selected?.length).toBeGreaterThan(0)
  })

  test("goes out whole after a return", () => {
    const sent: PresenceState[] = []
    const presence = exchangePresence((state) => sent.push(state))
    presence.show({ boardId: "b" })
    expect(sent).toEqual([])
    presence.start()
    presence.end()
    presence.start()
    expect(sent).toEqual([{ boardId: "b" }, { boardId: "b" }])
  })
})

describe("others", () => {
  test("who did not change keep their entry", () => {
    const presence = exchangePresence(() => {})
    presence.takeRoster([person(1), person(2)])
    presence.takeEntries([from(1, { boardId: "b" }), from(2, { boardId: "b" })])
    const before = presence.others.getState().byConnection
    presence.takeEntries([from(1, { boardId: "c" }), from(2, { boardId: "b" })])
    const after = presence.others.getState().byConnection
    expect(after.get(2)).toBe(before.get(2))
    expect(after.get(1)?.state).toEqual({ boardId: "c" })
    presence.takeRoster([person(1), person(2)])
    expect(presence.others.getState().byConnection).toBe(after)
  })

  test("appear when it is known who they are, and go when their connection goes", () => {
    const presence = exchangePresence(() => {})
    presence.takeEntries([from(1, {})])
    expect(presence.others.getState().byConnection.size).toBe(0)
    presence.takeRoster([person(1)])
    expect(presence.others.getState().byConnection.get(1)?.person.name).toBe("Person 1")
    presence.takeEntries([from(1, null)])
    expect(presence.others.getState().byConnection.size).toBe(0)
  })

  test("who send nonsense are shown without it", () => {
    const presence = exchangePresence(() => {})
    presence.takeRoster([person(1)])
    presence.takeEntries([from(1, { cursor: "here", boardId: 7, selected: [null, "c"] })])
    expect(presence.others.getState().byConnection.get(1)?.state).toEqual({ selected: ["c"] })
  })
})
