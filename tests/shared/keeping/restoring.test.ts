import { describe, expect, it } from "vitest"
import { boardKinds } from "../../../shared/boards/index.ts"
import { productFlow } from "../../../shared/boards/product-flow/kind.ts"
import { storyMap } from "../../../shared/boards/story-map/kind.ts"
import { userNeedsMap } from "../../../shared/boards/user-needs-map/kind.ts"
import { readKeptState, writeKeptState } from "../../../shared/codecs/keptState.ts"
import { addCard, changeCards, deleteCards, settleTitle, typeInCard } from "../../../shared/commands/cards.ts"
import { connectCards } from "../../../shared/commands/relations.ts"
import { restoreBoard } from "../../../shared/commands/restoreBoard.ts"
import { addRecord, changeRecord, deleteRecord } from "../../../shared/commands/workshop.ts"
import { say as sayIn } from "../../../shared/messages/say.ts"
import type { BoardKind, Say } from "../../../shared/model/boardKind.ts"
import { compareStates } from "../../../shared/model/compareStates.ts"
import { updateLimit } from "../../../shared/protocol/messages.ts"
import { meet, sharedBoard, type TestPerson, twoPeople } from "../../support/people.ts"
import { seed } from "../../support/properties.ts"
import { random } from "../../support/random.ts"

const say: Say = (key, values) => sayIn("en", key, values)

const make = ({ editing }: TestPerson, kind: string, values: object, boardId = sharedBoard): string => {
  const added = addCard(editing, boardId, { kind, values: { ...values } })
  if (!added.ok) throw new Error(added.error.type)
  return added.value
}
/** As the host freezes a board and a device reads it again. */
const freeze = ({ current }: TestPerson, boardId = sharedBoard) => {
  const read = readKeptState(writeKeptState(current(), boardId, boardKinds) ?? "", boardKinds)
  if (!read.ok || !read.value) throw new Error("the state cannot be read")
  return read.value
}
const now = ({ current }: TestPerson, boardId = sharedBoard) => {
  const { contents, personas } = current()
  const content = contents.get(boardId)
  if (!content) throw new Error("no board")
  return { content, personas }
}
type State = ReturnType<typeof now>
const changes = (kind: BoardKind, before: State, after: State) =>
  compareStates(kind, before, after, say).map((change) => {
    const { is, name } = change
    if (is === "reworded") return `reworded: ${change.before} → ${name}`
    if (is === "moved") return `moved: ${name}: ${change.before} → ${change.after}`
    if (is === "changed") return `changed: ${name}: ${change.what}: ${change.before} → ${change.after}`
    if (is === "connected" || is === "disconnected") return `${is}: ${name}, ${change.otherName}`
    return `${is}: ${name}`
  })

/** A small story map: two steps, two slices, two stories. */
function storyBoard(person: TestPerson) {
  const activity = make(person, "activity", { title: "Shop" })
  const search = make(person, "step", { title: "Search", activityId: activity })
  const pay = make(person, "step", { title: "Pay", activityId: activity, order: "a1" })
  const first = make(person, "slice", { title: "First" })
  const story = make(person, "story", { title: "Find by name", stepId: search, sliceId: first })
  const other = make(person, "story", { title: "Pay by card", stepId: pay })
  return { activity, search, pay, first, story, other }
}

describe("two states of a story map", () => {
  it("are told apart by meaning", () => {
    const [ana] = twoPeople()
    const map = storyBoard(ana)
    const before = freeze(ana)
    expect(changes(storyMap, before, now(ana))).toEqual([])
    typeInCard(ana.editing, map.story, "title", "Find by its name")
    changeCards(ana.editing, new Map([[map.story, { stepId: map.pay, sliceId: undefined, status: "done" }]]))
    deleteCards(ana.editing, [map.other])
    make(ana, "story", { title: "Pay later", stepId: map.pay })
    expect(changes(storyMap, before, now(ana))).toEqual([
      "added: Pay later",
      "gone: Pay by card",
      "reworded: Find by name → Find by its name",
      "moved: Find by its name: Search · First → Pay · Unscheduled",
      "changed: Find by its name: Status: Idea → Done",
    ])
  })

  it("do not differ when only a heading was reworded above a story", () => {
    const [ana] = twoPeople()
    const map = storyBoard(ana)
    const before = freeze(ana)
    typeInCard(ana.editing, map.search, "title", "Look for it")
    expect(changes(storyMap, before, now(ana))).toEqual(["reworded: Search → Look for it"])
  })
})

describe("two states of a needs map", () => {
  it("tell of lines, of whether a capability is there, and of a user's name", () => {
    const [ana] = twoPeople()
    const board = addRecord(ana.editing, "boards", { kind: "user-needs-map", title: "Needs" })
    const persona = addRecord(ana.editing, "personas", { name: "Buyer", position: "external" })
    const user = make(ana, "user", { personaId: persona, x: 0, y: 0 }, board)
    const need = make(ana, "need", { title: "find help", x: 0, y: 0 }, board)
    const help = make(ana, "capability", { title: "Help desk", presence: "exists", visibility: 0.5, x: 0, y: 0 }, board)
    connectCards(ana.editing, user, need)
    const before = freeze(ana, board)
    connectCards(ana.editing, need, help)
    changeCards(ana.editing, new Map([[help, { presence: "weak", x: 300 }]]))
    changeRecord(ana.editing, "personas", persona, { name: "Customer" })
    expect(changes(userNeedsMap, before, now(ana, board))).toEqual([
      "reworded: Buyer → Customer",
      "changed: Help desk: Is it there: there → weak",
      "connected: find help, Help desk",
    ])
    restoreBoard(ana.editing, before)
    expect(changes(userNeedsMap, before, now(ana, board))).toEqual([])
    ana.history.undo()
    expect(ana.current().personas.get(persona)?.name).toBe("Customer")
  })
})

describe("two states of a product flow", () => {
  it("tell how a metric stands", () => {
    const [ana] = twoPeople()
    const board = addRecord(ana.editing, "boards", { kind: "product-flow", title: "Flow" })
    const phase = make(ana, "phase", { title: "Run" }, board)
    const activity = make(ana, "activity", { title: "Monitor", phaseId: phase }, board)
    const metric = make(
      ana,
      "metric",
      { title: "Time to know", activityId: activity, current: 5, unit: "min", healthRange: { max: 10 } },
      board,
    )
    const before = freeze(ana, board)
    changeCards(ana.editing, new Map([[metric, { current: 30 }]]))
    const told = changes(productFlow, before, now(ana, board))
    expect(told[0]).toBe("changed: Time to know: Health: healthy → too high")
    expect(told[1]).toMatch(/^changed: Time to know: Today: 5.min → 30.min$/)
  })
})

describe("going back to an earlier state", () => {
  it("is one step that undo takes back, and only the difference is written", () => {
    const [ana] = twoPeople()
    const map = storyBoard(ana)
    const before = freeze(ana)
    typeInCard(ana.editing, map.story, "title", "Find by its name")
    settleTitle(ana.editing, map.story)
    deleteCards(ana.editing, [map.other])
    const later = make(ana, "story", { title: "Later", stepId: map.pay })
    const afterwards = now(ana)
    const untouched = ana.current().contents.get(sharedBoard)?.cards.get(map.search)
    expect(restoreBoard(ana.editing, before).ok).toBe(true)
    expect(changes(storyMap, before, now(ana))).toEqual([])
    expect(ana.current().contents.get(sharedBoard)?.cards.get(map.search), "what was right was not written").toBe(
      untouched,
    )
    const card = ana.current().contents.get(sharedBoard)?.cards.get(map.story)
    expect(card?.provenance.verbatim).toBe("Find by name")
    expect(
      card?.provenance.rewordings?.map(({ text }) => text),
      "every wording stays",
    ).toEqual(["Find by its name", "Find by name"])
    ana.history.undo()
    expect(changes(storyMap, afterwards, now(ana))).toEqual([])
    expect(now(ana).content.cards.has(later)).toBe(true)
    ana.history.redo()
    expect(changes(storyMap, before, now(ana))).toEqual([])
  })

  it("keeps what somebody else adds and writes at the same moment", () => {
    const [ana, bo] = twoPeople()
    const map = storyBoard(ana)
    const before = freeze(ana)
    const later = make(ana, "story", { title: "Later", stepId: map.pay })
    meet(ana, bo)
    restoreBoard(ana.editing, before)
    const added = make(bo, "story", { title: "Bo's new story", stepId: map.search })
    typeInCard(bo.editing, later, "title", "Later, said Bo")
    typeInCard(bo.editing, map.story, "note", "Bo's note")
    meet(ana, bo)
    for (const person of [ana, bo]) {
      const { cards } = now(person).content
      expect(cards.get(added)?.title).toBe("Bo's new story")
      expect(cards.get(map.story)?.note).toBe("Bo's note")
      expect(cards.has(later), "hidden, not thrown away").toBe(false)
    }
    ana.history.undo()
    meet(ana, bo)
    expect(now(bo).content.cards.get(later)?.title, "with Bo's words").toBe("Later, said Bo")
  })

  it("brings the same board for both when two go back at once", () => {
    const [ana, bo] = twoPeople()
    const map = storyBoard(ana)
    const first = freeze(ana)
    deleteCards(ana.editing, [map.other])
    meet(ana, bo)
    restoreBoard(ana.editing, first)
    restoreBoard(bo.editing, first)
    meet(ana, bo)
    expect(changes(storyMap, first, now(ana))).toEqual([])
    expect(changes(storyMap, now(bo), now(ana))).toEqual([])
  })

  it("brings back a board and a persona that were deleted", () => {
    const [ana] = twoPeople()
    const board = addRecord(ana.editing, "boards", { kind: "user-needs-map", title: "Needs" })
    const persona = addRecord(ana.editing, "personas", { name: "Buyer", position: "external" })
    make(ana, "user", { personaId: persona, x: 0, y: 0 }, board)
    const before = freeze(ana, board)
    deleteRecord(ana.editing, "personas", persona)
    deleteRecord(ana.editing, "boards", board)
    restoreBoard(ana.editing, before)
    expect(changes(userNeedsMap, before, now(ana, board))).toEqual([])
    expect(ana.current().personas.get(persona)?.name).toBe("Buyer")
  })

  it("works in a workshop that never had the cards, in nobody's name", () => {
    const [ana] = twoPeople()
    changeRecord(ana.editing, "boards", sharedBoard, { title: "Map" })
    storyBoard(ana)
    const before = freeze(ana)
    const [, cy] = twoPeople()
    restoreBoard(cy.editing, before)
    expect(changes(storyMap, before, now(cy))).toEqual([])
    expect([...now(cy).content.cards.values()].map(({ provenance }) => provenance.authorId)).toEqual(
      [...before.content.cards].map(() => undefined),
    )
  })

  it("reaches any earlier state of a map that three hundred things happened to, within one edit", () => {
    const below = random(seed)
    const [ana] = twoPeople()
    const map = storyBoard(ana)
    const states: State[] = []
    for (let round = 0; round < 300; round++) {
      const cards = [...now(ana).content.cards.values()].filter(({ kind }) => kind === "story")
      const one = cards[below(cards.length)]
      const what = below(4)
      if (what === 0 || !one) make(ana, "story", { title: `Story ${round}`, stepId: map.search })
      else if (what === 1) typeInCard(ana.editing, one.id, "title", `Wording ${round}`)
      else if (what === 2) changeCards(ana.editing, new Map([[one.id, { stepId: map.pay, sliceId: map.first }]]))
      else deleteCards(ana.editing, [one.id])
      if (round % 60 === 0) states.push(freeze(ana))
    }
    for (const state of states) {
      let written = 0
      const count = (update: Uint8Array) => {
        written += update.length
      }
      ana.document.ydoc.on("update", count)
      restoreBoard(ana.editing, state)
      ana.document.ydoc.off("update", count)
      expect(changes(storyMap, state, now(ana)), `seed ${seed}`).toEqual([])
      expect(written).toBeLessThan(updateLimit)
    }
  })
})
