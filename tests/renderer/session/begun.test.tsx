import { act, cleanup, fireEvent, render, screen } from "@testing-library/react"
import { Suspense } from "react"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { CardKeeping } from "../../../renderer/app/keeping/CardKeeping.tsx"
import { KeepPanel } from "../../../renderer/app/keeping/KeepPanel.tsx"
import { StatesPanel } from "../../../renderer/app/keeping/StatesPanel.tsx"
import { WritePage } from "../../../renderer/app/phone/WritePage.tsx"
import { loadWritable } from "../../../renderer/app/useWritable.ts"
import { EvidenceFields } from "../../../renderer/boards/user-needs-map/EvidenceFields.tsx"
import { openLocalSession } from "../../../renderer/session/openLocalSession.ts"
import type { Session } from "../../../renderer/session/session.ts"
import { SessionContext, useBoard } from "../../../renderer/session/useSession.ts"
import { userNeedsMap } from "../../../shared/boards/user-needs-map/kind.ts"
import { isNeed } from "../../../shared/boards/user-needs-map/schema.ts"
import { addCards, deleteCards } from "../../../shared/commands/cards.ts"
import { pauseEditing } from "../../../shared/commands/leading.ts"
import { changeSession } from "../../../shared/commands/session.ts"
import { addRecord, createWorkshop } from "../../../shared/commands/workshop.ts"
import type { Role } from "../../../shared/model/records.ts"

let session: Session

const open = (personId = "me", role: Role = "participant"): Session => {
  session = openLocalSession({ kinds: [userNeedsMap], me: { role, personId } })
  const { editing } = session
  createWorkshop(editing, "w1", { title: "Trial" })
  addRecord(editing, "boards", { kind: "user-needs-map", title: "Needs" }, "needs")
  addCards(editing, "needs", [
    { kind: "need", id: "n1", values: { title: "find a shop" } },
    { kind: "need", id: "n2", values: { title: "pay" } },
  ])
  changeSession(editing, { phase: "running" })
  session.view.setState({ boardId: "needs" })
  return session
}
beforeEach(async () => {
  localStorage.clear()
  await loadWritable("user-needs-map")
  open()
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
const begin = (name: string | RegExp, value: string) => fireEvent.change(box(name), { target: { value } })

describe("words that are begun and not handed in", () => {
  test("are there again after another page of the phone", async () => {
    await show(<WritePage />)
    begin(/^User: /, "the one who")
    cleanup()
    await show(<WritePage />)
    expect(box(/^User: /).value).toBe("the one who")
  })

  test("are there again after a pause", async () => {
    await show(<WritePage />)
    begin(/^User: /, "the one who")
    act(() => pauseEditing(session.editing, true))
    expect(screen.queryByRole("textbox")).toBeNull()
    await act(async () => pauseEditing(session.editing, false))
    expect(box(/^User: /).value).toBe("the one who")
  })

  test("go along when the step they were begun in ends, and with them until then that nobody shall know whose they are", async () => {
    const stepId = addRecord(session.editing, "agendaSteps", {
      title: "Alone",
      kind: "diverge",
      inputMode: "private-until-reveal",
      allowedKinds: [],
    })
    changeSession(session.editing, { stepId })
    await show(<WritePage />)
    fireEvent.change(await screen.findByRole("textbox", { name: /^User: / }), { target: { value: "half a thou" } })
    fireEvent.click(screen.getByLabelText("Without my name, also later"))
    act(() => pauseEditing(session.editing, true))
    await act(async () => pauseEditing(session.editing, false))
    expect(screen.getByLabelText<HTMLInputElement>("Without my name, also later").checked).toBe(true)
    await act(async () => changeSession(session.editing, { stepId: undefined }))
    expect(box(/^User: /).value).toBe("half a thou")
    expect(screen.getByRole("button", { name: "Add" })).toBeDefined()
  })

  test("are there again after a reload, for the one who has begun them and nobody else", async () => {
    await show(<WritePage />)
    begin(/^User: /, "the one who")
    cleanup()
    open("bo")
    await show(<WritePage />)
    expect(box(/^User: /).value).toBe("")
    cleanup()
    open("me")
    await show(<WritePage />)
    expect(box(/^User: /).value).toBe("the one who")
  })

  test("are not there twice once they are handed in", async () => {
    await show(<WritePage />)
    begin(/^User: /, "the one who")
    fireEvent.keyDown(box(/^User: /), { key: "Enter" })
    expect(box("User: the one who")).toBeDefined()
    cleanup()
    open()
    await show(<WritePage />)
    expect(box(/^User: /).value).toBe("")
  })

  test("about a card wait with it while another card is looked at", async () => {
    function Shown({ id }: { readonly id: string }) {
      const card = useBoard()?.cards.get(id)
      return card ? <CardKeeping card={card} /> : null
    }
    await show(<Shown id="n1" />)
    begin("New comment", "Who says")
    cleanup()
    await show(<Shown id="n2" />)
    expect(box("New comment").value).toBe("")
    cleanup()
    await show(<Shown id="n1" />)
    expect(box("New comment").value).toBe("Who says")
  })

  test("are there again when editing goes on, and on each tab of what is kept", async () => {
    await show(<KeepPanel />)
    begin("What should not be lost?", "Ask the sho")
    act(() => pauseEditing(session.editing, true))
    await act(async () => pauseEditing(session.editing, false))
    expect(box("What should not be lost?").value).toBe("Ask the sho")
    fireEvent.mouseDown(screen.getByRole("tab", { name: "Actions" }), { button: 0 })
    fireEvent.mouseDown(screen.getByRole("tab", { name: "Parking lot" }), { button: 0 })
    expect(box("What should not be lost?").value).toBe("Ask the sho")
  })

  test("come back when what they name could not be kept", async () => {
    session.close()
    open("me", "facilitator")
    await show(<StatesPanel />)
    const field = screen.getByRole<HTMLInputElement>("textbox")
    fireEvent.change(field, { target: { value: "Before lunch" } })
    await act(async () => void fireEvent.submit(field))
    expect(screen.getByRole<HTMLInputElement>("textbox").value).toBe("Before lunch")
  })

  test("stay in their box when the card they are about has gone", async () => {
    const card = session.snapshot.getState().contents.get("needs")?.cards.get("n1")
    if (!isNeed(card)) throw new Error("no need")
    deleteCards(session.editing, ["n1"])
    await show(<EvidenceFields card={card} />)
    begin("What speaks for it?", "three of five said so")
    fireEvent.keyDown(box("What speaks for it?"), { key: "Enter" })
    expect(box("What speaks for it?").value).toBe("three of five said so")
  })
})
