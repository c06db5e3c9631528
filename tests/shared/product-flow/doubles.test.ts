import { describe, expect, test } from "vitest"
import { accept, keepBoth } from "../../../shared/boards/product-flow/accept.ts"
import { addInteraction } from "../../../shared/boards/product-flow/commands.ts"
import { foldDoubles } from "../../../shared/boards/product-flow/doubles.ts"
import { remove } from "../../../shared/boards/product-flow/moving.ts"
import { sourceMarks } from "../../../shared/boards/product-flow/sourceMarks.ts"
import { readSources } from "../../../shared/boards/product-flow/sources.ts"
import { takeAway, twiceElsewhere } from "../../../shared/boards/product-flow/twice.ts"
import { changeCards, settleTitle, typeInCard } from "../../../shared/commands/cards.ts"
import { cardsOf, type FlowParts, flowOf, flowPeople, proposalFor, sceneOf, storyId } from "../../support/flowPeople.ts"
import { meet, type TestPerson } from "../../support/people.ts"

const workshop: FlowParts = {
  personas: [{ id: "dev", name: "Developer", audience: "consumer" }],
  story: [
    { id: "s-operate", kind: "phase", title: "Operation" },
    { id: "s-monitor", kind: "activity", title: "Monitor", phaseId: "s-operate" },
    { id: "s-look", kind: "step", title: "Look", activityId: "s-monitor", personaIds: ["dev"] },
  ],
}
const acceptAll = (person: TestPerson) =>
  accept(
    person.editing,
    proposalFor(person).suggestions.filter(({ state, isMore }) => state === "new" && !isMore),
  )
const ofKind = (person: TestPerson, kind: string) =>
  [...foldDoubles(flowOf(person)).content.cards.values()].filter((card) => card.kind === kind)
const shown = (person: TestPerson, kind: string) => ofKind(person, kind)[0]!
function reword(person: TestPerson, kind: string, title: string): void {
  const [card] = [...flowOf(person).cards.values()].filter((one) => one.kind === kind)
  typeInCard(person.editing, card!.id, "title", title)
  settleTitle(person.editing, card!.id)
  person.editing.endStep?.()
}
/** Both accept everything without a connection, then write, then meet. */
function apart(first: (ana: TestPerson) => void, second: (bo: TestPerson) => void): [TestPerson, TestPerson] {
  const [ana, bo] = flowPeople(workshop)
  for (const [person, write] of [
    [ana!, first],
    [bo!, second],
  ] as const) {
    acceptAll(person)
    write(person)
  }
  meet(ana!, bo!)
  expect(cardsOf(bo!)).toEqual(cardsOf(ana!))
  return [ana!, bo!]
}
const nothing = () => {}

describe("two people who accept the same suggestion without a connection", () => {
  test("see one card, and nothing proposed again", () => {
    const [ana] = apart(nothing, nothing)

    expect(cardsOf(ana)).toEqual(["phase Operation", "activity Monitor", "interaction Look"])
    expect(proposalFor(ana).suggestions.filter(({ state, isMore }) => state !== "there" && !isMore)).toEqual([])
  })

  test("of whom one reworded it see that wording, whoever it was", () => {
    const rewording = (person: TestPerson) => reword(person, "interaction", "Look at my workload at night")

    for (const [ana] of [apart(rewording, nothing), apart(nothing, rewording)])
      expect(cardsOf(ana)).toContain("interaction Look at my workload at night")
  })

  test("who both reworded it see one wording and keep the other beside it", () => {
    const [ana, bo] = apart(
      (person) => reword(person, "interaction", "Look at night"),
      (person) => reword(person, "interaction", "Look by day"),
    )

    for (const person of [ana, bo]) {
      const { id, title } = shown(person, "interaction")
      const others = foldDoubles(flowOf(person)).doublesOf(id)
      expect([title, ...others.map((other) => other.title)].sort()).toEqual(["Look at night", "Look by day"])
    }
    const marks = sourceMarks({
      sources: readSources(ana.current()),
      flow: flowOf(ana),
      personas: ana.current().personas,
    })
    expect(marks.get(shown(ana, "interaction").id)).toBe("doubled")
  })

  test("find what the other wrote in an activity that is folded away", () => {
    const writing = (title: string) => (person: TestPerson) => {
      addInteraction(sceneOf(person), shown(person, "activity").id, "dev", title)
    }
    const [ana] = apart(writing("of Ana"), writing("of Bo"))

    expect(cardsOf(ana)).toEqual(expect.arrayContaining(["interaction of Ana", "interaction of Bo"]))
  })

  test("make a card of its own of the other wording, in one step", () => {
    const [ana, bo] = apart(
      (person) => reword(person, "interaction", "Look at night"),
      (person) => reword(person, "interaction", "Look by day"),
    )
    const [double] = foldDoubles(flowOf(ana)).doublesOf(shown(ana, "interaction").id)

    keepBoth(ana.editing, flowOf(ana), double!.id)
    meet(ana, bo)

    expect(cardsOf(bo)).toEqual(expect.arrayContaining(["interaction Look at night", "interaction Look by day"]))
    expect(proposalFor(bo).suggestions.filter(({ rule, state }) => rule === "D4" && state === "new")).toEqual([])
    ana.history.undo()
    expect(ofKind(ana, "interaction")).toHaveLength(1)
  })

  test("delete both with the card that is shown, and undo brings both back", () => {
    const [ana] = apart(nothing, (person) => reword(person, "interaction", "Look by day"))

    remove(sceneOf(ana), [shown(ana, "interaction").id])
    expect(ofKind(ana, "interaction")).toEqual([])

    ana.history.undo()
    expect(shown(ana, "interaction").title).toBe("Look by day")
  })

  test("of whom one writes on a question while the other answers it lose no words", () => {
    const [ana, bo] = flowPeople({
      ...workshop,
      personas: [...(workshop.personas ?? []), { id: "head", name: "Head", audience: "customer" }],
    })
    acceptAll(ana!)
    meet(ana!, bo!)
    changeCards(bo!.editing, new Map([["s-look", { personaIds: ["dev", "head"] }]]))
    acceptAll(bo!)
    expect(cardsOf(bo!)).not.toContain("empty-cell")

    reword(ana!, "empty-cell", "Reads the bill")
    meet(ana!, bo!)

    expect(cardsOf(bo!)).toContain("empty-cell Reads the bill")
  })

  test("undo each their own acceptance and leave the other's", () => {
    const [ana, bo] = apart(nothing, nothing)

    ana.history.undo()
    meet(ana, bo)

    expect(cardsOf(ana)).toEqual(["phase Operation", "activity Monitor", "interaction Look"])
    bo.history.undo()
    meet(ana, bo)
    expect(cardsOf(ana)).toEqual([])
  })
})

describe("what two people give back to a story map at once", () => {
  const chosen: FlowParts = {
    ...workshop,
    flow: [
      { id: "ph", kind: "phase", title: "Operation" },
      { id: "monitor", kind: "activity", title: "Monitor", phaseId: "ph", sourceIds: ["s-monitor"] },
      { id: "look", kind: "interaction", title: "Look", activityId: "monitor", personaId: "dev" },
      {
        id: "o",
        kind: "opportunity",
        title: "Nobody is told",
        fromInteractionIds: ["look"],
        state: "chosen",
      },
    ],
  }
  const giveBack = (person: TestPerson) =>
    accept(
      person.editing,
      proposalFor(person).suggestions.filter(({ rule }) => rule === "D15"),
    )
  const stories = (person: TestPerson) =>
    [...(person.current().contents.get(storyId)?.cards.values() ?? [])].filter(({ kind }) => kind === "story")
  const twice = (person: TestPerson) =>
    twiceElsewhere(flowOf(person).derivations.values(), readSources(person.current()))

  test("stands there twice, and is told alike to both until somebody keeps one", () => {
    const [ana, bo] = flowPeople(chosen)
    giveBack(ana!)
    expect(twice(ana!)).toEqual([])
    giveBack(bo!)
    meet(ana!, bo!)
    expect(twice(bo!)).toEqual(twice(ana!))
    expect(twice(ana!)).toMatchObject([{ title: "Nobody is told", map: "Map" }])

    takeAway(ana!.editing, twice(ana!))
    meet(ana!, bo!)

    expect(stories(bo!)).toHaveLength(1)
    expect(twice(bo!)).toEqual([])
    expect(proposalFor(ana!).suggestions.filter(({ rule, state }) => rule === "D15" && state === "new")).toEqual([])
    ana!.history.undo()
    expect(stories(ana!)).toHaveLength(2)
  })

  test("is two things once one of them was worded differently", () => {
    const [ana, bo] = flowPeople(chosen)
    giveBack(ana!)
    giveBack(bo!)
    meet(ana!, bo!)
    typeInCard(bo!.editing, stories(bo!)[0]!.id, "title", "Be told in time")
    meet(ana!, bo!)

    expect(twice(ana!)).toEqual([])
  })
})
