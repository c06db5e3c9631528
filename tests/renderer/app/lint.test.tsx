import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react"
import { Suspense } from "react"
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest"
import { fetchRules, findingsOf } from "../../../renderer/app/lint/findings.ts"
import { LintButton } from "../../../renderer/app/lint/LintButton.tsx"
import { LintPanel } from "../../../renderer/app/panels/LintPanel.tsx"
import { preferences } from "../../../renderer/app/preferences.ts"
import { openSample } from "../../../renderer/app/sampleSession.ts"
import { userNeedsMapView } from "../../../renderer/boards/user-needs-map/view.ts"
import type { Session } from "../../../renderer/session/session.ts"
import { SessionContext } from "../../../renderer/session/useSession.ts"
import { quietMs, whenQuiet } from "../../../renderer/session/whenQuiet.ts"

let session: Session
let needsId: string
beforeAll(fetchRules)
beforeEach(() => {
  localStorage.clear()
  preferences.setState({ language: "en", name: "", theme: "system" })
  session = openSample()
  needsId =
    [...session.snapshot.getState().boards.values()].find(({ kind }) => kind === "user-needs-map")?.id ?? "no map"
  session.view.setState({ boardId: needsId })
})
afterEach(() => {
  cleanup()
  session.close()
})

const lines = () => session.snapshot.getState().contents.get(needsId)?.relations.size
const openPanel = () => {
  render(
    <SessionContext value={session}>
      <Suspense>
        <LintButton />
        <LintPanel view={userNeedsMapView} onClose={() => {}} />
      </Suspense>
    </SessionContext>,
  )
  act(() => findingsOf(session).look())
}
const hints = () => within(screen.getByRole("region", { name: /^Food for thought/ }))

describe("the questions about a board", () => {
  test("stand in groups, and are counted at the button", () => {
    openPanel()
    expect(hints().getAllByText(/directly, or only through something else/)).toHaveLength(2)
    expect(screen.getByRole("button", { name: "Check this board: 2 open questions" })).toBeTruthy()
    expect(screen.queryByRole("region", { name: /Worth a look/ })).toBeNull()
  })

  test("ask what is due before sharing only when wanted", () => {
    openPanel()
    fireEvent.click(screen.getByRole("radio", { name: "And before sharing" }))
    expect(screen.getAllByText("Who could confirm that somebody really needs this?")).toHaveLength(7)
  })

  test("lead to their cards", () => {
    openPanel()
    fireEvent.click(screen.getByRole("button", { name: "Show Capability: Notifications" }))
    const { cards } = session.snapshot.getState().contents.get(needsId)!
    expect([...session.view.getState().selected].map((id) => cards.get(id)?.title)).toEqual(["Notifications"])
  })

  test("go when they are mended, and come back with undo", () => {
    openPanel()
    const before = lines()!
    fireEvent.click(screen.getAllByRole("button", { name: "Delete the line" })[0]!)
    expect(lines()).toBe(before - 1)
    expect(hints().getAllByRole("button", { name: "Delete the line" })).toHaveLength(1)
    act(() => void session.history.undo())
    expect(lines()).toBe(before)
  })

  test("may be left as they are, for everybody, and asked again", () => {
    openPanel()
    fireEvent.click(screen.getAllByRole("button", { name: /^Leave as it is/ })[0]!)
    expect(screen.getByRole("button", { name: "Check this board: 1 open question" })).toBeTruthy()
    fireEvent.click(screen.getByText("1 left as it is"))
    fireEvent.click(screen.getByRole("button", { name: /^Ask again/ }))
    expect(screen.getByRole("button", { name: "Check this board: 2 open questions" })).toBeTruthy()
  })
})

describe("quiet work", () => {
  beforeEach(() => {
    vi.useFakeTimers()
    Reflect.deleteProperty(window, "requestIdleCallback")
  })
  afterEach(() => vi.useRealTimers())

  const counted = (isBusy = () => false) => {
    let runs = 0
    const work = whenQuiet(() => runs++, isBusy)
    return { work, runs: () => runs }
  }
  const pass = (ms: number) => vi.advanceTimersByTime(ms)

  test("waits until the keys rest", () => {
    const { work, runs } = counted()
    work.ask()
    pass(quietMs - 1)
    window.dispatchEvent(new KeyboardEvent("keydown", { key: "a" }))
    pass(quietMs - 1)
    expect(runs()).toBe(0)
    pass(2)
    expect(runs()).toBe(1)
    work.close()
  })

  test("is not done while a pointer is down or a card is being written", () => {
    let isWriting = false
    const { work, runs } = counted(() => isWriting)
    window.dispatchEvent(new Event("pointerdown"))
    work.ask()
    pass(10 * quietMs)
    expect(runs()).toBe(0)
    window.dispatchEvent(new Event("pointerup"))
    isWriting = true
    pass(10 * quietMs)
    expect(runs()).toBe(0)
    isWriting = false
    pass(2 * quietMs)
    expect(runs()).toBe(1)
    work.close()
  })

  test("is not done after it was closed, and once for many changes", () => {
    const { work, runs } = counted()
    for (let change = 0; change < 20; change++) work.ask()
    pass(quietMs + 1)
    expect(runs()).toBe(1)
    work.ask()
    work.close()
    pass(10 * quietMs)
    expect(runs()).toBe(1)
  })
})
