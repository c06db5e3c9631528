import type { PlacedCard } from "../../model/drawing.ts"
import { lineHeight, wrapText } from "../../model/measure.ts"
import type { Card } from "../../model/records.ts"
import { healthOf } from "./health.ts"
import { type Interaction, isEmptyCell, isInteraction, isMetric, isOpportunity, type Metric } from "./schema.ts"

/**
 * How large each card is. It grows with its text and hides none of it. Everything besides titles stands in rows of
 * fixed height, so that sizes do not depend on the reader's language.
 */

export const cardWidth = 312
export const pad = 12
export const textSize = 14
export const rowHeight = 20
/** Solution ideas are narrower: they hang below their opportunity. */
export const ideaIndent = 24

export interface TitleStyle {
  readonly size: number
  readonly weight: 400 | 600
  readonly align: "start" | "middle"
}

const styles: { readonly [kind: string]: TitleStyle } = {
  product: { size: 26, weight: 600, align: "start" },
  phase: { size: 16, weight: 600, align: "start" },
  activity: { size: 16, weight: 600, align: "start" },
  interaction: { size: 15, weight: 400, align: "start" },
  metric: { size: 15, weight: 600, align: "start" },
  opportunity: { size: 15, weight: 600, align: "start" },
}
const plain: TitleStyle = { size: textSize, weight: 400, align: "start" }

/** How the title of this kind of card is set. */
const titleStyleOf = (kind: string): TitleStyle => styles[kind] ?? plain

interface Wrapped {
  readonly width: number
  readonly title: readonly string[]
  readonly why: readonly string[]
  /** Where the title stands, relative to the card's corner. */
  readonly titleBox: PlacedCard["titleBox"]
}
/* Cards are immutable and keep their identity while nothing changes, so text is wrapped once per wording. */
const wrapped = new WeakMap<Card, Wrapped>()

/** The lines of a card's title, and of its reason, in a card of this width. */
export function linesOf(card: Card, width: number): Wrapped {
  const known = wrapped.get(card)
  if (known?.width === width) return known
  const style = titleStyleOf(card.kind)
  const inner = width - 2 * pad
  const title = wrapText(card.title, inner, style.size, style.weight)
  const why = isInteraction(card) && card.why ? wrapText(card.why, inner, textSize) : []
  const h = title.length * style.size * lineHeight
  const lines = { width, title, why, titleBox: { x: pad, y: titleTop(card), w: inner, h, ...style } }
  wrapped.set(card, lines)
  return lines
}

/** A row of words stands above the titles of opportunities and of cells that are empty on purpose. */
const titleTop = (card: Card): number => (isOpportunity(card) || isEmptyCell(card) ? 8 + rowHeight + 2 : 10)

/** Where what follows the title begins. */
export function belowTitle(card: Card, width: number): number {
  const { titleBox } = linesOf(card, width)
  return titleBox.y + titleBox.h
}

export const hasSigns = (card: Interaction): boolean => card.frequency !== undefined || card.pain !== undefined

/** Heights of a metric's parts, top to bottom. */
export const metricParts = { value: 34, bar: 50, words: 22 } as const

/** Height of a card of this width; `sourceCount` is how many sources an opportunity names. */
export function heightOf(card: Card, width: number, sourceCount = 0): number {
  const below = belowTitle(card, width)
  if (isInteraction(card)) return below + whyHeight(card, width) + signRows(card) * rowHeight + 12
  if (isMetric(card)) return below + metricHeight(card) + 10
  if (isOpportunity(card)) return below + 8 + Math.max(1, sourceCount) * rowHeight + 10 + rowHeight + 8
  if (isEmptyCell(card)) return card.title === "" ? rowHeight + 18 : below + 10
  return below + 10
}

const whyHeight = (card: Card, width: number): number => {
  const { why } = linesOf(card, width)
  return why.length === 0 ? 0 : 4 + why.length * textSize * lineHeight
}

const signRows = (card: Interaction): number => (hasSigns(card) ? 1.3 : 0) + (card.channel.length > 0 ? 1.1 : 0)

function metricHeight(card: Metric): number {
  const segmentCount = Object.keys(card.segments).length
  const rows = segmentCount + (segmentCount > 1 && healthOf(card).hasViewpointConflict ? 1 : 0)
  return 4 + metricParts.value + metricParts.bar + metricParts.words + (rows > 0 ? rows * rowHeight + 8 : 0)
}
