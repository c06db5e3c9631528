import type { BoardKind, Drawable } from "../../model/boardKind.ts"
import type { Figure, Ink, PlacedCard } from "../../model/drawing.ts"
import { lineHeight, textWidth } from "../../model/measure.ts"
import type { Card } from "../../model/records.ts"
import { belowTitle, hasSigns, linesOf, pad, rowHeight, textSize } from "./cardSizes.ts"
import { drawMetric } from "./drawMetric.ts"
import { drawOpportunity } from "./drawOpportunity.ts"
import { fitLine, textAt, textLines } from "./drawText.ts"
import { scoreMark } from "./marks.ts"
import {
  type EmptyCell,
  type Interaction,
  isEmptyCell,
  isInteraction,
  isMetric,
  isOpportunity,
  isPhase,
  isProduct,
} from "./schema.ts"

/** Draws one card: its paper, its title and what its kind adds. */
export const drawCard: BoardKind["drawCard"] = (card, placed, board) => [
  ...paperOf(card, placed),
  ...titleOf(card, placed),
  ...detailsOf(card, placed, board),
]

function detailsOf(card: Card, { w }: PlacedCard, board: Drawable): readonly Figure[] {
  if (isInteraction(card)) return drawInteraction(card, w, board)
  if (isMetric(card)) return drawMetric(card, w, board)
  if (isOpportunity(card)) return drawOpportunity(card, w, board)
  if (isEmptyCell(card)) return drawEmptyCell(card, w, board)
  if (isProduct(card) && card.promise) return promiseLine(card.promise, card, w)
  return []
}

const fills: { readonly [kind: string]: Ink } = {
  phase: "phase",
  activity: "activity",
  interaction: "interaction",
  metric: "metric",
  opportunity: "opportunity",
  "solution-idea": "idea",
  note: "note",
}

function paperOf(card: Card, { w, h }: PlacedCard): Figure[] {
  const box = { draw: "box", x: 0, y: 0, w, h, radius: 6 } as const
  if (isProduct(card)) return []
  if (isPhase(card)) return [{ ...box, fill: "phase" }]
  if (isEmptyCell(card))
    return [{ ...box, stroke: card.reason === "unknown" ? "amber" : "muted", dash: "dashed", opacity: 0.7 }]
  if (isMetric(card) && card.confidence === "guessed")
    return [{ ...box, fill: "metric", stroke: "muted", width: 1.5, dash: "dotted" }]
  return [{ ...box, fill: fills[card.kind] ?? "paper", stroke: "hairline" }]
}

const titleOf = (card: Card, { w, titleBox }: PlacedCard): Figure[] => {
  const { size, weight } = titleBox
  return textLines(titleBox.x, titleBox.y, linesOf(card, w).title, { size, weight, ink: "ink" })
}

const promiseLine = (promise: string, card: Card, width: number): Figure[] => [
  textAt(pad, belowTitle(card, width) + 2, fitLine(promise, width - 2 * pad, 16), { size: 16, ink: "muted" }),
]

function drawInteraction(card: Interaction, width: number, { say }: Drawable): Figure[] {
  const { why } = linesOf(card, width)
  const whyTop = belowTitle(card, width) + 4
  const figures = textLines(pad, whyTop, why, { ink: "muted" })
  let top = belowTitle(card, width) + (why.length === 0 ? 0 : 4 + why.length * textSize * lineHeight) + rowHeight * 0.3
  if (hasSigns(card)) {
    if (card.frequency) figures.push(textAt(pad, top, say(`flow.frequency.${card.frequency}`), { ink: "muted" }))
    if (card.pain !== undefined) figures.push(...painSign(card.pain, top, width, say))
    top += rowHeight * 1.1
  }
  if (card.channel.length > 0) {
    const channels = card.channel.map((channel) => say(`flow.channel.${channel}`)).join(", ")
    figures.push(textAt(pad, top, fitLine(channels, width - 2 * pad), { ink: "muted" }))
  }
  return figures
}

function painSign(pain: number, top: number, width: number, say: Drawable["say"]): Figure[] {
  const words = say("flow.pain", { pain })
  const left = width - pad - textWidth(words, textSize)
  return [
    ...scoreMark(pain, left - 48, top + 9),
    textAt(width - pad, top, words, { anchor: "end", ink: pain >= 4 ? "ink" : "muted", weight: pain >= 4 ? 600 : 400 }),
  ]
}

function drawEmptyCell(card: EmptyCell, width: number, { say }: Drawable): Figure[] {
  const words = fitLine(say(`flow.empty-cell.${card.reason}`), width - 2 * pad)
  return [textAt(pad, 9, words, { ink: card.reason === "unknown" ? "amber" : "muted" })]
}

/** A card at its place, with the box that its title is written in. */
export const placeCard = (card: Card, x: number, y: number, w: number, h: number): PlacedCard => ({
  id: card.id,
  kind: card.kind,
  x,
  y,
  w,
  h,
  titleBox: linesOf(card, w).titleBox,
})
