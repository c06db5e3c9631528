import { act, cleanup, fireEvent, render, screen } from "@testing-library/react"
import { Suspense } from "react"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { KeptText } from "../../../renderer/app/keeping/KeptText.tsx"
import { OutlinePanel } from "../../../renderer/app/panels/OutlinePanel.tsx"
import { Composer } from "../../../renderer/app/phone/Composer.tsx"
import { loadBoardView } from "../../../renderer/app/useBoardView.ts"
import { loadWritable } from "../../../renderer/app/useWritable.ts"
import { UserFields } from "../../../renderer/boards/user-needs-map/UserFields.tsx"
import { openLocalSession } from "../../../renderer/session/openLocalSession.ts"
import type { Session } from "../../../renderer/session/session.ts"
import { SessionContext, useBoard, useSnapshot } from "../../../renderer/session/useSession.ts"
import { userNeedsMap } from "../../../shared/boards/user-needs-map/kind.ts"
import { isUser } from "../../../shared/boards/user-needs-map/schema.ts"
import { addCards, changeCards, typeInCard } from "../../../shared/commands/cards.ts"
import { addDecision } from "../../../shared/commands/keeping.ts"
import { addRecord, typeInRecord } from "../../../shared/commands/workshop.ts"

let session: Session

beforeEach(() => {
  session = openLocalSession({ kinds: [userNeedsMap] })
  const { editing } = session
  addRecord(editing, "personas", { name: "Buyer" }, "p1")
  addRecord(editing, "personas", { name: "Seller" }, "p2")
  addRecord(editing, "boards", { kind: "user-needs-map", title: "Needs" }, "needs")
  addCards(editing, "needs", [
    { kind: "user", id: "u1", values: { personaId: "p1", provenance: { authorId: "me" } } },
    { kind: "need", id: "n1", values: { title: "find a shop" } },
  ])
  session.view.setState({ boardId: "needs" })
})
afterEach(() => {
  cleanup()
  session.close()
})

const show = (view: React.ReactNode) =>
  act(async () => {
    render(
      <SessionContext value={session}>
        <Suspense>{view}</Suspense>
      </SessionContext>,
    )
  })
const box = (name: string | RegExp) => screen.getByRole<HTMLTextAreaElement>("textbox", { name })
const need = () => session.snapshot.getState().contents.get("needs")?.cards.get("n1")
const nameOf = (id: string) => session.snapshot.getState().personas.get(id)?.name

describe("a text that two write at once", () => {
  const decided = () => [...session.snapshot.getState().decisions.values()][0]
  function Shown() {
    const decision = useSnapshot(({ decisions }) => [...decisions.values()][0])
    return decision ? <KeptText root="decisions" id={decision.id} text={decision.text} label="Text" canWrite /> : null
  }
  const another = (text: string) =>
    act(() => void typeInRecord(session.editing, "decisions", decided()?.id ?? "", "text", text))

  test("keeps the caret among the letters where it was", async () => {
    addDecision(session.editing, "first the checkout")
    await show(<Shown />)
    const field = box("Text")
    field.focus()
    field.setSelectionRange(5, 5)
    another("Really first the checkout")
    expect(field.value).toBe("Really first the checkout")
    expect(field.selectionStart).toBe(12)
  })

  test("does not break an input method's word, and takes it in where it was composed", async () => {
    addDecision(session.editing, "find shop")
    await show(<Shown />)
    const field = box("Text")
    field.focus()
    fireEvent.compositionStart(field)
    fireEvent.change(field, { target: { value: "find dong shop" } })
    another("Please find shop")
    expect(field.value).toBe("find dong shop")
    expect(decided()?.text).toBe("Please find shop")
    fireEvent.keyDown(field, { key: "Enter", isComposing: true })
    expect(document.activeElement).toBe(field)
    fireEvent.change(field, { target: { value: "find 東京 shop" } })
    fireEvent.compositionEnd(field)
    expect(decided()?.text).toBe("Please find 東京 shop")
    expect(field.value).toBe("Please find 東京 shop")
  })

  test("has a word that was under way when its field went", async () => {
    addDecision(session.editing, "find")
    await show(<Shown />)
    const field = box("Text")
    fireEvent.compositionStart(field)
    fireEvent.change(field, { target: { value: "find 東" } })
    cleanup()
    expect(decided()?.text).toBe("find 東")
  })

  test("is one step of undo for each time that somebody writes", async () => {
    addDecision(session.editing, "one")
    await show(<Shown />)
    const field = box("Text")
    fireEvent.change(field, { target: { value: "one two" } })
    fireEvent.blur(field)
    fireEvent.change(field, { target: { value: "one two three" } })
    fireEvent.blur(field)
    act(() => void session.history.undo())
    expect(decided()?.text).toBe("one two")
  })
})

describe("a name that is written in the outline", () => {
  const rename = async (name: RegExp) => {
    const view = await loadBoardView("user-needs-map")
    if (!view) throw new Error("no view")
    await show(<OutlinePanel view={view} onClose={() => {}} />)
    fireEvent.click(screen.getByRole("button", { name }))
    return screen.getAllByRole<HTMLInputElement>("textbox")[0] ?? document.createElement("input")
  }

  test("does not take away what another has written in it since", async () => {
    const field = await rename(/Rename find a shop/)
    act(() => void typeInCard(session.editing, "n1", "title", "find a shop nearby"))
    fireEvent.change(field, { target: { value: `${field.value}!` } })
    expect(need()?.title).toBe("find a shop nearby!")
  })

  test("of a user is its persona's, as on the map", async () => {
    const field = await rename(/Rename Buyer/)
    expect(field.value).toBe("Buyer")
    fireEvent.change(field, { target: { value: "Big buyer" } })
    expect(nameOf("p1")).toBe("Big buyer")
  })
})

test("a user among my cards on the phone is called as its persona is", async () => {
  await loadWritable("user-needs-map")
  await show(<Composer />)
  const field = box("User: Buyer")
  fireEvent.change(field, { target: { value: "Big buyer" } })
  expect(nameOf("p1")).toBe("Big buyer")
})

test("what is written about a persona stays with it when the card becomes another's", async () => {
  function Shown() {
    const card = useBoard()?.cards.get("u1")
    return isUser(card) ? <UserFields card={card} /> : null
  }
  await show(<Shown />)
  fireEvent.compositionStart(box("Name"))
  fireEvent.change(box("Name"), { target: { value: "Big buyer" } })
  act(() => void changeCards(session.editing, new Map([["u1", { personaId: "p2" }]])))
  expect(box("Name").value).toBe("Seller")
  expect([nameOf("p1"), nameOf("p2")]).toEqual(["Big buyer", "Seller"])
})
