import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { canvasActions } from "../../../renderer/actions/canvasActions.ts"
import { AgendaPanel } from "../../../renderer/app/agenda/AgendaPanel.tsx"
import { Clock } from "../../../renderer/app/agenda/Clock.tsx"
import { LeadBar } from "../../../renderer/app/agenda/LeadBar.tsx"
import { Lobby } from "../../../renderer/app/agenda/Lobby.tsx"
import { leadActions } from "../../../renderer/app/agenda/leadActions.ts"
import { StepStrip } from "../../../renderer/app/agenda/StepStrip.tsx"
import { appActions } from "../../../renderer/app/appActions.ts"
import { openLocalSession } from "../../../renderer/session/openLocalSession.ts"
import { rightsNow } from "../../../renderer/session/rights.ts"
import type { Session } from "../../../renderer/session/session.ts"
import { SessionContext } from "../../../renderer/session/useSession.ts"
import { addStep, agendaOf } from "../../../shared/commands/agenda.ts"
import { extendClock, goOn, pauseEditing } from "../../../shared/commands/leading.ts"
import { changeSession } from "../../../shared/commands/session.ts"
import { catalogue } from "../../../shared/messages/catalogue.ts"
import type { Role } from "../../../shared/model/records.ts"
import { notesKind } from "../../support/notesBoard.ts"

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"] })
  vi.setSystemTime("2026-03-23T09:00:00.000Z")
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

/** A session as somebody in this role has it, with an agenda of three steps. */
function sessionOf(role: Role): Session {
  const session = openLocalSession({ kinds: [notesKind], language: "en", me: { role, name: "Ana" } })
  const steps = [
    { title: "Arrive", inputMode: "closed", prompt: "Why are you here?", allowedKinds: [] },
    { title: "Collect", inputMode: "open", prompt: "What is missing?", allowedKinds: ["note"] },
    { title: "Write", inputMode: "private-until-reveal", prompt: "", allowedKinds: [] },
  ]
  for (const step of steps) addStep(session.editing, { plannedSeconds: 300, extensions: [], ...step })
  return session
}

const show = (session: Session, view: React.ReactNode) =>
  render(<SessionContext value={session}>{view}</SessionContext>)
const next = (session: Session) => act(() => void goOn(session.editing, session.snapshot.getState().session.stepId))
const strip = () => screen.getByRole("region", { name: "What we are doing" }).textContent

describe("the clock on screen", () => {
  test("changes with each second of the host, says it in words, and does not speak every second", () => {
    const session = sessionOf("participant")
    next(session)
    show(session, <Clock />)
    expect(screen.getByRole("timer").textContent).toBe("5:00")
    act(() => void vi.advanceTimersByTime(1_010))
    expect(screen.getByRole("timer").textContent).toBe("4:59")
    expect(screen.getByRole("timer").getAttribute("aria-label")).toBe("Time left: 4 minutes 59 seconds left")
    expect(screen.getByRole("status").textContent).toBe("")
    act(() => void vi.advanceTimersByTime(239_000))
    expect(screen.getByRole("status").textContent).toBe("1 minute left")
  })

  test("goes on counting over time, and says so without colour", () => {
    const session = sessionOf("participant")
    next(session)
    show(session, <Clock />)
    act(() => void vi.advanceTimersByTime(367_010))
    expect(screen.getByText("+1:07")).toBeDefined()
    expect(screen.getByText("over time")).toBeDefined()
    expect(screen.getByRole("timer").getAttribute("aria-label")).toContain("1 minute over time")
  })

  test("is not moved when somebody sets this device's clock", () => {
    const session = sessionOf("participant")
    next(session)
    show(session, <Clock />)
    act(() => void vi.advanceTimersByTime(10_010))
    vi.setSystemTime("2026-03-23T15:00:00.000Z")
    act(() => void vi.advanceTimersByTime(1_000))
    expect(screen.getByRole("timer").textContent).toBe("4:49")
  })
})

describe("the strip for everybody", () => {
  test("says what is asked and what one may do, step by step", () => {
    const session = sessionOf("participant")
    show(session, <StepStrip />)
    expect(screen.queryByRole("region"), "nothing while nothing runs").toBeNull()
    next(session)
    expect(strip()).toContain("Why are you here?")
    expect(strip()).toContain("The board is closed in this step")
    next(session)
    expect(strip()).toContain("You can write: Note")
    next(session)
    expect(strip()).toContain("Nobody sees it until everything is revealed")
    act(() => pauseEditing(session.editing, true))
    expect(strip()).toContain("Editing is paused")
  })

  test("tells whoever leads what the room may do", () => {
    const session = sessionOf("facilitator")
    next(session)
    show(session, <StepStrip />)
    expect(strip()).toContain("Closed for everybody but you")
  })
})

test("what I may write follows the step, for me as for the host", () => {
  const session = sessionOf("participant")
  expect(rightsNow(session).mayWriteBoards).toBe(true)
  next(session)
  expect(rightsNow(session)).toMatchObject({ mayWriteBoards: false, mayKeep: true, reason: "closed" })
  next(session)
  expect([...(rightsNow(session).kinds ?? [])]).toEqual(["note"])
  const same = rightsNow(session)
  act(() => extendClock(session.editing, 60))
  expect(rightsNow(session).kinds).toEqual(same.kinds)
})

test("the lobby says that one is in, and what it begins with", () => {
  const session = sessionOf("participant")
  act(() => changeSession(session.editing, { phase: "lobby" }))
  show(session, <Lobby />)
  expect(screen.getByRole("heading", { name: "The session begins soon" })).toBeDefined()
  expect(screen.getByText("You are in as Ana.")).toBeDefined()
  expect(screen.getByText("Why are you here?")).toBeDefined()
})

describe("the bar of whoever leads", () => {
  test("is there for those who lead alone", () => {
    show(sessionOf("participant"), <LeadBar />)
    expect(screen.queryByRole("region", { name: "Leading" })).toBeNull()
  })

  test("starts, goes on and goes back by one press each, and stops the clock", () => {
    const session = sessionOf("facilitator")
    show(session, <LeadBar />)
    const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }))
    press("Start: Arrive")
    press("Next: Collect")
    press("Back")
    expect(screen.getByRole("button", { name: "Next: Collect" })).toBeDefined()
    press("Stop the clock")
    expect(session.snapshot.getState().session.pausedSeconds).toBeGreaterThan(0)
    press("5 more minutes")
    expect(session.snapshot.getState().session.pausedSeconds).toBeGreaterThan(300)
  })

  test("shows whether everybody is paused, follows and sees the question", () => {
    const session = sessionOf("facilitator")
    next(session)
    show(session, <LeadBar />)
    for (const name of ["Pause all editing", "Follow me: everybody sees what I see", "Question large on all screens"]) {
      const button = screen.getByRole("button", { name })
      expect(button.getAttribute("aria-pressed")).toBe("false")
      fireEvent.click(button)
      expect(button.getAttribute("aria-pressed")).toBe("true")
    }
  })

  test("keeps a next that belonged to a step which is over from going too far", () => {
    const session = sessionOf("facilitator")
    next(session)
    show(session, <LeadBar />)
    const button = screen.getByRole("button", { name: "Next: Collect" })
    // Somebody else goes on at the same moment; this screen has not been drawn anew yet.
    goOn(session.editing, session.snapshot.getState().session.stepId)
    fireEvent.click(button)
    expect(session.snapshot.getState().session.stepId).toBe(agendaOf(session.editing)[1]?.id)
  })
})

describe("the agenda of whoever leads", () => {
  const list = () => screen.getByRole("list", { name: "Steps" })
  const titles = () =>
    within(list())
      .getAllByRole("button", { name: /^Step \d/ })
      .map((row) => row.getAttribute("aria-label"))

  test("adds, changes and takes off, and what was taken off comes back", () => {
    const session = sessionOf("facilitator")
    show(session, <AgendaPanel />)
    fireEvent.click(screen.getByRole("button", { name: "Add a step" }))
    const title = screen.getByLabelText("Title")
    fireEvent.change(title, { target: { value: "Break" } })
    fireEvent.blur(title)
    const minutes = screen.getByLabelText("Minutes")
    fireEvent.change(minutes, { target: { value: "2,5" } })
    fireEvent.blur(minutes)
    expect(titles()).toEqual(["Step 1: Arrive", "Step 2: Collect", "Step 3: Write", "Step 4: Break"])
    expect(agendaOf(session.editing)[3]?.plannedSeconds).toBe(150)

    fireEvent.click(screen.getByRole("button", { name: "Take off everything that has not begun" }))
    expect(screen.queryAllByRole("button", { name: /^Step \d/ })).toEqual([])
    fireEvent.click(screen.getByRole("button", { name: "Put it back" }))
    expect(titles()).toHaveLength(4)
  })

  test("keeps the time of a step when what is typed is no time", () => {
    const session = sessionOf("facilitator")
    show(session, <AgendaPanel />)
    fireEvent.click(screen.getByRole("button", { name: "Step 1: Arrive" }))
    for (const value of ["", "soon", "-3", "1e9"]) {
      fireEvent.change(screen.getByLabelText("Minutes"), { target: { value } })
      fireEvent.blur(screen.getByLabelText("Minutes"))
      expect(agendaOf(session.editing)[0]?.plannedSeconds, value).toBe(300)
    }
  })
})

test("the keys for leading belong to nothing else, and every action is named in both languages", () => {
  const keys = [...leadActions, ...appActions, ...canvasActions].flatMap(({ shortcuts = [] }) => shortcuts)
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
  expect(leadActions.filter(({ label }) => !(label in catalogue.en) || !(label in catalogue.de))).toEqual([])
})
