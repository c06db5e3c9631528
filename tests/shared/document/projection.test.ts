import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { boardKinds } from "../../../shared/boards/index.ts"
import { addCard, addCards, changeCards, deleteCards, typeInCard } from "../../../shared/commands/cards.ts"
import { addRecord } from "../../../shared/commands/workshop.ts"
import { openDocument, origin } from "../../../shared/document/document.ts"
import { projectDocument } from "../../../shared/document/projection.ts"
import { meet, sharedBoard, type TestPerson, twoPeople } from "../../support/people.ts"

const note = (title: string) => ({ kind: "note", values: { title, x: 0, y: 0 } })
const add = (person: TestPerson, title: string) => {
  const added = addCard(person.editing, sharedBoard, note(title))
  return added.ok ? added.value : ""
}
const content = (person: TestPerson) => person.current().contents.get(sharedBoard)

/** What a device shows that gets the document whole. */
const shownAfresh = (person: TestPerson) => {
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(person.document.ydoc))
  return projectDocument(openDocument(ydoc, boardKinds)).current()
}

describe("the projection", () => {
  test("leaves everything identical that an edit did not touch", () => {
    const [ana] = twoPeople()
    const other = addRecord(ana.editing, "boards", { kind: "story-map", title: "Other" })
    const [one, two] = [add(ana, "One"), add(ana, "Two")]
    const before = ana.current()
    typeInCard(ana.editing, one, "title", "One!")
    const after = ana.current()
    expect(after.contents.get(other)).toBe(before.contents.get(other))
    expect(after.personas).toBe(before.personas)
    expect(content(ana)?.cards.get(two)).toBe(before.contents.get(sharedBoard)?.cards.get(two))
    expect(content(ana)?.relations).toBe(before.contents.get(sharedBoard)?.relations)
    expect(content(ana)?.cards.get(one)?.title).toBe("One!")
  })

  test("reports a transaction once, however much it changes, and one that changes nothing not at all", () => {
    const [ana, bo] = twoPeople()
    const reports = ana.reports()
    addCards(
      ana.editing,
      sharedBoard,
      Array.from({ length: 50 }, (_, at) => note(`Card ${at}`)),
    )
    expect(ana.reports()).toBe(reports + 1)
    meet(ana, bo)
    const before = bo.reports()
    meet(ana, bo)
    expect(bo.reports()).toBe(before)
    changeCards(ana.editing, new Map([["a-1", { x: 0 }]]))
    expect(ana.reports()).toBe(reports + 1)
  })

  test("reports many updates applied in one transaction once", () => {
    const [ana, bo] = twoPeople()
    const updates: Uint8Array[] = []
    ana.document.ydoc.on("update", (update: Uint8Array) => updates.push(update))
    for (const title of ["One", "Two", "Three"]) add(ana, title)
    const before = bo.reports()
    bo.document.ydoc.transact(() => {
      for (const update of updates) Y.applyUpdate(bo.document.ydoc, update, origin.remote)
    }, origin.remote)
    expect(bo.reports()).toBe(before + 1)
    expect(content(bo)?.cards.size).toBe(3)
  })

  test("shows cards that arrived before their board", () => {
    const [ana] = twoPeople()
    const ydoc = new Y.Doc()
    const late = openDocument(ydoc, boardKinds)
    const projection = projectDocument(late)
    ydoc.transact(() => {
      const card = new Y.Map<unknown>(Object.entries({ boardId: "later", kind: "note", deleted: false }))
      late.roots.cards.set("early", card)
    })
    expect(projection.current().contents.size).toBe(0)
    ydoc.transact(() => {
      late.roots.boards.set("later", new Y.Map<unknown>(Object.entries({ kind: "story-map", deleted: false })))
    })
    expect(projection.current().contents.get("later")?.cards.has("early")).toBe(true)
    expect(ana.current().contents.has("later")).toBe(false)
  })

  test("shows the same after any edits as a device that reads the document whole", () => {
    const [ana, bo] = twoPeople()
    const ids = ["One", "Two", "Three"].map((title) => add(ana, title))
    meet(ana, bo)
    deleteCards(bo.editing, ids.slice(0, 1))
    typeInCard(ana.editing, ids[0] ?? "", "title", "One more")
    changeCards(ana.editing, new Map([[ids[1] ?? "", { x: 7 }]]))
    meet(ana, bo)
    ana.history.undo()
    meet(ana, bo)
    expect(ana.current()).toEqual(shownAfresh(ana))
    expect(bo.current()).toEqual(ana.current())
  })
})

describe("damaged records", () => {
  const junk: [string, unknown][] = [
    ["a number", 7],
    ["text", "not a map"],
    ["nothing", null],
    ["a list", [1, [2]]],
    ["an object", { boardId: "board", kind: "note", deleted: false }],
    ["shared text", () => new Y.Text("text")],
    ["a shared list", () => new Y.Array()],
    ["an empty record", () => new Y.Map()],
    ["a record of wrong values", () => new Y.Map<unknown>(Object.entries(wrong))],
  ]
  const wrong = {
    boardId: sharedBoard,
    kind: "note",
    deleted: false,
    title: 7,
    note: new Uint8Array([1]),
    x: Number.NaN,
    y: "far",
    order: {},
    tags: "all",
    "tags/__proto__": true,
    "provenance/verbatim": [],
    __proto__x: 1,
  }

  test.each(junk)("%s in the place of a record stops nobody", (_, value) => {
    const [ana, bo] = twoPeople()
    for (const root of Object.values(ana.document.roots)) {
      const stored = () => (typeof value === "function" ? value() : value)
      ana.document.ydoc.transact(() => root.set("damaged", stored()), origin.remote)
    }
    meet(ana, bo)
    const id = add(bo, "Goes on")
    meet(ana, bo)
    expect(content(ana)?.cards.get(id)?.title).toBe("Goes on")
    expect(ana.current()).toEqual(shownAfresh(ana))
  })

  test("wrong values are read as their fallbacks", () => {
    const [ana] = twoPeople()
    ana.document.ydoc.transact(() => {
      ana.document.roots.cards.set("damaged", new Y.Map<unknown>(Object.entries(wrong)))
    }, origin.remote)
    expect(content(ana)?.cards.get("damaged")).toMatchObject({ title: "", note: "", x: 0, y: 0, order: "a0", tags: [] })
  })

  test("a record that nests deeply is read, not followed", () => {
    const [ana] = twoPeople()
    const deep = new Y.Map<unknown>(Object.entries({ boardId: sharedBoard, kind: "note", deleted: false }))
    let inner = deep
    for (let depth = 0; depth < 500; depth++) {
      const next = new Y.Map<unknown>()
      inner.set("title", next)
      inner = next
    }
    ana.document.ydoc.transact(() => ana.document.roots.cards.set("deep", deep), origin.remote)
    expect(content(ana)?.cards.get("deep")?.title).toBe("")
  })
})
