import type { Say } from "../../model/boardKind.ts"
import type { Figure, Ink } from "../../model/drawing.ts"
import { textWidth } from "../../model/measure.ts"
import { textSize } from "./cardSizes.ts"
import { textAt } from "./drawText.ts"
import { type Health, hasBounds, type Range } from "./health.ts"
import type { Metric } from "./schema.ts"

/** A value with its unit, in the reader's words; a unit that the catalogue does not have is set as it was written. */
export function sayValue(say: Say, value: number, unit: string | undefined): string {
  if (unit === undefined || unit === "") return say("flow.unit.1", { value })
  const key = `flow.unit.${unit}`
  const text = say(key, { value })
  return text === key ? say("flow.unit.other", { value, unit }) : text
}

const thickness = { healthy: 12, unhealthy: 6, critical: 3 } as const

/**
 * The range bar, `width` wide from the point, 44 high: the healthy band is thick, beyond it the bar grows thin and thinner.
 * The large marker is the current value, the flag the target, each tick one viewpoint. Nothing without any value.
 */
export function drawRangeBar(
  metric: Metric,
  health: Health,
  at: { x: number; y: number },
  width: number,
  say: Say,
): Figure[] {
  const scale = scaleOf(metric, health)
  if (!scale) return [track(at, width)]
  const x = (value: number) => at.x + ((value - scale.low) / (scale.high - scale.low)) * width
  return [
    ...zoneFigures(metric.healthRange, x, at, width),
    ...health.segments.flatMap(({ current }) => (current === undefined ? [] : [segmentTick(x(current), at.y)])),
    ...(metric.target === undefined ? [] : targetFlag(x(metric.target), at.y, at.x + width)),
    ...(metric.current === undefined ? [] : [currentMarker(x(metric.current), at.y, metric.confidence === "guessed")]),
    ...boundLabels(metric, x, at, width, say),
  ]
}

/** The part of the axis that is shown: all that is known, with air on both sides. */
export function scaleOf(metric: Metric, health: Health): { low: number; high: number } | undefined {
  const { criticalMin, min, max, criticalMax } = metric.healthRange
  const values = [criticalMin, min, max, criticalMax, metric.current, metric.target, metric.baseline]
  const known = [...values, ...health.segments.map(({ current }) => current)].filter((value) => value !== undefined)
  if (known.length === 0) return undefined
  const [floor, ceiling] = naturalLimits.get(metric.unit ?? "") ?? [undefined, undefined]
  const least = Math.min(...known, floor ?? (Math.min(...known) >= 0 ? 0 : Number.POSITIVE_INFINITY))
  const most = Math.max(...known, ceiling ?? Number.NEGATIVE_INFINITY)
  const air = (most - least) * 0.08 || 1
  return { low: least === floor || least === 0 ? least : least - air, high: most === ceiling ? most : most + air }
}

/** Units whose scale is given by what they are. A map, since a unit may be any word that people write. */
const naturalLimits: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["%", [0, 100]],
  ["likert-5", [1, 5]],
  ["nps", [-100, 100]],
])

const track = (at: { x: number; y: number }, width: number): Figure => ({
  draw: "box",
  x: at.x,
  y: at.y + 15,
  w: width,
  h: 6,
  radius: 3,
  stroke: "muted",
  opacity: 0.6,
  dash: "dotted",
})

function zoneFigures(
  range: Range,
  x: (value: number) => number,
  at: { x: number; y: number },
  width: number,
): Figure[] {
  if (!hasBounds(range)) return [{ ...zone(at.x, at.x + width, at.y, 6, "muted"), opacity: 0.3 }]
  const left = at.x
  const right = at.x + width
  const bandFrom =
    range.min === undefined ? (range.criticalMin === undefined ? left : x(range.criticalMin)) : x(range.min)
  const bandTo =
    range.max === undefined ? (range.criticalMax === undefined ? right : x(range.criticalMax)) : x(range.max)
  const criticalTo = range.criticalMin === undefined ? left : x(range.criticalMin)
  const criticalFrom = range.criticalMax === undefined ? right : x(range.criticalMax)
  return [
    zone(left, criticalTo, at.y, thickness.critical, "critical"),
    zone(criticalTo, bandFrom, at.y, thickness.unhealthy, "unhealthy"),
    zone(bandFrom, bandTo, at.y, thickness.healthy, "healthy"),
    zone(bandTo, criticalFrom, at.y, thickness.unhealthy, "unhealthy"),
    zone(criticalFrom, right, at.y, thickness.critical, "critical"),
  ].filter(({ w }) => w > 0.5)
}

const zone = (from: number, to: number, y: number, thick: number, ink: Ink): Extract<Figure, { draw: "box" }> => ({
  draw: "box",
  x: from,
  y: y + 18 - thick / 2,
  w: Math.max(0, to - from),
  h: thick,
  fill: ink,
  opacity: ink === "healthy" ? 0.5 : 0.45,
})

const segmentTick = (x: number, y: number): Figure => ({
  draw: "box",
  x: x - 1,
  y: y + 10,
  w: 2,
  h: 16,
  fill: "ink",
  opacity: 0.75,
})

/** Blows to the left where it would stick out on the right. */
const targetFlag = (x: number, y: number, right: number): Figure[] => {
  const tip = x + 8 > right ? x - 8 : x + 8
  return [
    { draw: "path", d: `M${x} ${y + 26}L${x} ${y + 1}L${tip} ${y + 4.5}L${x} ${y + 8}`, stroke: "ink", width: 1.5 },
  ]
}

/** A guess must look like one: its marker is hollow and dotted. */
const currentMarker = (x: number, y: number, isGuess: boolean): Figure => ({
  draw: "circle",
  x,
  y: y + 18,
  r: 7,
  ...(isGuess
    ? { fill: "paper", stroke: "ink", width: 2, dash: "dotted" }
    : { fill: "ink", stroke: "paper", width: 2 }),
})

/** The numbers of the healthy band, below it; left out where they would run into each other. */
function boundLabels(
  metric: Metric,
  x: (value: number) => number,
  at: { x: number; y: number },
  width: number,
  say: Say,
): Figure[] {
  const figures: Figure[] = []
  let free = at.x
  for (const bound of [metric.healthRange.min, metric.healthRange.max]) {
    if (bound === undefined) continue
    const text = say("flow.unit.1", { value: bound })
    const half = textWidth(text, textSize) / 2
    const middle = Math.min(at.x + width - half, Math.max(at.x + half, x(bound)))
    if (middle - half < free) continue
    figures.push(textAt(middle, at.y + 27, text, { anchor: "middle", ink: "muted" }))
    free = middle + half + 8
  }
  return figures
}
