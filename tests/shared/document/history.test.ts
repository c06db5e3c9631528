import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { addCard, addCards, changeCards, deleteCards, typeInCard } from "../../../shared/commands/cards.ts"
import { origin, type WorkshopDocument } from "../../../shared/document/document.ts"
import { record } from "../../reliability/figures.ts"
import { atSize } from "../../reliability/trial.ts"
import { meet, people, sharedBoard, type TestPerson, twoPeople } from "../../support/people.ts"
import { fc } from "../../support/properties.ts"

const sequences = atSize(200, 5_000)

/** Who wrote a letter or a place can be seen from it: Ana writes a and 1…, Bo b and 2…, Cy c and 3…. */
const letters = ["a", "b", "c"] as const
const ownerOfPlace = (x: unknown) => (typeof x === "number" ? Math.floor(x / 1_000) - 1 : -1)

const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ does: fc.constant("add" as const), who: fc.nat(2) }) },
  {
    weight: 5,
    arbitrary: fc.record({ does: fc.constant("type" as const), who: fc.nat(2), card: fc.nat(5), at: fc.nat(9) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("erase" as const), who: fc.nat(2), card: fc.nat(5) }) },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant("move" as const), who: fc.nat(2), card: fc.nat(5), x: fc.nat(999) }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("delete" as const), who: fc.nat(2), card: fc.nat(5) }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant("undo" as const), who: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("redo" as const), who: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("undo-redo" as const), who: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("pause" as const), who: fc.nat(2) }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant("meet" as const), who: fc.nat(2) }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const titleOf = (record: Y.Map<unknown>) => String(record.get("title") ?? "")
const records = (person: TestPerson) => [...person.document.roots.cards]
const plain = (person: TestPerson) =>
  Object.fromEntries(
    [...(person.current().contents.get(sharedBoard)?.cards ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)),
  )

/** Everything of other people's that is there: letters, places, and cards they made or worked on. */
function workOfOthers(person: TestPerson, who: number) {
  return records(person).map(([id, record]) => {
    const text = [...titleOf(record)].filter((letter) => letter !== letters[who]).join("")
    const place = ownerOfPlace(record.get("x"))
    // What my own undo restored is mine to take back, whoever wrote it first.
    const isMyWrite = record._map.get("x")?.id.client === person.document.ydoc.clientID
    const isTheirs = text !== "" || (place >= 0 && place !== who) || !id.startsWith(letters[who] ?? "")
    return {
      id,
      text,
      x: place >= 0 && place !== who && !isMyWrite ? record.get("x") : undefined,
      isLive: isTheirs && record.get("deleted") === false,
    }
  })
}

function expectKept(before: ReturnType<typeof workOfOthers>, person: TestPerson, isUndo: boolean) {
  for (const { id, text, x, isLive } of before) {
    const record = person.document.roots.cards.get(id)
    const now = record ? titleOf(record) : ""
    for (const letter of letters)
      expect(count(now, letter), `P1 letters of ${id}`).toBeGreaterThanOrEqual(count(text, letter))
    if (x !== undefined) expect(record?.get("x"), `P3 place of ${id}`).toBe(x)
    if (isLive && isUndo) expect(record?.get("deleted"), `P5 ${id} stays`).toBe(false)
  }
}
const count = (text: string, letter: string) => text.split(letter).length - 1

function take(all: readonly TestPerson[], action: Step): void {
  const person = all[action.who]
  if (!person) return
  const { editing, history } = person
  const shown = Object.values(plain(person))
  const card = "card" in action ? shown[action.card % Math.max(1, shown.length)] : undefined
  const letter = letters[action.who] ?? "a"
  switch (action.does) {
    case "add":
      addCard(editing, sharedBoard, { kind: "note", values: { title: letter, x: 0, y: 0 } })
      return
    case "type": {
      const at = Math.min(action.at, card?.title.length ?? 0)
      if (card) typeInCard(editing, card.id, "title", card.title.slice(0, at) + letter + card.title.slice(at))
      return
    }
    case "erase":
      if (card) typeInCard(editing, card.id, "title", card.title.replace(letter, ""))
      return
    case "move":
      if (card) changeCards(editing, new Map([[card.id, { x: (action.who + 1) * 1_000 + action.x }]]))
      return
    case "delete":
      if (card) deleteCards(editing, [card.id])
      return
    case "pause":
      history.endStep()
      return
    case "meet":
      meet(...all)
      return
    default:
      rewind(person, action.who, action.does)
  }
}

function rewind(person: TestPerson, who: number, does: "undo" | "redo" | "undo-redo"): void {
  person.history.endStep()
  const before = workOfOthers(person, who)
  const shown = plain(person)
  if (does === "redo") person.history.redo()
  else {
    let isKept = false
    const stop = person.history.onKept(() => {
      isKept = true
    })
    const isDone = person.history.undo()
    stop()
    if (does === "undo-redo" && isDone && !isKept) {
      person.history.redo()
      expect(plain(person), "P2").toEqual(shown)
    }
  }
  expectKept(before, person, does === "undo")
}

const run = (open?: Parameters<typeof people>[1]) =>
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 120, size: "max" }), (actions) => {
      const all = people(3, open)
      for (const action of actions) take(all, action)
      meet(...all)
      meet(...all)
      const [first, ...others] = all.map(plain)
      for (const other of others) expect(other, "P7").toEqual(first)
    }),
    { numRuns: sequences },
  )

/** What a program has that uses Yjs as it comes. */
const plainYjs = (document: WorkshopDocument): TestPerson["history"] => {
  const manager = new Y.UndoManager(Object.values(document.roots), {
    doc: document.ydoc,
    trackedOrigins: new Set([origin.user]),
    captureTimeout: 1000,
  })
  return {
    undo: () => manager.undo() !== null,
    redo: () => manager.redo() !== null,
    endStep: () => manager.stopCapturing(),
    onKept: () => () => {},
  }
}

describe("undo among three people", () => {
  test(
    `R18 keeps everybody's work, in ${sequences} sequences`,
    () => {
      run()
      const what = `sequences of ${sequences} among three people in which undo took what was not one's own`
      record({ goal: "R18", what, seen: "0", wanted: "0", isMet: true })
    },
    atSize(60_000, 3_600_000),
  )

  test("is more than Yjs gives: its own undo does not pass", () => {
    expect(() => run(plainYjs)).toThrow()
  }, 60_000)
})

const title = (person: TestPerson, id: string) => person.current().contents.get(sharedBoard)?.cards.get(id)?.title
const add = (person: TestPerson, text: string) => {
  const added = addCard(person.editing, sharedBoard, { kind: "note", values: { title: text, x: 0, y: 0 } })
  return added.ok ? added.value : ""
}

describe("undo", () => {
  test("of my creation leaves the card when I had moved it beside somebody else and taken that back", () => {
    const all = people(3)
    const actions: readonly Step[] = [
      { does: "add", who: 2 },
      { does: "meet", who: 0 },
      { does: "pause", who: 2 },
      { does: "move", who: 0, card: 0, x: 0 },
      { does: "meet", who: 0 },
      { does: "move", who: 2, card: 0, x: 0 },
      { does: "move", who: 0, card: 0, x: 1 },
      { does: "meet", who: 0 },
      { does: "undo", who: 2 },
      { does: "undo", who: 2 },
    ]
    for (const action of actions) take(all, action)
    const [, , cy] = all
    const [card] = cy ? Object.values(plain(cy)) : []
    expect(card).toMatchObject({ x: 1_000 })
  })

  test("of my creation leaves the card when somebody has written in it, says so, and takes back nothing else", () => {
    const [ana, bo] = twoPeople()
    const other = add(ana, "Earlier")
    const id = add(ana, "a")
    meet(ana, bo)
    typeInCard(bo.editing, id, "title", "ab")
    meet(ana, bo)
    const kept: string[] = []
    ana.history.onKept((ids) => kept.push(...ids))
    expect(ana.history.undo()).toBe(true)
    expect(kept).toEqual([id])
    expect(title(ana, id)).toBe("ab")
    expect(title(ana, other)).toBe("Earlier")
    ana.history.undo()
    expect(title(ana, other)).toBeUndefined()
  })

  test("of my creation leaves the card when I had overwritten and brought back what somebody else set", () => {
    const [ana, bo] = twoPeople()
    const id = add(ana, "a")
    meet(ana, bo)
    changeCards(bo.editing, new Map([[id, { x: 2_000 }]]))
    meet(ana, bo)
    changeCards(ana.editing, new Map([[id, { x: 1_000 }]]))
    ana.history.undo()
    ana.history.undo()
    expect(ana.document.roots.cards.get(id)?.get("x")).toBe(2_000)
    expect(title(ana, id)).toBe("a")
  })

  test("of my move goes back to where the card was, also when somebody had undone and redone their move", () => {
    const [ana, bo] = twoPeople()
    const id = add(bo, "b")
    changeCards(bo.editing, new Map([[id, { x: 2_000 }]]))
    bo.history.undo()
    bo.history.redo()
    meet(ana, bo)
    changeCards(ana.editing, new Map([[id, { x: 1_000 }]]))
    ana.history.undo()
    expect(ana.document.roots.cards.get(id)?.get("x")).toBe(2_000)
    changeCards(ana.editing, new Map([[id, { x: 1_500 }]]))
    ana.history.undo()
    expect(ana.document.roots.cards.get(id)?.get("x")).toBe(2_000)
  })

  test("of my deletion brings back what others wrote meanwhile", () => {
    const [ana, bo] = twoPeople()
    const id = add(bo, "b")
    meet(ana, bo)
    deleteCards(ana.editing, [id])
    typeInCard(bo.editing, id, "title", "bbb")
    meet(ana, bo)
    expect(title(ana, id)).toBeUndefined()
    ana.history.undo()
    expect(title(ana, id)).toBe("bbb")
  })

  test("takes a paste of many cards as one step, and typing in one go as one", () => {
    const [ana] = twoPeople()
    const note = (text: string) => ({ kind: "note", values: { title: text, x: 0, y: 0 } })
    addCards(ana.editing, sharedBoard, ["One", "Two", "Three"].map(note))
    const id = add(ana, "")
    for (const text of ["H", "Hi", "Hi!"]) typeInCard(ana.editing, id, "title", text)
    ana.history.undo()
    expect(title(ana, id)).toBe("")
    ana.history.undo()
    ana.history.undo()
    expect(plain(ana)).toEqual({})
    ana.history.redo()
    expect(Object.keys(plain(ana))).toHaveLength(3)
  })

  test("brings a card back whole, as often as wanted", () => {
    const [ana] = twoPeople()
    const id = add(ana, "a")
    typeInCard(ana.editing, id, "title", "abc")
    for (let round = 0; round < 3; round++) {
      ana.history.undo()
      ana.history.undo()
      expect(title(ana, id)).toBeUndefined()
      ana.history.redo()
      ana.history.redo()
      expect(title(ana, id)).toBe("abc")
    }
  })
})
