import { describe, expect, test } from "vitest"
import { boardKinds } from "../../../shared/boards/index.ts"
import { isStep } from "../../../shared/boards/story-map/schema.ts"
import { readWorkshopFile, writeWorkshopFile } from "../../../shared/codecs/workshopFile.ts"
import { addCard, deleteCards } from "../../../shared/commands/cards.ts"
import { mergeCards, splitCards } from "../../../shared/commands/merge.ts"
import { connectCards, deleteRelations } from "../../../shared/commands/relations.ts"
import { addRecord } from "../../../shared/commands/workshop.ts"
import { behindCard } from "../../../shared/model/merged.ts"
import { meet, people, sharedBoard, type TestPerson } from "../../support/people.ts"
import { fc } from "../../support/properties.ts"

const boardId = "needs"
const names = ["a", "b", "c", "d", "e"]

/** Two people with the same needs on a map, each hanging from one user. */
function mapOfTwo(): [TestPerson, TestPerson] {
  const [ana, bo] = people(2)
  if (!ana || !bo) throw new Error("Two people are needed")
  addRecord(ana.editing, "boards", { kind: "user-needs-map", title: "Needs" }, boardId)
  addCard(ana.editing, boardId, { kind: "user", id: "u", values: { title: "Shopper" } })
  for (const id of names) addCard(ana.editing, boardId, { kind: "need", id, values: { title: `need ${id}` } })
  connectCards(ana.editing, "u", "b")
  meet(ana, bo)
  return [ana, bo]
}

const contentOf = (person: TestPerson) => {
  const content = person.current().contents.get(boardId)
  if (!content) throw new Error("no board")
  return content
}
const shown = (person: TestPerson) => [...contentOf(person).cards.keys()].filter((id) => names.includes(id)).sort()
const behind = (person: TestPerson, id: string) => behindCard(contentOf(person), id).map(({ title }) => title)
const lines = (person: TestPerson) =>
  [...contentOf(person).relations.values()].map(({ fromId, toId }) => `${fromId}-${toId}`).sort()

describe("merging", () => {
  test("keeps the others' words behind the one that stays, which takes over their lines", () => {
    const [ana] = mapOfTwo()
    expect(mergeCards(ana.editing, "a", ["b", "c"]).ok).toBe(true)
    expect([shown(ana), behind(ana, "a"), lines(ana)]).toEqual([["a", "d", "e"], ["need b", "need c"], ["u-a"]])
  })

  test("is one step that can be undone, and a card can be brought out again", () => {
    const [ana] = mapOfTwo()
    mergeCards(ana.editing, "a", ["b", "c"])
    splitCards(ana.editing, ["c"])
    expect([shown(ana), behind(ana, "a")]).toEqual([["a", "c", "d", "e"], ["need b"]])
    ana.history.undo()
    ana.history.undo()
    expect([shown(ana), lines(ana)]).toEqual([names, ["u-b"]])
  })

  test("takes only cards of one kind, and none that is locked", () => {
    const [ana] = mapOfTwo()
    expect(mergeCards(ana.editing, "a", ["u"])).toEqual({ ok: false, error: { type: "CannotMerge" } })
    addCard(ana.editing, boardId, { kind: "need", id: "locked", values: { title: "fixed", locked: "facilitator" } })
    expect(mergeCards(ana.editing, "a", ["locked"])).toEqual({ ok: false, error: { type: "Locked" } })
  })

  test("deleting the one that stays takes those behind it along, and undo brings all back", () => {
    const [ana] = mapOfTwo()
    mergeCards(ana.editing, "a", ["b"])
    mergeCards(ana.editing, "c", ["a"])
    deleteCards(ana.editing, ["c"])
    expect(shown(ana)).toEqual(["d", "e"])
    ana.history.undo()
    expect([shown(ana), behind(ana, "c")]).toEqual([
      ["c", "d", "e"],
      ["need a", "need b"],
    ])
  })

  test("is in the file and comes back from it", () => {
    const [ana] = mapOfTwo()
    mergeCards(ana.editing, "a", ["b"])
    const text = writeWorkshopFile(ana.current(), { kinds: boardKinds })
    const read = readWorkshopFile(text, boardKinds)
    if (!read.ok) throw new Error(read.error.complaints[0].reason)
    const content = read.value.snapshot.contents.get(boardId)
    expect(content && behindCard(content, "a").map(({ title }) => title)).toEqual(["need b"])
    expect(writeWorkshopFile(read.value.snapshot, { kinds: boardKinds })).toBe(text)
  })

  test("is read from a file whose lines still name the other card", () => {
    const [ana] = mapOfTwo()
    const text = writeWorkshopFile(ana.current(), { kinds: boardKinds })
    const file = JSON.parse(text)
    for (const { cards } of file.workshop.boards) for (const card of cards) if (card.id === "b") card.mergedInto = "a"
    const read = readWorkshopFile(JSON.stringify(file), boardKinds)
    if (!read.ok) throw new Error(read.error.complaints[0].reason)
    const relations = read.value.snapshot.contents.get(boardId)?.relations.values() ?? []
    expect([...relations].map(({ fromId, toId }) => `${fromId}-${toId}`)).toEqual(["u-a"])
    expect(read.value.looseRelations).toEqual([])
  })
})

/** Somebody's activity with a step in it, beside a second activity that says the same. */
function storyMapOfTwo(): [TestPerson, TestPerson] {
  const [ana, bo] = people(2)
  if (!ana || !bo) throw new Error("Two people are needed")
  for (const id of ["stay", "other"]) addCard(ana.editing, sharedBoard, { kind: "activity", id, values: { title: id } })
  addCard(ana.editing, sharedBoard, { kind: "step", id: "own", values: { title: "own", activityId: "other" } })
  meet(ana, bo)
  return [ana, bo]
}
const stepsIn = (person: TestPerson, activityId: string) =>
  [...(person.current().contents.get(sharedBoard)?.cards.values() ?? [])]
    .filter(isStep)
    .filter((step) => step.activityId === activityId)
    .map(({ id }) => id)
    .sort()

describe("what refers to a merged card", () => {
  test("is led to the one that stays, also what somebody else adds at the same moment, and back again", () => {
    const [ana, bo] = storyMapOfTwo()
    mergeCards(ana.editing, "stay", ["other"])
    addCard(bo.editing, sharedBoard, { kind: "step", id: "late", values: { title: "late", activityId: "other" } })
    meet(ana, bo)
    for (const person of [ana, bo]) expect(stepsIn(person, "stay")).toEqual(["late", "own"])
    splitCards(bo.editing, ["other"])
    expect(stepsIn(bo, "other")).toEqual(["late", "own"])
  })

  test("leads there from other boards too, and so do comments and marks", () => {
    const [ana] = mapOfTwo()
    const values = { title: "step", needIds: ["a", "b"] }
    addCard(ana.editing, sharedBoard, { kind: "step", id: "step", values })
    addRecord(ana.editing, "marks", { cardId: "b", kind: "pain" }, "mark")
    addRecord(ana.editing, "comments", { cardId: "b", kind: "comment", text: "so true" }, "comment")
    mergeCards(ana.editing, "a", ["b"])
    const step = ana.current().contents.get(sharedBoard)?.cards.get("step")
    expect(isStep(step) && step.needIds).toEqual(["a"])
    expect([...ana.current().comments.values(), ...ana.current().marks.values()].map(({ cardId }) => cardId)).toEqual([
      "a",
      "a",
    ])
  })

  test("is a line with all that was said of it, seen when drawn during the merge and gone when deleted", () => {
    const [ana, bo] = mapOfTwo()
    addCard(ana.editing, boardId, { kind: "capability", id: "cap", values: { title: "Checkout" } })
    connectCards(ana.editing, "a", "cap", { friction: "blocks" })
    meet(ana, bo)
    mergeCards(ana.editing, "c", ["a"])
    const drawn = connectCards(bo.editing, "d", "cap")
    mergeCards(bo.editing, "c", ["d"])
    meet(ana, bo)
    expect(drawn.ok).toBe(true)
    for (const person of [ana, bo]) expect(lines(person)).toEqual(["c-cap", "u-b"])
    expect(connectCards(ana.editing, "c", "cap")).toEqual({ ok: false, error: { type: "AlreadyConnected" } })
    const line = [...contentOf(ana).relations.values()].find(({ toId }) => toId === "cap")
    deleteRelations(ana.editing, line ? [line.id] : [])
    expect(lines(ana)).toEqual(["u-b"])
  })

  test("is owned by the team that owned it, where nobody owned the one that stays", () => {
    const [ana] = mapOfTwo()
    for (const id of ["cap1", "cap2"]) addCard(ana.editing, boardId, { kind: "capability", id, values: { title: id } })
    addRecord(ana.editing, "overlays", { boardId, title: "As is", owners: { cap2: "team" } }, "overlay")
    addRecord(ana.editing, "teams", { overlayId: "overlay", name: "Shop" }, "team")
    mergeCards(ana.editing, "cap1", ["cap2"])
    expect(contentOf(ana).overlays.get("overlay")?.owners.cap1).toBe("team")
  })
})

describe("two who merge at the same moment", () => {
  test("each into the other's card: one stays on both screens, with the other behind it", () => {
    const [ana, bo] = mapOfTwo()
    mergeCards(ana.editing, "a", ["b"])
    mergeCards(bo.editing, "b", ["a"])
    meet(ana, bo)
    expect([shown(ana), behind(ana, "a")]).toEqual([["a", "c", "d", "e"], ["need b"]])
    expect([shown(bo), behind(bo, "a")]).toEqual([shown(ana), behind(ana, "a")])
  })

  test("whatever they merge, split and delete: both see the same, and every living card is shown or stands behind one", () => {
    const id = fc.constantFrom(...names)
    const move = fc.oneof(
      fc.record({ do: fc.constant("merge" as const), id, other: id }),
      fc.record({ do: fc.constant("split" as const), id, other: id }),
      fc.record({ do: fc.constant("delete" as const), id, other: id }),
      fc.record({ do: fc.constant("undo" as const), id, other: id }),
    )
    const act = (person: TestPerson, step: { do: string; id: string; other: string }) => {
      if (step.do === "merge") mergeCards(person.editing, step.id, [step.other])
      else if (step.do === "split") splitCards(person.editing, [step.id])
      else if (step.do === "delete") deleteCards(person.editing, [step.id])
      else person.history.undo()
    }
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.boolean(), move), { maxLength: 25 }), (moves) => {
        const [ana, bo] = mapOfTwo()
        for (const [isAna, meets, step] of moves) {
          act(isAna ? ana : bo, step)
          if (meets) meet(ana, bo)
        }
        meet(ana, bo)
        expect(shown(bo)).toEqual(shown(ana))
        expect([...contentOf(bo).merged.keys()].sort()).toEqual([...contentOf(ana).merged.keys()].sort())
        const living = names.filter((one) => ana.document.roots.cards.get(one)?.get("deleted") === false)
        const seen = shown(ana).flatMap((one) => [one, ...behindCard(contentOf(ana), one).map((card) => card.id)])
        expect(seen.sort()).toEqual(living)
      }),
    )
  })
})
