import type { Point, Rect } from "../../model/drawing.ts"

/** How the corners of an outline are drawn. */
export type Corner = { readonly form: "square" } | { readonly form: "round" | "cut"; readonly by: number }

/**
 * The outline round the union of some upright rectangles, as closed loops of corner points: outer loops clockwise,
 * holes the other way round, so that filling leaves them open.
 */
export function outlineOf(rects: readonly Rect[]): readonly (readonly Point[])[] {
  const xs = ascending(rects.flatMap(({ x, w }) => [x, x + w]))
  const ys = ascending(rects.flatMap(({ y, h }) => [y, y + h]))
  const cells = cellsOf(rects, xs, ys)
  const isIn = (column: number, row: number): boolean => cells[row]?.[column] === true
  const edges = new Map<string, Point[]>()
  const edge = (from: Point, to: Point) => {
    const key = `${from.x} ${from.y}`
    edges.set(key, [...(edges.get(key) ?? []), to])
  }
  for (const [row, top] of ys.slice(0, -1).entries()) {
    for (const [column, left] of xs.slice(0, -1).entries()) {
      if (!isIn(column, row)) continue
      const [right, bottom] = [xs[column + 1] ?? left, ys[row + 1] ?? top]
      if (!isIn(column, row - 1)) edge({ x: left, y: top }, { x: right, y: top })
      if (!isIn(column + 1, row)) edge({ x: right, y: top }, { x: right, y: bottom })
      if (!isIn(column, row + 1)) edge({ x: right, y: bottom }, { x: left, y: bottom })
      if (!isIn(column - 1, row)) edge({ x: left, y: bottom }, { x: left, y: top })
    }
  }
  return loopsOf(edges)
}

/** Which cells of the grid that the rectangles' edges make are covered, by row and column. */
function cellsOf(rects: readonly Rect[], xs: readonly number[], ys: readonly number[]): boolean[][] {
  const [columns, rows] = [indexOf(xs), indexOf(ys)]
  const cells = ys.map(() => xs.map(() => false))
  for (const { x, y, w, h } of rects) {
    for (const row of cells.slice(rows.get(y), rows.get(y + h))) row.fill(true, columns.get(x), columns.get(x + w))
  }
  return cells
}

const indexOf = (values: readonly number[]): ReadonlyMap<number, number> =>
  new Map(values.map((value, index) => [value, index]))

const ascending = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b)

function loopsOf(edges: Map<string, Point[]>): Point[][] {
  const loops: Point[][] = []
  const take = ({ x, y }: Point) => edges.get(`${x} ${y}`)?.pop()
  for (const key of edges.keys()) {
    const [x = 0, y = 0] = key.split(" ").map(Number)
    for (let next = take({ x, y }); next; next = take({ x, y })) {
      const loop = [{ x, y }]
      for (; next && (next.x !== x || next.y !== y); next = take(next)) loop.push(next)
      loops.push(withoutStraight(loop))
    }
  }
  return loops
}

/** Points at which the outline turns. */
const withoutStraight = (loop: readonly Point[]): Point[] =>
  loop.filter((point, at) => {
    const [before, after] = [loop.at(at - 1) ?? point, loop[(at + 1) % loop.length] ?? point]
    return (before.x === point.x) !== (point.x === after.x)
  })

/** Path data of loops with their corners formed; a corner takes at most half of a side. */
export const outlinePath = (loops: readonly (readonly Point[])[], corner: Corner): string =>
  loops.map((loop) => loopPath(loop, corner)).join("")

function loopPath(loop: readonly Point[], corner: Corner): string {
  const parts = loop.map((point, at) => {
    if (corner.form === "square") return `${point.x} ${point.y}`
    const [before, after] = [loop.at(at - 1) ?? point, loop[(at + 1) % loop.length] ?? point]
    const [start, end] = [towards(point, before, corner.by), towards(point, after, corner.by)]
    if (corner.form === "cut") return `${start} L${end}`
    return `${start} Q${point.x} ${point.y} ${end}`
  })
  return `M${parts.join("L")}Z`
}

function towards(from: Point, to: Point, by: number): string {
  const length = Math.abs(to.x - from.x) + Math.abs(to.y - from.y)
  const share = length === 0 ? 0 : Math.min(by, length / 2) / length
  return `${round(from.x + (to.x - from.x) * share)} ${round(from.y + (to.y - from.y) * share)}`
}

const round = (value: number): number => Math.round(value * 10) / 10 + 0
