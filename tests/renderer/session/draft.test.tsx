import { act, cleanup, fireEvent, render, screen } from "@testing-library/react"
import { Suspense } from "react"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { AgendaPanel } from "../../../renderer/app/agenda/AgendaPanel.tsx"
import { DraftText } from "../../../renderer/app/agenda/DraftText.tsx"
import { WorkshopSettings } from "../../../renderer/app/dialogs/WorkshopSettings.tsx"
import { PrivateNotes } from "../../../renderer/app/writing/PrivateNotes.tsx"
import { Inspector } from "../../../renderer/boards/product-flow/Inspector.tsx"
import { dismiss, notices, notify } from "../../../renderer/session/notices.ts"
import { openLocalSession } from "../../../renderer/session/openLocalSession.ts"
import type { Session } from "../../../renderer/session/session.ts"
import { SessionContext, useBoard } from "../../../renderer/session/useSession.ts"
import { productFlow } from "../../../shared/boards/product-flow/kind.ts"
import { isInteraction } from "../../../shared/boards/product-flow/schema.ts"
import { addStep } from "../../../shared/commands/agenda.ts"
import { addCards, changeCards, changeEntry, deleteCards } from "../../../shared/commands/cards.ts"
import { addRecord, changeWorkshop, createWorkshop } from "../../../shared/commands/workshop.ts"
import { handInsTakenAtOnce } from "../../support/handInsTakenAtOnce.ts"

let session: Session

beforeEach(() => {
  session = openLocalSession({ kinds: [productFlow] })
  addRecord(session.editing, "boards", { kind: "product-flow", title: "Flow" }, "flow")
  addCards(session.editing, "flow", [
    {
      kind: "interaction",
      id: "i1",
      values: { title: "Watch", activityId: "a1", personaId: "p1", why: "to sleep", quotes: { q1: "One", q2: "Two" } },
    },
    { kind: "metric", id: "m1", values: { title: "Views", activityId: "a1", current: 3 } },
  ])
  session.view.setState({ boardId: "flow" })
})
afterEach(() => {
  cleanup()
  session.close()
  vi.unstubAllGlobals()
  for (const { id } of notices.getState()) dismiss(id)
})

function Shown({ id }: { readonly id: string }) {
  const content = useBoard()
  const card = content?.cards.get(id)
  return card && content ? <Inspector card={card} content={content} /> : null
}
const show = (view: React.ReactNode) =>
  render(
    <SessionContext value={session}>
      <Suspense>{view}</Suspense>
    </SessionContext>,
  )
const write = (label: string | RegExp, value: string) => {
  const field = screen.getByLabelText<HTMLInputElement>(label)
  fireEvent.change(field, { target: { value } })
  return field
}
const interaction = () => {
  const card = session.snapshot.getState().contents.get("flow")?.cards.get("i1")
  return isInteraction(card) ? card : undefined
}
const unkept = () => notices.getState().flatMap(({ message, values }) => (message === "session.unkept" ? [values] : []))

describe("a line that is kept when it is left", () => {
  test("is kept when its card is left without its losing the focus", () => {
    const { unmount } = show(<Shown id="i1" />)
    write("Why", "to rest")
    unmount()
    expect(interaction()?.why).toBe("to rest")
  })

  test.each(["pagehide", "beforeunload"])("is kept at %s, when the page goes", (event) => {
    show(<Shown id="i1" />)
    write("Why", "to rest")
    act(() => void window.dispatchEvent(new Event(event)))
    expect(interaction()?.why).toBe("to rest")
  })

  test("does not keep the desktop app, which cannot ask, from closing its window", () => {
    vi.stubGlobal("cairn", {})
    show(<Shown id="i1" />)
    write("Why", "to rest")
    act(() => void window.dispatchEvent(new Event("beforeunload")))
    expect(interaction()?.why).toBe("to sleep")
    act(() => void window.dispatchEvent(new Event("pagehide")))
    expect(interaction()?.why).toBe("to rest")
  })

  test("stands beside what another has kept there meanwhile", () => {
    show(<Shown id="i1" />)
    const field = write("Why", "to sleep well")
    act(() => void changeCards(session.editing, new Map([["i1", { why: "the team: to sleep" }]])))
    expect(field.value).toBe("to sleep well")
    fireEvent.blur(field)
    expect(interaction()?.why).toBe("the team: to sleep well")
  })

  test("stays with its author when another deletes its card", () => {
    show(<Shown id="i1" />)
    write("Why", "to rest")
    act(() => void deleteCards(session.editing, ["i1"]))
    expect(unkept()).toEqual([{ text: "to rest" }])
    for (const message of ["a", "b", "c", "d"]) notify("calm", message)
    expect(unkept()).toEqual([{ text: "to rest" }])
  })

  test("is taken away when its field goes empty, and nobody is shown that nothing could be kept", () => {
    const { unmount } = show(<Shown id="i1" />)
    write("Why", "")
    unmount()
    expect(interaction()?.why).toBeUndefined()
    show(<Shown id="i1" />)
    write("Why", " ")
    act(() => void deleteCards(session.editing, ["i1"]))
    expect(unkept()).toEqual([])
  })

  test("stays in the field when the step is over, and with its author when the field goes", () => {
    let isOpen = true
    session = { ...session, editing: { ...session.editing, mayWrite: () => isOpen } }
    const { unmount } = show(<Shown id="i1" />)
    const field = write("Why", "to rest")
    isOpen = false
    fireEvent.blur(field)
    expect(field.value).toBe("to rest")
    unmount()
    expect(interaction()?.why).toBe("to sleep")
    expect(unkept()).toEqual([{ text: "to rest" }])
  })

  test("is not given up for an input method's Esc", () => {
    show(<Shown id="i1" />)
    const field = write("Why", "to rest")
    fireEvent.keyDown(field, { key: "Escape", isComposing: true })
    expect(field.value).toBe("to rest")
  })
})

test("a quote written while another removes it and changes the next one loses neither", () => {
  show(<Shown id="i1" />)
  write("In their words, line 1", "One and only")
  act(() =>
    session.document.ydoc.transact(() => {
      changeEntry(session.editing, "i1", "quotes", "q1", undefined)
      changeEntry(session.editing, "i1", "quotes", "q2", "Two, said again")
    }),
  )
  expect(interaction()?.quotes).toEqual({ q1: "One and only", q2: "Two, said again" })
})

test("what is no number stays in its field, which says so", () => {
  show(<Shown id="m1" />)
  const field = write("Today", "ca. 12")
  fireEvent.blur(field)
  expect(field.value).toBe("ca. 12")
  expect(screen.getByRole("alert").textContent).toBe("This is no number yet.")
})

test("a step's text is kept when its form goes", () => {
  const kept: string[] = []
  const keep = (text: string) => kept.push(text) > 0
  const { unmount } = show(<DraftText label="Task" value="" maxLength={200} onKeep={keep} />)
  write("Task", "What is missing?")
  unmount()
  expect(kept).toEqual(["What is missing?"])
})

test("a note for those who lead stands beside what another who leads has written there since", async () => {
  const stepId = addStep(session.editing, { title: "Arrive", plannedSeconds: 300, inputMode: "open", extensions: [] })
  const { handIns, handedIn } = handInsTakenAtOnce()
  const ask = vi.spyOn(session, "ask").mockResolvedValue({ [stepId]: "Bring tea" })
  session = { ...session, handIns, ask: session.ask }
  await act(async () => void show(<AgendaPanel />))
  await act(async () => void fireEvent.click(screen.getByText("Arrive")))
  const note = () => screen.getByLabelText<HTMLTextAreaElement>("Note for you")
  expect(note().value).toBe("Bring tea")

  ask.mockResolvedValue({ [stepId]: "Bring tea and cups" })
  await act(async () => void fireEvent.focus(note()))
  fireEvent.change(note(), { target: { value: "First: Bring tea and cups" } })
  ask.mockResolvedValue({ [stepId]: "Bring tea and cups, Ana" })
  await act(async () => void fireEvent.focus(note()))
  fireEvent.blur(note())
  expect(handedIn.at(-1)).toMatchObject({ body: { stepId, text: "First: Bring tea and cups, Ana" } })
})

test("two who lead write the goal of the workshop: both are kept, as one step each", () => {
  createWorkshop(session.editing, "w1", { title: "Trial", purpose: { goal: "find what hurts", by: "" } })
  show(<WorkshopSettings />)
  const field = screen.getAllByRole<HTMLInputElement>("textbox")[0] ?? document.createElement("input")
  fireEvent.change(field, { target: { value: "find what hurts most" } })
  act(() => changeWorkshop(session.editing, { purpose: { goal: "together find what hurts", by: "" } }))
  fireEvent.blur(field)
  expect(session.snapshot.getState().workshop.purpose.goal).toBe("together find what hurts most")
  act(() => void session.history.undo())
  expect(session.snapshot.getState().workshop.purpose.goal).toBe("together find what hurts")
})

describe("a private note", () => {
  const note = { boardId: "flow", kind: "interaction", values: { title: "slow" }, stepId: "s1", isNamed: true }
  const reworded = () => {
    const field = screen.getByRole("textbox")
    fireEvent.change(field, { target: { value: "slow at night" } })
  }

  test("is reworded when the step ends while somebody is at it", () => {
    const { handIns, handedIn } = handInsTakenAtOnce()
    session = { ...session, handIns }
    void handIns.put({ ask: "seal-note", body: { id: "n1", note } })
    const { unmount } = show(<PrivateNotes stepId="s1" />)
    reworded()
    unmount()
    expect(handedIn.at(-1)).toMatchObject({ body: { id: "n1", note: { values: { title: "slow at night" } } } })
  })

  test("leaves its new words with its author when it is revealed meanwhile", () => {
    const { handIns, handedIn } = handInsTakenAtOnce()
    session = { ...session, handIns }
    void handIns.put({ ask: "seal-note", body: { id: "n1", note } })
    show(<PrivateNotes stepId="s1" />)
    reworded()
    act(() => handIns.forget("note n1"))
    expect(handedIn).toHaveLength(1)
    expect(unkept()).toEqual([{ text: "slow at night" }])
  })
})
