import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react"
import { afterEach, describe, expect, test } from "vitest"
import { CardKeeping } from "../../../renderer/app/keeping/CardKeeping.tsx"
import { KeepPanel } from "../../../renderer/app/keeping/KeepPanel.tsx"
import { RecapPage } from "../../../renderer/app/recap/RecapPage.tsx"
import { zip } from "../../../renderer/app/recap/zip.ts"
import { openLocalSession } from "../../../renderer/session/openLocalSession.ts"
import type { Session } from "../../../renderer/session/session.ts"
import { SessionContext, useBoard } from "../../../renderer/session/useSession.ts"
import { storyMap } from "../../../shared/boards/story-map/kind.ts"
import { addCards } from "../../../shared/commands/cards.ts"
import { addAction, addComment, addDecision, parkPoint, setPhase } from "../../../shared/commands/keeping.ts"
import { addRecord, changeWorkshop } from "../../../shared/commands/workshop.ts"
import type { Role } from "../../../shared/model/records.ts"

let session: Session
let closeSession = () => {}
afterEach(() => {
  cleanup()
  closeSession()
  closeSession = () => {}
})

function open(role: Role): Session {
  session = openLocalSession({ kinds: [storyMap], me: { role } })
  closeSession = () => session.close()
  addRecord(session.editing, "boards", { kind: "story-map", title: "Map" }, "map")
  addCards(session.editing, "map", [{ kind: "activity", id: "a1", values: { title: "Watch" } }])
  session.view.setState({ boardId: "map" })
  return session
}
const show = (element: React.ReactNode) => render(<SessionContext value={session}>{element}</SessionContext>)
function Shown({ id }: { readonly id: string }) {
  const card = useBoard()?.cards.get(id)
  return card ? <CardKeeping card={card} /> : null
}

describe("marks and comments", () => {
  test("a mark is on and off by the same button, and says how many put it there", () => {
    open("participant")
    show(<Shown id="a1" />)
    const risk = () => screen.getByRole("button", { name: /^Risk/ })
    expect(risk().getAttribute("aria-pressed")).toBe("false")
    fireEvent.click(risk())
    expect(screen.getByRole("button", { name: "Risk, 1 person" }).getAttribute("aria-pressed")).toBe("true")
    fireEvent.click(risk())
    expect(screen.getByRole("button", { name: "Risk, nobody yet" }).getAttribute("aria-pressed")).toBe("false")
  })

  test("a settled comment steps back and can be opened again", () => {
    open("participant")
    show(<Shown id="a1" />)
    fireEvent.change(screen.getByLabelText("New comment"), { target: { value: "Who watches at night?" } })
    fireEvent.change(screen.getByLabelText("Sort"), { target: { value: "question" } })
    fireEvent.click(screen.getByRole("button", { name: "Add" }))
    expect(screen.getByText("Who watches at night?")).toBeDefined()
    fireEvent.click(screen.getByRole("button", { name: "Settled" }))
    expect(screen.getByText("1 settled")).toBeDefined()
    fireEvent.click(screen.getByRole("button", { name: "Open again" }))
    expect(screen.queryByText("1 settled")).toBeNull()
  })

  test("an observer sees them and is told why there is nothing to write", () => {
    open("observer")
    show(<Shown id="a1" />)
    expect(screen.getByRole<HTMLButtonElement>("button", { name: /^Pain/ }).disabled).toBe(true)
    expect(screen.queryByLabelText("New comment")).toBeNull()
    expect(screen.getByText("You are looking on, so there is nothing to write here.")).toBeDefined()
  })
})

describe("the panel", () => {
  test("a participant parks, and is told when editing is paused", () => {
    open("participant")
    show(<KeepPanel />)
    fireEvent.change(screen.getByLabelText("What should not be lost?"), { target: { value: "Ask the shops" } })
    fireEvent.click(screen.getByRole("button", { name: "Park" }))
    expect([...session.snapshot.getState().parkingLot.values()]).toMatchObject([{ text: "Ask the shops" }])
    act(() => {
      setPhase(session.editing, "running")
      session.document.ydoc.transact(() => session.document.roots.session.get("session")?.set("isPaused", true))
    })
    expect(screen.getByText("The facilitator has paused editing.")).toBeDefined()
    expect(screen.queryByLabelText("What should not be lost?")).toBeNull()
  })
})

describe("what came of it", () => {
  test("lists decisions, actions and what is open, with names only for those who may read them on paper", () => {
    open("facilitator")
    const { editing } = session
    changeWorkshop(editing, { title: "Shop", purpose: { goal: "find what hurts", by: "mapping" } })
    addDecision(editing, "Checkout first")
    addAction(editing, { text: "Call them", who: "the design team", due: "2027-01-15" })
    parkPoint(editing, "Who pays for returns?")
    addComment(editing, "a1", "objection", "Too dear")
    show(<RecapPage />)
    const list = (name: string) => within(screen.getByRole("heading", { name }).parentElement ?? document.body)
    expect(list("Decisions").getByText("Checkout first")).toBeDefined()
    expect(list("Actions").getByText("by Jan 15, 2027")).toBeDefined()
    expect(list("Actions").getByText("the design team").hasAttribute("data-name")).toBe(false)
    expect(list("Open questions").getByText("Who pays for returns?")).toBeDefined()
    expect(list("Open questions").getByText("Too dear")).toBeDefined()
    const names = screen.getByRole("group", { name: "Names" })
    expect(within(names).getAllByRole("radio")).toHaveLength(2)
    expect(within(names).getByRole<HTMLInputElement>("radio", { name: "Removed" }).checked).toBe(true)
  })
})

describe("the archive", () => {
  test("names each file, says its length and its check sum, and ends with its directory", () => {
    const bytes = new TextEncoder().encode("123456789")
    const archive = zip([{ name: "Größe.txt", bytes }], Date.UTC(2027, 0, 15, 9, 30))
    const view = new DataView(archive.buffer)
    expect(view.getUint32(0, true)).toBe(0x04034b50)
    expect(view.getUint32(14, true), "the check sum that the standard gives for these digits").toBe(0xcbf43926)
    expect(view.getUint32(22, true)).toBe(9)
    const end = archive.length - 22
    expect(view.getUint32(end, true)).toBe(0x06054b50)
    expect(view.getUint16(end + 10, true)).toBe(1)
    const directory = view.getUint32(end + 16, true)
    expect(view.getUint32(directory, true)).toBe(0x02014b50)
    expect(view.getUint32(directory + 42, true), "where the file begins").toBe(0)
  })
})
