import type { Figure, Rect } from "../model/drawing.ts"
import { textWidth } from "../model/measure.ts"

/** The smallest rectangle round all given ones; undefined when there is none. */
export function unionOf(rects: Iterable<Rect>): Rect | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y, w, h } of rects) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + w)
    bottom = Math.max(bottom, y + h)
  }
  return left <= right && top <= bottom ? { x: left, y: top, w: right - left, h: bottom - top } : undefined
}

/** The place that figures take; undefined for none. A path counts by the points it names, which encloses any curve. */
export const boundsOf = (figures: readonly Figure[]): Rect | undefined => unionOf(figures.map(figureBounds))

function figureBounds(figure: Figure): Rect {
  if (figure.draw === "box") return figure
  if (figure.draw === "circle")
    return { x: figure.x - figure.r, y: figure.y - figure.r, w: 2 * figure.r, h: 2 * figure.r }
  if (figure.draw === "path") return pathBounds(figure.d)
  const w = textWidth(figure.text, figure.size, figure.weight)
  const x = figure.anchor === "end" ? figure.x - w : figure.anchor === "middle" ? figure.x - w / 2 : figure.x
  return { x, y: figure.y - figure.size, w, h: figure.size * 1.25 }
}

/** Reads absolute commands; relative ones and arcs are taken as if their numbers were points, which is near enough. */
export function pathBounds(d: string): Rect {
  const rects: Rect[] = []
  let at = { x: 0, y: 0 }
  for (const [, command = "", rest = ""] of d.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const numbers = (rest.match(/-?\d*\.?\d+(?:e-?\d+)?/g) ?? []).map(Number)
    for (const point of pointsOf(command, numbers, at)) {
      at = point
      rects.push({ ...point, w: 0, h: 0 })
    }
  }
  return unionOf(rects) ?? { x: 0, y: 0, w: 0, h: 0 }
}

function pointsOf(command: string, numbers: readonly number[], at: { x: number; y: number }) {
  const isRelative = command === command.toLowerCase()
  const from = isRelative ? at : { x: 0, y: 0 }
  const upper = command.toUpperCase()
  if (upper === "H") return numbers.map((x) => ({ x: from.x + x, y: at.y }))
  if (upper === "V") return numbers.map((y) => ({ x: at.x, y: from.y + y }))
  const size = upper === "A" ? 7 : upper === "C" ? 6 : upper === "S" || upper === "Q" ? 4 : 2
  const points: { x: number; y: number }[] = []
  for (let start = 0; start + size <= numbers.length; start += size) {
    const first = upper === "A" ? start + 5 : start
    const base = isRelative ? (points.at(-1) ?? at) : from
    for (let index = first; index + 1 < start + size; index += 2)
      points.push({ x: base.x + (numbers[index] ?? 0), y: base.y + (numbers[index + 1] ?? 0) })
  }
  return points
}
