import type { Point } from "../../model/drawing.ts"

/** Which way a line runs: down the map as the method has it, up against it, or beside. */
export type Run = "down" | "up" | "right" | "left"

export const round = (value: number): number => Math.round(value * 10) / 10

/** Curves from point to point, joined smoothly, since each leaves and arrives in the line's own direction. */
export function way(runs: Run, from: Point, to: Point, via: readonly Point[]): string {
  let d = `M${from.x} ${from.y}`
  let last = from
  for (const point of [...via, to]) {
    const [a, b] = handles(runs, last, point)
    d += last.x === point.x ? `L${point.x} ${point.y}` : `C${a.x} ${a.y} ${b.x} ${b.y} ${point.x} ${point.y}`
    last = point
  }
  return d
}

/** The handles of the cubic curve between two points. */
export function handles(runs: Run, from: Point, to: Point): readonly [Point, Point] {
  const isUpright = runs === "down" || runs === "up"
  const way = isUpright ? to.y - from.y : to.x - from.x
  const reach = round(Math.sign(way || 1) * Math.min(Math.max(Math.abs(way) * 0.45, 12), 140))
  return isUpright
    ? [
        { x: from.x, y: round(from.y + reach) },
        { x: to.x, y: round(to.y - reach) },
      ]
    : [
        { x: round(from.x + reach), y: from.y },
        { x: round(to.x - reach), y: to.y },
      ]
}

/** Points along a line's path, close enough to each other to say what it passes. */
export function pointsAlong(d: string): readonly Point[] {
  const points: Point[] = []
  let last: Point = { x: 0, y: 0 }
  for (const [, command, numbers = ""] of d.matchAll(/([MLC])([^MLC]*)/g)) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = numbers.trim().split(/\s+/).map(Number)
    const to = command === "C" ? { x: x3, y: y3 } : { x: x1, y: y1 }
    if (command !== "M") {
      const [a, b] =
        command === "C"
          ? [
              { x: x1, y: y1 },
              { x: x2, y: y2 },
            ]
          : [last, to]
      for (let step = 1; step <= 16; step++) points.push(onCurve(last, a, b, to, step / 16))
    }
    last = to
  }
  return points
}

const onCurve = (from: Point, a: Point, b: Point, to: Point, t: number): Point => {
  const mix = (p: number, q: number, r: number, s: number) =>
    (1 - t) ** 3 * p + 3 * (1 - t) ** 2 * t * q + 3 * (1 - t) * t ** 2 * r + t ** 3 * s
  return { x: mix(from.x, a.x, b.x, to.x), y: mix(from.y, a.y, b.y, to.y) }
}

/** One bar across the line where it slows, two where it blocks. Drawn before the curve, so that the path still ends at `to`. */
export function marksOf(friction: "none" | "slows" | "blocks", runs: Run, from: Point, to: Point): string {
  if (friction === "none") return ""
  const [a, b] = handles(runs, from, to)
  // The middle of a cubic curve and its direction there.
  const x = (from.x + 3 * a.x + 3 * b.x + to.x) / 8
  const y = (from.y + 3 * a.y + 3 * b.y + to.y) / 8
  const along = { x: to.x + b.x - a.x - from.x, y: to.y + b.y - a.y - from.y }
  const length = Math.hypot(along.x, along.y) || 1
  const [ux, uy] = [along.x / length, along.y / length]
  return (friction === "slows" ? [0] : [-4, 4])
    .map((off) => {
      const [cx, cy] = [x + ux * off, y + uy * off]
      return `M${round(cx - uy * 9)} ${round(cy + ux * 9)}L${round(cx + uy * 9)} ${round(cy - ux * 9)}`
    })
    .join("")
}
