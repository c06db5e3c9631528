import { describe, expect, test } from "vitest"
import { addCard, changeCards, deleteCards, settleTitle, typeInCard } from "../../../shared/commands/cards.ts"
import { changeRelation, connectCards, deleteRelations } from "../../../shared/commands/relations.ts"
import {
  addRecord,
  changeRecord,
  changeWorkshop,
  deleteRecord,
  typeInRecord,
} from "../../../shared/commands/workshop.ts"
import { byOrder } from "../../../shared/model/records.ts"
import { meet, sharedBoard, type TestPerson, twoPeople } from "../../support/people.ts"

const add = (person: TestPerson, title: string, values = {}) => {
  const added = addCard(person.editing, sharedBoard, { kind: "note", values: { title, x: 0, y: 0, ...values } })
  return added.ok ? added.value : ""
}
const card = (person: TestPerson, id: string) => person.current().contents.get(sharedBoard)?.cards.get(id)

/** Both do something at the same time, then hear of each other; both must see the same. */
function together(ana: TestPerson, bo: TestPerson, anas: () => void, bos: () => void) {
  meet(ana, bo)
  anas()
  bos()
  meet(ana, bo)
  expect(bo.current()).toEqual(ana.current())
}

describe("two people at once", () => {
  test("one moves a card while the other writes on it: both stay", () => {
    const [ana, bo] = twoPeople()
    const id = add(ana, "Note")
    together(
      ana,
      bo,
      () => changeCards(ana.editing, new Map([[id, { x: 40 }]])),
      () => typeInCard(bo.editing, id, "title", "Note!"),
    )
    expect(card(ana, id)).toMatchObject({ x: 40, title: "Note!" })
  })

  test("both write in one title: no letter is lost", () => {
    const [ana, bo] = twoPeople()
    const id = add(ana, "middle")
    together(
      ana,
      bo,
      () => typeInCard(ana.editing, id, "title", "At first middle"),
      () => typeInCard(bo.editing, id, "title", "middle and end"),
    )
    expect(card(ana, id)?.title).toBe("At first middle and end")
  })

  test("both write first in an empty note: both are kept", () => {
    const [ana, bo] = twoPeople()
    const id = add(ana, "Note")
    together(
      ana,
      bo,
      () => typeInCard(ana.editing, id, "note", "aaa"),
      () => typeInCard(bo.editing, id, "note", "bbb"),
    )
    expect([...(card(ana, id)?.note ?? "")].sort().join("")).toBe("aaabbb")
  })

  test("both move one card: one place wins, the same for both", () => {
    const [ana, bo] = twoPeople()
    const id = add(ana, "Note")
    together(
      ana,
      bo,
      () => changeCards(ana.editing, new Map([[id, { x: 40, y: 40 }]])),
      () => changeCards(bo.editing, new Map([[id, { x: 80, y: 80 }]])),
    )
    expect([40, 80]).toContain(ana.document.roots.cards.get(id)?.get("x"))
  })

  test("both tag one card: both tags stay", () => {
    const [ana, bo] = twoPeople()
    const id = add(ana, "Note")
    together(
      ana,
      bo,
      () => changeCards(ana.editing, new Map([[id, { tags: ["one"] }]])),
      () => changeCards(bo.editing, new Map([[id, { tags: ["two"] }]])),
    )
    expect(card(ana, id)?.tags).toEqual(["one", "two"])
  })

  test("one deletes what the other writes on: it is gone, and undo brings back what was written", () => {
    const [ana, bo] = twoPeople()
    const id = add(ana, "Note")
    together(
      ana,
      bo,
      () => deleteCards(ana.editing, [id]),
      () => typeInCard(bo.editing, id, "title", "Note, longer"),
    )
    expect(card(bo, id)).toBeUndefined()
    ana.history.undo()
    meet(ana, bo)
    expect(card(bo, id)?.title).toBe("Note, longer")
  })

  test("both delete one card: each one's undo brings it back", () => {
    const [ana, bo] = twoPeople()
    const id = add(ana, "Note")
    together(
      ana,
      bo,
      () => deleteCards(ana.editing, [id]),
      () => deleteCards(bo.editing, [id]),
    )
    expect(card(ana, id)).toBeUndefined()
    ana.history.undo()
    bo.history.undo()
    meet(ana, bo)
    expect(card(ana, id)?.title).toBe("Note")
    expect(bo.current()).toEqual(ana.current())
  })

  test("both finish one title: one first wording stays", () => {
    const [ana, bo] = twoPeople()
    const id = add(ana, "")
    typeInCard(ana.editing, id, "title", "First")
    together(
      ana,
      bo,
      () => settleTitle(ana.editing, id),
      () => settleTitle(bo.editing, id),
    )
    expect(card(ana, id)?.provenance.verbatim).toBe("First")
  })

  test("both add a board at the end: both see one order", () => {
    const [ana, bo] = twoPeople()
    together(
      ana,
      bo,
      () => addRecord(ana.editing, "boards", { kind: "story-map", title: "A" }),
      () => addRecord(bo.editing, "boards", { kind: "story-map", title: "B" }),
    )
    const order = (person: TestPerson) => [...person.current().boards.values()].sort(byOrder).map(({ id }) => id)
    expect(order(ana)).toEqual(order(bo))
    expect(order(ana)).toHaveLength(3)
    const last = addRecord(ana.editing, "boards", { kind: "story-map", title: "C" })
    expect(order(ana).at(-1)).toBe(last)
  })

  test("one deletes a board while the other adds a card to it: the card is there again with the board", () => {
    const [ana, bo] = twoPeople()
    let id = ""
    together(
      ana,
      bo,
      () => deleteRecord(ana.editing, "boards", sharedBoard),
      () => {
        id = add(bo, "Late")
      },
    )
    expect(ana.current().contents.has(sharedBoard)).toBe(false)
    ana.history.undo()
    meet(ana, bo)
    expect(card(bo, id)?.title).toBe("Late")
  })

  test("both change a persona: different fields both stay", () => {
    const [ana, bo] = twoPeople()
    const id = addRecord(ana.editing, "personas", { name: "Customer" })
    together(
      ana,
      bo,
      () => changeRecord(ana.editing, "personas", id, { position: "external" }),
      () => typeInRecord(bo.editing, "personas", id, "name", "Customers"),
    )
    expect(ana.current().personas.get(id)).toMatchObject({ position: "external", name: "Customers" })
  })

  test("both change the workshop: different halves of the purpose both stay", () => {
    const [ana, bo] = twoPeople()
    together(
      ana,
      bo,
      () => changeWorkshop(ana.editing, { title: "Ours" }),
      () => changeWorkshop(bo.editing, { purpose: { goal: "Learn" } }),
    )
    expect(ana.current().workshop).toMatchObject({ title: "Ours", purpose: { goal: "Learn" } })
  })
})

describe("two people and lines", () => {
  function connected() {
    const [ana, bo] = twoPeople()
    const boardId = addRecord(ana.editing, "boards", { kind: "user-needs-map", title: "Needs" })
    const make = (kind: string) => {
      const made = addCard(ana.editing, boardId, { kind, values: { title: kind } })
      return made.ok ? made.value : ""
    }
    const [need, capability] = [make("need"), make("capability")]
    meet(ana, bo)
    const relations = (person: TestPerson) => [...(person.current().contents.get(boardId)?.relations.values() ?? [])]
    return { ana, bo, need, capability, relations }
  }

  test("one draws a line to a card that the other deletes: it comes back with the card", () => {
    const { ana, bo, need, capability, relations } = connected()
    together(
      ana,
      bo,
      () => deleteCards(ana.editing, [capability]),
      () => expect(connectCards(bo.editing, need, capability).ok).toBe(true),
    )
    expect(relations(ana)).toEqual([])
    ana.history.undo()
    meet(ana, bo)
    expect(relations(bo)).toHaveLength(1)
  })

  test("both draw the same line: no second one can be drawn after that, and deleting takes both away", () => {
    const { ana, bo, need, capability, relations } = connected()
    together(
      ana,
      bo,
      () => connectCards(ana.editing, need, capability),
      () => connectCards(bo.editing, capability, need),
    )
    expect(connectCards(ana.editing, need, capability)).toMatchObject({
      ok: false,
      error: { type: "AlreadyConnected" },
    })
    expect(relations(ana)).toHaveLength(1)
    deleteRelations(
      ana.editing,
      relations(ana).map(({ id }) => id),
    )
    expect(relations(ana)).toEqual([])
  })

  test("one deletes a line while the other names it: it is gone, and undo brings back the name", () => {
    const { ana, bo, need, capability, relations } = connected()
    const line = connectCards(ana.editing, need, capability)
    const id = line.ok ? line.value : ""
    together(
      ana,
      bo,
      () => deleteRelations(ana.editing, [id]),
      () => expect(changeRelation(bo.editing, id, { label: "often" }).ok).toBe(true),
    )
    expect(relations(ana)).toEqual([])
    ana.history.undo()
    meet(ana, bo)
    expect(relations(bo)[0]?.label).toBe("often")
  })
})
