import { describe, expect, it } from "vitest"
import { addCard, deleteCards } from "../../../shared/commands/cards.ts"
import {
  addAction,
  addComment,
  addDecision,
  addEnergyCheck,
  moveParked,
  parkPoint,
  pointBecomesAction,
  resolveComment,
  setPhase,
  toggleMark,
} from "../../../shared/commands/keeping.ts"
import { changeRecord } from "../../../shared/commands/workshop.ts"
import {
  agreementOf,
  commentsOn,
  keptOnCards,
  marksOn,
  openQuestions,
  originOf,
  parkingLotInOrder,
  shownActions,
  verdictOf,
} from "../../../shared/model/keeping.ts"
import { meet, sharedBoard, type TestPerson, twoPeople } from "../../support/people.ts"

const newCard = ({ editing }: TestPerson, title = "Card"): string => {
  const added = addCard(editing, sharedBoard, { kind: "note", values: { title } })
  if (!added.ok) throw new Error(added.error.type)
  return added.value
}
const marksFor = ({ current, editing }: TestPerson, card: string) =>
  marksOn(current().marks.values(), card, editing.authorId)
const actionsOf = ({ current }: TestPerson) => shownActions(current().actions.values(), current().parkingLot)

describe("marks", () => {
  it("are put on and taken off by the same tap", () => {
    const [ana] = twoPeople()
    const card = newCard(ana)
    toggleMark(ana.editing, card, "pain")
    expect(marksFor(ana, card)).toEqual([{ kind: "pain", count: 1, isMine: true }])
    toggleMark(ana.editing, card, "pain")
    expect(marksFor(ana, card)).toEqual([])
  })

  it("count people, and one person's tap on two devices at once counts once", () => {
    const [ana, bo] = twoPeople()
    const card = newCard(ana)
    meet(ana, bo)
    const again = { ...bo, editing: { ...bo.editing, authorId: "p0" } }
    toggleMark(ana.editing, card, "risk")
    toggleMark(again.editing, card, "risk")
    meet(ana, bo)
    expect(marksFor(ana, card)).toEqual([{ kind: "risk", count: 1, isMine: true }])
    toggleMark(bo.editing, card, "risk")
    meet(ana, bo)
    expect(marksFor(ana, card)).toEqual([{ kind: "risk", count: 2, isMine: true }])
    toggleMark(ana.editing, card, "risk")
    meet(ana, bo)
    expect(marksFor(bo, card), "both of the doubles are gone").toEqual([{ kind: "risk", count: 1, isMine: true }])
  })

  it("are listed in the order of the kinds, and do not go on a card that is gone", () => {
    const [ana] = twoPeople()
    const card = newCard(ana)
    for (const kind of ["risk", "pain", "idea"] as const) toggleMark(ana.editing, card, kind)
    expect(marksFor(ana, card).map(({ kind }) => kind)).toEqual(["pain", "idea", "risk"])
    deleteCards(ana.editing, [card])
    expect(toggleMark(ana.editing, card, "joy")).toEqual({ ok: false, error: { type: "CardGone" } })
  })

  it("come back with undo, and mine alone", () => {
    const [ana, bo] = twoPeople()
    const card = newCard(ana)
    toggleMark(ana.editing, card, "pain")
    meet(ana, bo)
    toggleMark(bo.editing, card, "pain")
    toggleMark(ana.editing, card, "pain")
    meet(ana, bo)
    ana.history.undo()
    expect(marksFor(ana, card)).toEqual([{ kind: "pain", count: 2, isMine: true }])
  })
})

describe("comments", () => {
  it("stand in the order in which they were written, and both stay when two write at once", () => {
    const [ana, bo] = twoPeople()
    const card = newCard(ana)
    meet(ana, bo)
    addComment(ana.editing, card, "question", "Who asks for this?")
    addComment(bo.editing, card, "quote", "“I stare at it all day”")
    meet(ana, bo)
    expect(commentsOn(ana.current().comments.values(), card).map(({ text }) => text)).toEqual([
      "Who asks for this?",
      "“I stare at it all day”",
    ])
    expect(keptOnCards(bo.current()).get(card)).toEqual({ marks: [], comments: 2 })
  })

  it("are resolved once when two resolve at once, and can be opened again", () => {
    const [ana, bo] = twoPeople()
    const added = addComment(ana.editing, newCard(ana), "objection", "Too dear")
    const id = added.ok ? added.value : ""
    meet(ana, bo)
    resolveComment(ana.editing, id, true)
    resolveComment(bo.editing, id, true)
    meet(ana, bo)
    expect(ana.current().comments.get(id)?.resolvedAt).toBe("2026-03-23T09:15:00.000Z")
    expect(openQuestions(ana.current()).asked).toEqual([])
    resolveComment(bo.editing, id, false)
    expect(openQuestions(bo.current()).asked.map(({ comment }) => comment.id)).toEqual([id])
  })

  it("keep a long text whole and its author's first words within a title's length", () => {
    const [ana] = twoPeople()
    const added = addComment(ana.editing, newCard(ana), "comment", "a".repeat(900))
    const comment = ana.current().comments.get(added.ok ? added.value : "")
    expect(comment?.text).toHaveLength(900)
    expect(comment?.provenance.verbatim).toHaveLength(120)
  })
})

describe("the parking lot", () => {
  it("shows what is still parked first", () => {
    const [ana] = twoPeople()
    const ids = ["One", "Two", "Three"].map((text) => parkPoint(ana.editing, text))
    moveParked(ana.editing, ids[0] ?? "", "dropped")
    expect(parkingLotInOrder(ana.current().parkingLot.values()).map(({ text }) => text)).toEqual([
      "Two",
      "Three",
      "One",
    ])
  })

  it("gives an action that remembers where it came from", () => {
    const [ana] = twoPeople()
    const item = parkPoint(ana.editing, "Ask the shop")
    pointBecomesAction(ana.editing, item)
    const [action] = actionsOf(ana)
    expect(action).toMatchObject({ text: "Ask the shop", who: "", state: "open" })
    expect(action && originOf(action, ana.current().parkingLot)).toBe(item)
    expect(ana.current().parkingLot.get(item)?.state).toBe("became-action")
    ana.history.undo()
    expect(actionsOf(ana)).toEqual([])
    expect(ana.current().parkingLot.get(item)?.state, "undo takes both back").toBe("parked")
  })

  it("gives one action when two people make it one at the same moment", () => {
    const [ana, bo] = twoPeople()
    const item = parkPoint(ana.editing, "Ask the shop")
    meet(ana, bo)
    pointBecomesAction(ana.editing, item)
    pointBecomesAction(bo.editing, item)
    meet(ana, bo)
    expect(actionsOf(ana)).toHaveLength(1)
    expect(actionsOf(bo)).toEqual(actionsOf(ana))
    const hidden = [...ana.current().actions.values()].find(({ id }) => id !== actionsOf(ana)[0]?.id)
    changeRecord(bo.editing, "actions", hidden?.id ?? "", { who: "Bo" })
    expect(actionsOf(bo), "as soon as somebody has written on the other, both are shown").toHaveLength(2)
  })

  it("gives the action there is when somebody asks again", () => {
    const [ana] = twoPeople()
    const item = parkPoint(ana.editing, "Ask the shop")
    expect(pointBecomesAction(ana.editing, item)).toEqual(pointBecomesAction(ana.editing, item))
    expect(ana.current().actions.size).toBe(1)
  })
})

describe("decisions, actions and energy", () => {
  it("a decision says how far the room agrees, and never who", () => {
    const [ana] = twoPeople()
    const id = addDecision(ana.editing, "We begin with search")
    expect(ana.current().decisions.get(id)).toMatchObject({ text: "We begin with search", asking: "not-asked" })
    expect(verdictOf(agreementOf({ agreement: {} }))).toBe("none")
    expect(verdictOf(agreementOf({ agreement: { 3: 2, 5: 4 } }))).toBe("carried")
    expect(verdictOf(agreementOf({ agreement: { 1: 1, 5: 9 } }))).toBe("doubts")
    expect(agreementOf({ agreement: { 1: 1, 5: 9 } }).total).toBe(10)
  })

  it("an action has whoever and whenever the room says", () => {
    const [ana] = twoPeople()
    addAction(ana.editing, { text: "Call the shop", who: "The two of us", due: "2026-04-01" })
    expect(actionsOf(ana)).toMatchObject([{ text: "Call the shop", who: "The two of us", due: "2026-04-01" }])
  })

  it("what is kept says in which step it came up", () => {
    const [ana] = twoPeople()
    setPhase(ana.editing, "running")
    ana.document.roots.session.get("session")?.set("stepId", "step-1")
    addEnergyCheck(ana.editing, "How is your energy?")
    parkPoint(ana.editing, "Later")
    expect([...ana.current().energyChecks.values()]).toMatchObject([{ stepId: "step-1" }])
    expect([...ana.current().parkingLot.values()][0]?.provenance.createdInStepId).toBe("step-1")
  })
})

describe("the end", () => {
  it("stops the clock, is not undone by undo, and can be taken back by whoever leads", () => {
    const [ana] = twoPeople()
    setPhase(ana.editing, "running")
    ana.document.roots.session.get("session")?.set("endsAt", "2026-03-23T10:00:00.000Z")
    setPhase(ana.editing, "ended")
    expect(ana.current().session.phase).toBe("ended")
    expect(ana.current().session.endsAt).toBeUndefined()
    ana.history.undo()
    expect(ana.current().session.phase).toBe("ended")
    setPhase(ana.editing, "running")
    expect(ana.current().session.phase).toBe("running")
  })
})
