import { describe, expect, test } from "vitest"
import {
  addAt,
  addDeeper,
  addInteraction,
  addNext,
  addOpportunity,
  addOuter,
  kindAt,
  pasteLines,
} from "../../../shared/boards/product-flow/commands.ts"
import { drop, dropHint, duplicate, nudge, remove } from "../../../shared/boards/product-flow/moving.ts"
import type { Point } from "../../../shared/model/drawing.ts"
import { cardsOf, type FlowParts, flowOf, flowPeople, flowPerson, sceneOf } from "../../support/flowPeople.ts"
import { meet, type TestPerson } from "../../support/people.ts"

const board: FlowParts = {
  personas: [
    { id: "head", name: "Head", audience: "customer" },
    { id: "dev", name: "Developer", audience: "consumer" },
  ],
  flow: [
    { id: "operate", kind: "phase" },
    { id: "evolve", kind: "phase" },
    { id: "monitor", kind: "activity", phaseId: "operate" },
    { id: "scale", kind: "activity", phaseId: "operate" },
    { id: "watch", kind: "interaction", activityId: "monitor", personaId: "dev" },
    { id: "ask", kind: "interaction", activityId: "monitor", personaId: "dev" },
    { id: "views", kind: "metric", activityId: "monitor", current: 9, healthRange: { max: 6 } },
    { id: "blind", kind: "opportunity", fromMetricIds: ["views"] },
    { id: "alerts", kind: "solution-idea", opportunityId: "blind" },
  ],
}
const middleOf = (person: TestPerson, zoneId: string): Point => {
  const zone = sceneOf(person).layout.zones.find(({ id }) => id === zoneId)
  if (!zone) throw new Error(`There is no zone ${zoneId}`)
  return { x: zone.x + zone.w / 2, y: zone.y + zone.h / 2 }
}
const cardWith = (person: TestPerson, id: string) => flowOf(person).cards.get(id)
const idOf = (made: { readonly ok: boolean; readonly value?: string }) => made.value ?? "nothing was made"

describe("adding to a Product Flow", () => {
  test.each([
    ["cell/scale/head", "interaction", { activityId: "scale", personaId: "head" }],
    ["metrics/scale", "metric", { activityId: "scale" }],
    ["opportunities/monitor", "opportunity", { fromMetricIds: ["views"] }],
    ["activities/evolve", "activity", { phaseId: "evolve" }],
    ["phase/operate", "phase", {}],
  ])("a double-click in %s makes what belongs there", (zone, kind, fields) => {
    const person = flowPerson(board)
    const at = middleOf(person, zone)

    expect(kindAt(sceneOf(person), at)).toBe(kind)
    const id = idOf(addAt(sceneOf(person), kind, at, "New"))

    expect(cardWith(person, id)).toMatchObject({ kind, title: "New", ...fields })
  })

  test("the first activity of an empty board brings a phase to stand in, in one step", () => {
    const person = flowPerson({})

    const id = idOf(addAt(sceneOf(person), "activity", { x: 0, y: 0 }, "Monitor"))

    expect(cardsOf(person)).toEqual(["phase", "activity Monitor"])
    expect(cardWith(person, id)?.title).toBe("Monitor")
    person.history.undo()
    expect(cardsOf(person)).toEqual([])
  })

  test("what cannot stand anywhere says what is missing", () => {
    const scene = sceneOf(flowPerson({}))

    expect(addAt(scene, "interaction", { x: 0, y: 0 })).toEqual({ ok: false, error: { type: "ActivityMissing" } })
    expect(addAt(scene, "solution-idea", { x: 0, y: 0 })).toEqual({ ok: false, error: { type: "OpportunityMissing" } })
    const rowless = sceneOf(flowPerson({ flow: board.flow ?? [] }))
    expect(addAt(rowless, "interaction", { x: 0, y: 0 })).toEqual({ ok: false, error: { type: "PersonaMissing" } })
  })

  test("there is one product", () => {
    const person = flowPerson(board)
    const first = addAt(sceneOf(person), "product", { x: 0, y: 0 }, "Clusters")

    expect(addAt(sceneOf(person), "product", { x: 0, y: 0 })).toEqual(first)
  })

  test("an interaction takes the bare mark of an empty cell away, and undo brings it back", () => {
    const mark = { id: "mark", kind: "empty-cell", title: "", activityId: "scale", personaId: "dev" }
    const person = flowPerson({ ...board, flow: [...(board.flow ?? []), mark] })

    addInteraction(sceneOf(person), "scale", "dev", "Keep room")
    expect(cardWith(person, "mark")).toBeUndefined()

    person.history.undo()
    expect(cardWith(person, "mark")).toBeDefined()
  })

  test("Enter adds beside, Tab adds deeper, Shift+Tab adds outside", () => {
    const person = flowPerson(board)
    const made = (add: typeof addNext, id: string) => cardWith(person, idOf(add(sceneOf(person), id)))

    expect(made(addNext, "watch")).toMatchObject({ kind: "interaction", activityId: "monitor", personaId: "dev" })
    expect(made(addNext, "blind")).toMatchObject({ kind: "opportunity", fromMetricIds: ["views"] })
    expect(made(addDeeper, "operate")).toMatchObject({ kind: "activity", phaseId: "operate" })
    expect(made(addDeeper, "monitor")).toMatchObject({ kind: "interaction", personaId: "head" })
    expect(made(addDeeper, "watch")).toMatchObject({ kind: "opportunity", fromInteractionIds: ["watch"] })
    expect(made(addDeeper, "blind")).toMatchObject({ kind: "solution-idea", opportunityId: "blind" })
    expect(made(addOuter, "watch")).toMatchObject({ kind: "activity", phaseId: "operate" })
    expect(made(addOuter, "monitor")).toMatchObject({ kind: "phase" })
  })

  test("an opportunity keeps the sources it was made from", () => {
    const person = flowPerson(board)

    const id = idOf(addOpportunity(sceneOf(person), ["watch", "views", "operate"]))

    expect(cardWith(person, id)).toMatchObject({ fromInteractionIds: ["watch"], fromMetricIds: ["views"] })
    expect(addOpportunity(sceneOf(person), ["operate"])).toMatchObject({ ok: false })
  })

  test("pasted lines follow the selected card in their order", () => {
    const person = flowPerson(board)

    pasteLines(sceneOf(person), ["one", "two"], { id: "watch", at: { x: 0, y: 0 } })

    expect(cardsOf(person).filter((card) => card.startsWith("interaction"))).toEqual([
      "interaction watch",
      "interaction one",
      "interaction two",
      "interaction ask",
    ])
  })

  test("lines pasted on an empty board become phases", () => {
    const person = flowPerson({})

    pasteLines(sceneOf(person), ["Creation", "Operation"], { at: { x: 0, y: 0 } })

    expect(cardsOf(person)).toEqual(["phase Creation", "phase Operation"])
  })
})

describe("moving on a Product Flow", () => {
  const dropAt = (person: TestPerson, id: string, at: Point) => drop(sceneOf(person), new Map([[id, at]]), at)

  test("an interaction goes to the cell under the pointer, in one step", () => {
    const person = flowPerson(board)

    dropAt(person, "watch", middleOf(person, "cell/scale/head"))
    expect(cardWith(person, "watch")).toMatchObject({ activityId: "scale", personaId: "head" })

    person.history.undo()
    expect(cardWith(person, "watch")).toMatchObject({ activityId: "monitor", personaId: "dev" })
  })

  test("dropping where nothing can stand leaves the card where it was", () => {
    const person = flowPerson(board)
    const before = cardWith(person, "watch")

    dropAt(person, "watch", { x: -500, y: -500 })

    expect(cardWith(person, "watch")).toBe(before)
    expect(dropHint(sceneOf(person), new Map([["watch", { x: 0, y: 0 }]]), { x: -500, y: -500 })).toBeUndefined()
  })

  test("an activity takes its column along into another phase", () => {
    const person = flowPerson(board)

    dropAt(person, "monitor", middleOf(person, "activities/evolve"))

    expect(cardWith(person, "monitor")).toMatchObject({ phaseId: "evolve" })
    expect(cardsOf(person).slice(0, 5)).toEqual([
      "phase operate",
      "activity scale",
      "phase evolve",
      "activity monitor",
      "interaction watch",
    ])
  })

  test("cards dropped together keep their order", () => {
    const person = flowPerson(board)
    const { x, y } = middleOf(person, "cell/scale/head")
    const corners = new Map([
      ["ask", { x: x - 150, y: y - 20 }],
      ["watch", { x: x - 150, y: y - 40 }],
    ])

    drop(sceneOf(person), corners, { x, y })

    expect(cardsOf(person).filter((card) => card.startsWith("interaction"))).toEqual([
      "interaction watch",
      "interaction ask",
    ])
    expect(cardWith(person, "ask")).toMatchObject({ activityId: "scale", personaId: "head" })
  })

  test("Alt and an arrow move along the method's order", () => {
    const person = flowPerson(board)

    nudge(sceneOf(person), ["watch"], 0, 1)
    expect(cardsOf(person).indexOf("interaction ask")).toBeLessThan(cardsOf(person).indexOf("interaction watch"))
    nudge(sceneOf(person), ["watch"], 1, 0)
    expect(cardWith(person, "watch")).toMatchObject({ activityId: "scale" })
    nudge(sceneOf(person), ["watch"], 0, -1)
    expect(cardWith(person, "watch")).toMatchObject({ personaId: "head" })
    nudge(sceneOf(person), ["monitor"], 1, 0)
    expect(cardsOf(person)[1]).toBe("activity scale")
  })

  test("copies refer to each other and not to their originals", () => {
    const person = flowPerson(board)
    const cards = ["monitor", "watch"].map((id) => cardWith(person, id)!)

    const copied = duplicate(sceneOf(person), cards, { x: 20, y: 20 })

    const [activityId, interactionId] = copied.ok ? copied.value : []
    expect(cardWith(person, activityId ?? "")).toMatchObject({ kind: "activity", title: "monitor", phaseId: "operate" })
    expect(cardWith(person, interactionId ?? "")).toMatchObject({ kind: "interaction", activityId })
  })

  test("deleting a phase takes all that stands in it in one step, and undo brings all of it back", () => {
    const person = flowPerson(board)
    const before = cardsOf(person)

    remove(sceneOf(person), ["operate"])
    expect(cardsOf(person)).toEqual(["phase evolve", "opportunity blind", "solution-idea alerts"])

    person.history.undo()
    expect(cardsOf(person)).toEqual(before)
  })
})

describe("two people at one Product Flow", () => {
  const together = (first: (ana: TestPerson) => void, second: (bo: TestPerson) => void): string[] => {
    const [ana, bo] = flowPeople(board)
    first(ana!)
    second(bo!)
    meet(ana!, bo!)
    expect(cardsOf(bo!)).toEqual(cardsOf(ana!))
    return cardsOf(ana!)
  }

  test("who add after the same card at once both keep theirs", () => {
    const cards = together(
      (ana) => pasteLines(sceneOf(ana), ["of Ana"], { id: "watch", at: { x: 0, y: 0 } }),
      (bo) => pasteLines(sceneOf(bo), ["of Bo"], { id: "watch", at: { x: 0, y: 0 } }),
    )

    expect(cards).toEqual(expect.arrayContaining(["interaction of Ana", "interaction of Bo"]))
  })

  test("of whom one deletes an activity while the other writes in it lose nothing that was written", () => {
    const cards = together(
      (ana) => remove(sceneOf(ana), ["monitor"]),
      (bo) => addInteraction(sceneOf(bo), "monitor", "head", "Watch the cost"),
    )

    expect(cards).toContain("interaction Watch the cost")
  })

  test("who move one card to two cells find it in one of them", () => {
    const move = (person: TestPerson, zone: string) =>
      drop(sceneOf(person), new Map([["watch", { x: 0, y: 0 }]]), middleOf(person, zone))

    const cards = together(
      (ana) => move(ana, "cell/scale/head"),
      (bo) => move(bo, "cell/scale/dev"),
    )

    expect(cards.filter((card) => card === "interaction watch")).toHaveLength(1)
  })

  test("who mark a cell alike at once see one mark", () => {
    const mark = (person: TestPerson) => addAt(sceneOf(person), "empty-cell", middleOf(person, "cell/scale/head"))

    expect(together(mark, mark).filter((card) => card === "empty-cell")).toHaveLength(1)
  })
})
