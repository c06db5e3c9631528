import type { Rect } from "../../model/drawing.ts"

/** Space between a card and the hull round it; above, a sticky sits on the card's edge. */
const hullPad = { side: 12, top: 16, bottom: 12 }
/** Width of the bridge between two cards of one hull. */
const bridge = 32
/** Cards farther apart than this get a hull each, under the same name. */
const farthest = 900
/** How many of its nearest neighbours each card tries to reach. */
const neighbours = 8

/**
 * The hull round some cards, as parts that are each the union of rectangles: one round each card, and bridges between
 * them. A bridge that would run over somebody else's card is not built, so a hull may fall into several parts but
 * does not swallow what is not its own. `more` widens it, for a hull that stands round others.
 */
export function hullParts(own: readonly Rect[], others: readonly Rect[], more = 0): readonly (readonly Rect[])[] {
  const padded = own.map((rect) => grow(pad(rect), more))
  const obstacles = others.map((rect) => grow(rect, 10))
  const groups = padded.map((_, at) => at)
  const groupOf = (at: number): number => (groups[at] === at ? at : groupOf(groups[at] ?? at))
  const bridges: { readonly from: number; readonly rects: readonly Rect[] }[] = []
  for (const [a, b] of pairsByDistance(padded)) {
    if (groupOf(a) === groupOf(b)) continue
    const built = bridgeBetween(padded[a], padded[b], obstacles)
    if (!built) continue
    bridges.push({ from: a, rects: built })
    groups[groupOf(a)] = groupOf(b)
  }
  const parts = new Map<number, Rect[]>()
  for (const [at, rect] of padded.entries()) parts.set(groupOf(at), [...(parts.get(groupOf(at)) ?? []), rect])
  for (const { from, rects } of bridges) parts.get(groupOf(from))?.push(...rects)
  return [...parts.values()].map((rects) => [...rects, ...slits(rects)])
}

/** Gaps inside a hull that are too narrow to be seen as one. */
function slits(rects: readonly Rect[]): Rect[] {
  return rects.flatMap((a, at) => rects.slice(at + 1).flatMap((b) => slitBetween(a, b)))
}

function slitBetween(a: Rect, b: Rect): Rect[] {
  const [left, right] = [Math.max(a.x, b.x), Math.min(a.x + a.w, b.x + b.w)]
  const [top, bottom] = [Math.max(a.y, b.y), Math.min(a.y + a.h, b.y + b.h)]
  const isNarrow = (gap: number) => gap > 0 && gap < 16
  if (isNarrow(left - right) && bottom > top) return [{ x: right, w: left - right, y: top, h: bottom - top }]
  if (isNarrow(top - bottom) && right > left) return [{ x: left, w: right - left, y: bottom, h: top - bottom }]
  return []
}

/** The space a card takes in a hull. */
const pad = ({ x, y, w, h }: Rect): Rect => ({
  x: x - hullPad.side,
  y: y - hullPad.top,
  w: w + 2 * hullPad.side,
  h: h + hullPad.top + hullPad.bottom,
})
const grow = ({ x, y, w, h }: Rect, by: number): Rect => ({ x: x - by, y: y - by, w: w + 2 * by, h: h + 2 * by })

function pairsByDistance(rects: readonly Rect[]): readonly (readonly [number, number])[] {
  const pairs = new Map<string, { pair: [number, number]; distance: number }>()
  for (const [a, rect] of rects.entries()) {
    const near = rects
      .map((other, b) => ({ b, distance: distanceBetween(rect, other) }))
      .filter(({ b, distance }) => b !== a && distance <= farthest)
      .sort((one, two) => one.distance - two.distance)
    for (const { b, distance } of near.slice(0, neighbours)) {
      const pair: [number, number] = a < b ? [a, b] : [b, a]
      pairs.set(pair.join(" "), { pair, distance })
    }
  }
  return [...pairs.values()].sort((one, two) => one.distance - two.distance).map(({ pair }) => pair)
}

const gapBetween = (start: number, end: number, otherStart: number, otherEnd: number): number =>
  Math.max(0, otherStart - end, start - otherEnd)

const distanceBetween = (a: Rect, b: Rect): number =>
  gapBetween(a.x, a.x + a.w, b.x, b.x + b.w) + gapBetween(a.y, a.y + a.h, b.y, b.y + b.h)

export const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

/** The first way of joining two rectangles that is over nobody: one box round both, straight across, or round a corner. */
function bridgeBetween(
  a: Rect | undefined,
  b: Rect | undefined,
  obstacles: readonly Rect[],
): readonly Rect[] | undefined {
  if (!a || !b) return undefined
  // Every way lies inside the box round both.
  const box = around(a, b)
  const near = obstacles.filter((obstacle) => overlaps(box, obstacle))
  return [[box], ...straight(a, b), ...cornered(a, b)].find((way) =>
    way.every((rect) => !near.some((obstacle) => overlaps(rect, obstacle))),
  )
}

function around(a: Rect, b: Rect): Rect {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)]
  return { x, y, w: Math.max(a.x + a.w, b.x + b.w) - x, h: Math.max(a.y + a.h, b.y + b.h) - y }
}

/** Where the two lie across from each other: as wide as both are, at either end, or in the middle. */
function straight(a: Rect, b: Rect): readonly (readonly Rect[])[] {
  const left = Math.max(a.x, b.x)
  const right = Math.min(a.x + a.w, b.x + b.w)
  const top = Math.max(a.y, b.y)
  const bottom = Math.min(a.y + a.h, b.y + b.h)
  const whole = around(a, b)
  if (right - left >= bridge) return spans(left, right).map(([x, w]) => [{ x, w, y: whole.y, h: whole.h }])
  if (bottom - top >= bridge) return spans(top, bottom).map(([y, h]) => [{ y, h, x: whole.x, w: whole.w }])
  return []
}

const spans = (start: number, end: number): readonly (readonly [number, number])[] => [
  [start, end - start],
  [start, bridge],
  [end - bridge, bridge],
  [(start + end - bridge) / 2, bridge],
]

/** Down or up from one and then across to the other, either way round. */
function cornered(a: Rect, b: Rect): readonly (readonly Rect[])[] {
  return [
    [a, b],
    [b, a],
  ].flatMap(([from, to]) => {
    if (!from || !to) return []
    return bridgesInto(from.x, from.w).flatMap((x) =>
      bridgesInto(to.y, to.h).map((y) => {
        const upright = around({ x, y: from.y, w: bridge, h: from.h }, { x, y, w: bridge, h: bridge })
        const across = around({ x, y, w: bridge, h: bridge }, { x: to.x, y, w: to.w, h: bridge })
        return [upright, across]
      }),
    )
  })
}

const bridgesInto = (start: number, size: number): readonly number[] => [
  start + (size - bridge) / 2,
  start,
  start + size - bridge,
]
