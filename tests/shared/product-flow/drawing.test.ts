import { describe, expect, test } from "vitest"
import { drawCard } from "../../../shared/boards/product-flow/drawCards.ts"
import { healthOf } from "../../../shared/boards/product-flow/health.ts"
import { productFlow } from "../../../shared/boards/product-flow/kind.ts"
import { lay } from "../../../shared/boards/product-flow/layout.ts"
import { scaleOf } from "../../../shared/boards/product-flow/rangeBar.ts"
import { isMetric } from "../../../shared/boards/product-flow/schema.ts"
import { say } from "../../../shared/messages/say.ts"
import type { Figure } from "../../../shared/model/drawing.ts"
import { drawableOf, flowOf, flowPerson } from "../../support/flowPeople.ts"

const personas = [
  { id: "head", name: "Head", audience: "customer" },
  { id: "dev", name: "Developer", audience: "consumer" },
]
const column = [
  { id: "operate", kind: "phase" },
  { id: "monitor", kind: "activity", phaseId: "operate" },
]
type Fields = { readonly kind: string; readonly [name: string]: unknown }

function figuresOf(card: Fields, others: readonly (Fields & { id: string })[] = []): readonly Figure[] {
  const person = flowPerson({
    personas,
    flow: [...column, ...others, { id: "it", activityId: "monitor", personaId: "dev", ...card }],
  })
  const board = drawableOf(person)
  const placed = lay(board).cards.find(({ id }) => id === "it")
  if (!placed) throw new Error("The card is not placed")
  return drawCard(flowOf(person).cards.get("it")!, placed, board)
}
const wordsOf = (figures: readonly Figure[]) =>
  figures.flatMap((figure) => (figure.draw === "text" ? [figure.text] : []))

describe("a metric", () => {
  const views = {
    kind: "metric",
    title: "Views",
    unit: "1/d",
    current: 11,
    target: 4,
    confidence: "measured",
    healthRange: { min: 1, max: 6, criticalMax: 15 },
    segments: { dev: { current: 21 }, head: { current: 0.2 } },
  }

  test("says its value with its unit, its status, its target and each viewpoint in words, customers first", () => {
    expect(wordsOf(figuresOf(views))).toEqual([
      "Views",
      "11 a day",
      "too high",
      "1",
      "6",
      "Target 4 a day",
      "measured",
      "Good for one, bad for another",
      "Head",
      "0.2 · too low",
      "Developer",
      "21 · critically high",
    ])
  })

  test("that is a guess looks like one: dotted, hollow, and with the word", () => {
    const figures = figuresOf({ ...views, confidence: "guessed" })

    expect(wordsOf(figures)).toEqual(expect.arrayContaining(["≈ 11 a day", "a guess"]))
    expect(figures[0]).toMatchObject({ draw: "box", dash: "dotted" })
    expect(figures).toContainEqual(expect.objectContaining({ draw: "circle", fill: "paper", dash: "dotted" }))
  })

  test("without a value says so", () => {
    expect(wordsOf(figuresOf({ kind: "metric", title: "Calm" }))).toEqual([
      "Calm",
      "No value yet",
      "not known",
      "a guess",
    ])
  })

  test("keeps its unit where the catalogue does not know it", () => {
    expect(wordsOf(figuresOf({ ...views, unit: "pods" }))).toContain("11 pods")
  })

  test("shows all that is known on its bar, and a percentage from 0 to 100", () => {
    const scale = (fields: Fields) => {
      const person = flowPerson({ flow: [...column, { id: "it", activityId: "monitor", ...fields }] })
      const card = flowOf(person).cards.get("it")
      return isMetric(card) ? scaleOf(card, healthOf(card)) : undefined
    }

    expect(scale({ kind: "metric", unit: "%", current: 40 })).toEqual({ low: 0, high: 100 })
    expect(scale({ kind: "metric", current: -5, target: 5 })).toEqual({ low: -5.8, high: 5.8 })
    expect(scale({ kind: "metric" })).toBeUndefined()
  })
})

test("an interaction shows how often and how much it hurts, in words and in dots", () => {
  const figures = figuresOf({
    kind: "interaction",
    title: "Look",
    frequency: "daily",
    pain: 4,
    why: "To sleep",
    channel: ["cli"],
  })

  expect(wordsOf(figures)).toEqual(["Look", "To sleep", "daily", "pain 4", "command line"])
  expect(figures.filter((figure) => figure.draw === "circle" && figure.fill === "ink")).toHaveLength(4)
})

test("an empty cell says why in words", () => {
  const words = (reason: string) => wordsOf(figuresOf({ kind: "empty-cell", title: "", reason }))

  expect([words("not-concerned"), words("not-allowed"), words("unknown")]).toEqual([
    ["Not concerned"],
    ["Not allowed"],
    ["Do we know?"],
  ])
})

test("an opportunity names its sources and whom it serves", () => {
  const watch = { id: "watch", kind: "interaction", activityId: "monitor", personaId: "head", title: "Watch the cost" }

  const words = wordsOf(
    figuresOf({ kind: "opportunity", title: "Nobody sees the cost", fromInteractionIds: ["watch"] }, [watch]),
  )

  expect(words).toEqual(["Nobody sees the cost", "Need", "candidate", "Watch the cost", "Serves customers"])
})

test("all words of cards and legend are in both languages", () => {
  for (const language of ["en", "de"] as const) {
    const labels = productFlow.legend((key, values) => say(language, key, values)).map(({ label }) => label)
    expect(labels.filter((label) => /^(flow|audience)\./.test(label))).toEqual([])
  }
})
