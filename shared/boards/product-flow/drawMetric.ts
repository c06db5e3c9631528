import type { Drawable } from "../../model/boardKind.ts"
import type { Figure } from "../../model/drawing.ts"
import { textWidth } from "../../model/measure.ts"
import { belowTitle, metricParts, pad, rowHeight, textSize } from "./cardSizes.ts"
import { fitLine, textAt } from "./drawText.ts"
import { comparePersonas } from "./grid.ts"
import { type Health, healthOf, type SegmentHealth } from "./health.ts"
import { statusInk, statusMark } from "./marks.ts"
import { drawRangeBar, sayValue } from "./rangeBar.ts"
import type { Metric } from "./schema.ts"

/** Value, status in words, range bar, how sure we are, and one row for each viewpoint. */
export function drawMetric(card: Metric, width: number, board: Drawable): Figure[] {
  const health = healthOf(card)
  const top = belowTitle(card, width) + 4
  const barTop = top + metricParts.value
  const wordsTop = barTop + metricParts.bar
  const inner = width - 2 * pad
  return [
    ...valueRow(card, health, top, width, board),
    ...drawRangeBar(card, health, { x: pad, y: barTop }, inner, board.say),
    ...confidenceRow(card, wordsTop, width, board),
    ...segmentRows(health, wordsTop + metricParts.words, width, board),
  ]
}

function valueRow(card: Metric, health: Health, top: number, width: number, { say }: Drawable): Figure[] {
  const status = say(`flow.status.${health.status}`)
  const value = card.current === undefined ? say("flow.metric.no-value") : shownValue(card, card.current, say)
  const statusWidth = textWidth(status, textSize, 600) + 18
  const size = card.current === undefined ? textSize : 22
  return [
    textAt(pad, top + (size === 22 ? 2 : 9), fitLine(value, width - 2 * pad - statusWidth - 8, size, 600), {
      size,
      weight: 600,
      ink: card.current === undefined ? "muted" : "ink",
    }),
    ...statusMark(health.status, width - pad - statusWidth + 5, top + 18),
    textAt(width - pad, top + 9, status, { weight: 600, anchor: "end", ink: statusInk(health.status) }),
  ]
}

/** A number that nobody has measured says so. */
const shownValue = (card: Metric, value: number, say: Drawable["say"]): string =>
  card.confidence === "measured" ? sayValue(say, value, card.unit) : `≈ ${sayValue(say, value, card.unit)}`

function confidenceRow(card: Metric, top: number, width: number, { say }: Drawable): Figure[] {
  const sure = say(`flow.confidence.${card.confidence}`)
  const figures = [
    textAt(width - pad, top, sure, { anchor: "end", ink: card.confidence === "measured" ? "muted" : "amber" }),
  ]
  if (card.target === undefined) return figures
  const target = say("flow.metric.target", { value: sayValue(say, card.target, card.unit) })
  return [
    textAt(pad, top, fitLine(target, width - 2 * pad - textWidth(sure, textSize) - 8), { ink: "muted" }),
    ...figures,
  ]
}

/** One row for each viewpoint, in the order of the board's rows; above them in words when they pull apart. */
function segmentRows(health: Health, top: number, width: number, board: Drawable): Figure[] {
  if (health.segments.length === 0) return []
  const first = top + 6 + (health.hasViewpointConflict ? rowHeight : 0)
  return [
    { draw: "path", d: `M${pad} ${top + 1.5}L${width - pad} ${top + 1.5}`, stroke: "ink", opacity: 0.15 },
    ...(health.hasViewpointConflict
      ? [
          textAt(pad, top + 6, fitLine(board.say("flow.metric.differs"), width - 2 * pad, textSize, 600), {
            weight: 600,
          }),
        ]
      : []),
    ...inRowOrder(health.segments, board).flatMap((segment, index) =>
      segmentRow(segment, first + index * rowHeight, width, board),
    ),
  ]
}

const inRowOrder = (segments: readonly SegmentHealth[], { personas }: Drawable): SegmentHealth[] =>
  [...segments].sort((a, b) => comparePersonas(personas.get(a.personaId), personas.get(b.personaId)))

function segmentRow(segment: SegmentHealth, top: number, width: number, board: Drawable): Figure[] {
  const { say, personas } = board
  const name = personas.get(segment.personaId)?.name ?? say("flow.persona.gone")
  const value = segment.current === undefined ? "–" : say("flow.unit.1", { value: segment.current })
  const status = say(`flow.status.${segment.status}`)
  const words = `${value} · ${status}`
  const wordsWidth = textWidth(words, textSize)
  return [
    textAt(pad, top, fitLine(name, width - 2 * pad - wordsWidth - 26), {}),
    ...statusMark(segment.status, width - pad - wordsWidth - 11, top + 10),
    textAt(width - pad, top, words, { anchor: "end", ink: statusInk(segment.status) }),
  ]
}
