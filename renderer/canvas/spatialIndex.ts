import type { Point, Rect } from "../../shared/model/drawing.ts"

/** A few cards fit in a cell at most, and a screen at 100 % spans a few cells. */
const cellSize = 1024

/** True when two rectangles share at least a point. */
const overlaps = (a: Rect, b: Rect): boolean =>
  a.x <= b.x + b.w && b.x <= a.x + a.w && a.y <= b.y + b.h && b.y <= a.y + a.h

export const contains = (outer: Rect, inner: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.w <= outer.x + outer.w &&
  inner.y + inner.h <= outer.y + outer.h

export const grown = (rect: Rect, dx: number, dy = dx): Rect => ({
  x: rect.x - dx,
  y: rect.y - dy,
  w: rect.w + 2 * dx,
  h: rect.h + 2 * dy,
})

/** The smallest rectangle round all of them; undefined for none. */
export function boundsOf(rects: Iterable<Rect>): Rect | undefined {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -Infinity, -Infinity]
  for (const { x, y, w, h } of rects) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + w)
    bottom = Math.max(bottom, y + h)
  }
  return right < left ? undefined : { x: left, y: top, w: right - left, h: bottom - top }
}

/** Finds what lies in a part of the board without looking at the rest. A grid: boards are wide and evenly filled. */
export class SpatialIndex {
  readonly #cells = new Map<string, Set<string>>()
  readonly #rects = new Map<string, Rect>()

  put(id: string, rect: Rect): void {
    this.remove(id)
    this.#rects.set(id, rect)
    for (const key of cellsOf(rect)) {
      const cell = this.#cells.get(key)
      if (cell) cell.add(id)
      else this.#cells.set(key, new Set([id]))
    }
  }

  remove(id: string): void {
    const rect = this.#rects.get(id)
    if (!rect) return
    this.#rects.delete(id)
    for (const key of cellsOf(rect)) this.#cells.get(key)?.delete(id)
  }

  /** Everything that overlaps the rectangle, each once, in no order. */
  within(rect: Rect): Set<string> {
    const found = new Set<string>()
    for (const key of cellsOf(rect)) {
      for (const id of this.#cells.get(key) ?? []) {
        const own = this.#rects.get(id)
        if (own && overlaps(own, rect)) found.add(id)
      }
    }
    return found
  }

  at({ x, y }: Point): Set<string> {
    return this.within({ x, y, w: 0, h: 0 })
  }

  get size(): number {
    return this.#rects.size
  }

  ids(): Iterable<string> {
    return this.#rects.keys()
  }
}

/** A damaged place must not make the grid endless; such a rectangle lies in its first cells only. */
const mostCells = 4096

function* cellsOf({ x, y, w, h }: Rect): Iterable<string> {
  const [left, right] = [Math.floor(x / cellSize), Math.floor((x + w) / cellSize)]
  const [top, bottom] = [Math.floor(y / cellSize), Math.floor((y + h) / cellSize)]
  let count = 0
  for (let column = left; column <= right; column++) {
    for (let row = top; row <= bottom; row++) {
      if (++count > mostCells) return
      yield `${column},${row}`
    }
  }
}
