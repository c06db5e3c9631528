import { act, cleanup, render, screen } from "@testing-library/react"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { preferences } from "../../../renderer/app/preferences.ts"
import { openSample } from "../../../renderer/app/sampleSession.ts"
import type { Session } from "../../../renderer/session/session.ts"
import { useQuietSnapshot } from "../../../renderer/session/useQuietSnapshot.ts"
import { SessionContext } from "../../../renderer/session/useSession.ts"
import { quietMs } from "../../../renderer/session/whenQuiet.ts"
import { changeRecord, changeWorkshop } from "../../../shared/commands/workshop.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"

let session: Session
beforeEach(() => {
  localStorage.clear()
  preferences.setState({ language: "en", name: "", theme: "system" })
  session = openSample()
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  session.close()
  vi.useRealTimers()
})

const isAboutPeople = (next: Snapshot, before: Snapshot) => next.personas !== before.personas
function Title() {
  const { workshop, personas } = useQuietSnapshot(isAboutPeople)
  return <p>{`${workshop.title}, ${personas.get("p-dev")?.audience}`}</p>
}
const shown = () => screen.getByText(/, /).textContent
const rename = (title: string) => act(() => changeWorkshop(session.editing, { title }))
const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms))

test("what takes long to work out follows when the keys rest, and at once where a decision was made", () => {
  render(
    <SessionContext value={session}>
      <Title />
    </SessionContext>,
  )
  rename("One")
  expect(shown()).toBe("From shopper to cluster, consumer")
  for (let letter = 0; letter < 10; letter++) {
    pass(quietMs / 2)
    window.dispatchEvent(new KeyboardEvent("keydown", { key: "a" }))
  }
  expect(shown()).toBe("From shopper to cluster, consumer")

  pass(2 * quietMs + 2000)
  expect(shown()).toBe("One, consumer")

  rename("Two")
  act(() => void changeRecord(session.editing, "personas", "p-dev", { audience: "customer" }))
  expect(shown()).toBe("Two, customer")
})

test("a room that never stops writing does not keep it from following", () => {
  render(
    <SessionContext value={session}>
      <Title />
    </SessionContext>,
  )
  for (let edit = 0; edit < 40; edit++) {
    rename(`Edit ${edit}`)
    pass(quietMs / 4)
  }

  expect(shown()).toMatch(/^Edit [1-9]/)
})
