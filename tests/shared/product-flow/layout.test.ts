import { describe, expect, test } from "vitest"
import { drawCard } from "../../../shared/boards/product-flow/drawCards.ts"
import { lay } from "../../../shared/boards/product-flow/layout.ts"
import type { Layout, PlacedCard } from "../../../shared/model/drawing.ts"
import { cardsOf, drawableOf, flowPerson } from "../../support/flowPeople.ts"
import { growth } from "../../support/growth.ts"
import { fc } from "../../support/properties.ts"

const personas = [
  { id: "dev", name: "Developer", audience: "consumer" },
  { id: "head", name: "Head", audience: "customer" },
  { id: "shopper", name: "Shopper", audience: "end-customer" },
]
const monitoring = [
  { id: "operate", kind: "phase" },
  { id: "monitor", kind: "activity", phaseId: "operate" },
  { id: "watch", kind: "interaction", activityId: "monitor", personaId: "dev" },
  { id: "views", kind: "metric", activityId: "monitor" },
  { id: "blind", kind: "opportunity", fromMetricIds: ["views"] },
  { id: "alerts", kind: "solution-idea", opportunityId: "blind" },
]
const placed = (layout: Layout, id: string) => layout.cards.find((card) => card.id === id)
const overlap = (a: PlacedCard, b: PlacedCard) =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

describe("the layout of a Product Flow", () => {
  test("reads column by column: phase, activity, interactions, metrics, opportunities, ideas", () => {
    const person = flowPerson({ personas, flow: [...monitoring].reverse() })

    expect(cardsOf(person)).toEqual([
      "phase operate",
      "activity monitor",
      "interaction watch",
      "metric views",
      "opportunity blind",
      "solution-idea alerts",
    ])
  })

  test("puts customers on top and gives end customers a row only where somebody wrote about them", () => {
    const rows = (flow: typeof monitoring) =>
      lay(drawableOf(flowPerson({ personas, flow }))).zones.flatMap(({ id }) => (id.startsWith("row/") ? [id] : []))

    expect(rows(monitoring)).toEqual(["row/head", "row/dev"])
    expect(
      rows([...monitoring, { id: "buy", kind: "interaction", activityId: "monitor", personaId: "shopper" }]),
    ).toEqual(["row/head", "row/dev", "row/shopper"])
  })

  test("puts an opportunity in the leftmost column that one of its sources stands in", () => {
    const flow = [
      ...monitoring,
      { id: "scale", kind: "activity", phaseId: "operate" },
      { id: "grow", kind: "interaction", activityId: "scale", personaId: "dev" },
      { id: "both", kind: "opportunity", fromInteractionIds: ["grow", "watch"] },
      { id: "late", kind: "opportunity", fromInteractionIds: ["grow"] },
    ]

    const layout = lay(drawableOf(flowPerson({ personas, flow })))

    expect(placed(layout, "both")?.x).toBe(placed(layout, "watch")?.x)
    expect(placed(layout, "late")?.x).toBe(placed(layout, "grow")?.x)
  })

  test("keeps cards whose column, row or source is gone in an area without a place", () => {
    const flow = [
      { id: "lost", kind: "interaction", activityId: "nowhere", personaId: "dev" },
      { id: "stray", kind: "interaction", activityId: "monitor", personaId: "nobody" },
      { id: "sourceless", kind: "opportunity" },
      { id: "loose", kind: "solution-idea", opportunityId: "gone" },
      { id: "unmeasured", kind: "metric", activityId: "nowhere" },
    ]

    const layout = lay(drawableOf(flowPerson({ personas, flow })))

    const area = layout.zones.find(({ id }) => id === "unplaced")
    expect(layout.cards.map(({ id }) => id).sort()).toEqual(flow.map(({ id }) => id).sort())
    expect(layout.cards.every(({ y }) => y >= (area?.y ?? Number.POSITIVE_INFINITY))).toBe(true)
  })

  test("gives an activity whose phase is gone a column at the end", () => {
    const flow = [...monitoring, { id: "orphan", kind: "activity", phaseId: "gone" }]

    const layout = lay(drawableOf(flowPerson({ personas, flow })))

    expect(placed(layout, "orphan")?.x).toBeGreaterThan(placed(layout, "monitor")?.x ?? 0)
    expect(layout.zones.some(({ id }) => id === "cell/orphan/dev")).toBe(true)
  })

  test("loses no card and covers none, whatever is on the board", () => {
    const ids = fc.constantFrom("a", "b", "c", "dev", "head", "gone")
    const card = fc.record({
      kind: fc.constantFrom(
        "phase",
        "activity",
        "interaction",
        "empty-cell",
        "metric",
        "opportunity",
        "solution-idea",
        "product",
      ),
      title: fc.string({ maxLength: 120 }),
      phaseId: ids,
      activityId: ids,
      personaId: ids,
      opportunityId: ids,
      fromMetricIds: fc.array(ids, { maxLength: 3 }),
    })
    fc.assert(
      fc.property(fc.array(card, { maxLength: 24 }), (cards) => {
        const flow = cards.map((fields, at) => ({
          ...fields,
          id: ["a", "b", "c"][at] ?? `x${at}`,
          title: `t ${fields.title}`,
        }))
        const board = drawableOf(flowPerson({ personas, flow }))

        const layout = lay(board)

        const shown = layout.cards.map(({ id }) => id).sort()
        const marks = flow.filter(({ kind }) => kind !== "empty-cell").map(({ id }) => id)
        expect(shown).toEqual(expect.arrayContaining(marks))
        for (const [at, one] of layout.cards.entries())
          for (const other of layout.cards.slice(at + 1)) expect(overlap(one, other)).toBe(false)
        expect(lay(board)).toEqual(layout)
        for (const one of layout.cards) drawCard(board.content.cards.get(one.id)!, one, board)
      }),
      { numRuns: 60 },
    )
  })

  test("lays out 5,000 cards without comparing each with each", () => {
    const layingOut = (count: number) => {
      const board = drawableOf(flowPerson({ personas, flow: manyCards(count) }))
      const { content } = board
      return () => {
        const fresh = new Map([...content.cards].map(([id, card]) => [id, { ...card }]))
        expect(lay({ ...board, content: { ...content, cards: fresh } }).cards).toHaveLength(count)
      }
    }
    // Each with each would take sixteen times as long.
    expect(growth(layingOut(1250), layingOut(5000))).toBeLessThan(10)
  })
})

function manyCards(count: number) {
  const text = "See whether the clusters are well and what to do when one of them is not"
  return Array.from({ length: count }, (_, at) => {
    const id = `c${at}`
    if (at < 10) return { id, kind: "phase" }
    if (at < 60) return { id, kind: "activity", phaseId: `c${at % 10}` }
    const activityId = `c${10 + (at % 50)}`
    if (at % 5 === 0)
      return { id, kind: "metric", activityId, title: text, current: 3, healthRange: { min: 1, max: 2 } }
    if (at % 7 === 0) return { id, kind: "opportunity", fromMetricIds: [`c${at - (at % 5)}`, "c65"], title: text }
    return { id, kind: "interaction", activityId, personaId: at % 2 === 0 ? "dev" : "head", title: text, pain: 3 }
  })
}
