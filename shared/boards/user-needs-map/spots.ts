import type { Layout, PlacedCard, Point, Rect } from "../../model/drawing.ts"
import { axisPad, capabilityTop, needsFloor, needTop, stagePad, visibilityAt } from "./bands.ts"
import { whole } from "./scene.ts"
import { type PlacedKind, sizeOfNew } from "./sizes.ts"

export const gap = 28

/** The fields that put a new card of a kind at a spot. */
export interface Spot {
  readonly x: number
  readonly y?: number
  readonly visibility?: number
}

/** A free spot for a new card with its middle near a point: inside its kind's band and beside others, on nobody. */
export function spotNear(layout: Layout, kind: PlacedKind, at: Point, title = "", taken: readonly Rect[] = []): Spot {
  const size = sizeOfNew(kind, title)
  const wanted = { x: at.x - size.w / 2, y: at.y - size.h / 2, ...size }
  return spotFor(layout, kind, { ...wanted, y: topIn(layout, kind, wanted.y, size.h) }, "near", taken)
}

/** As `spotNear`, for many cards at once: needs gather in rows above one another instead of one row without an end. */
export function spotAmong(layout: Layout, kind: PlacedKind, at: Point, title: string, taken: readonly Rect[]): Spot {
  const size = sizeOfNew(kind, title)
  const wanted = { x: at.x - size.w / 2, y: at.y - size.h / 2, ...size }
  return spotFor(layout, kind, { ...wanted, y: topIn(layout, kind, wanted.y, size.h) }, "among", taken)
}

/** A free spot to the right of a card of the same kind, at its height. */
export function spotAfter(layout: Layout, kind: PlacedKind, card: Rect, title = "", taken: readonly Rect[] = []): Spot {
  const { w, h } = sizeOfNew(kind, title)
  return spotFor(layout, kind, { x: card.x + card.w + gap, y: card.y, w, h }, "right", taken)
}

/** The rectangle that a new card with this title covers at this spot. */
export function rectAt(layout: Layout, kind: PlacedKind, spot: Spot, title: string): Rect {
  const size = sizeOfNew(kind, title)
  if (kind === "capability")
    return { x: spot.x, y: capabilityTop(spot.visibility ?? 0, size.h, axisOf(layout)), ...size }
  const base = kind === "user" ? needsTop(layout) : 0
  return { x: spot.x, y: base + (spot.y ?? 0), ...size }
}

type Way = "near" | "among" | "right"

function spotFor(layout: Layout, kind: PlacedKind, wanted: Rect, way: Way, taken: readonly Rect[]): Spot {
  const others = [...layout.cards.filter((card) => card.kind === kind), ...taken]
  const rows = rowsFor(layout, kind, wanted, way)
  const free = rows.map((row) => ({
    ...row,
    x: whole(freeX([...others, ...framesBeside(layout, kind, row)], row, way)),
  }))
  const farness = ({ x, y }: Point) => Math.abs(x - wanted.x) + 3 * Math.abs(y - wanted.y)
  const { x, y } = free.reduce((best, row) => (farness(row) < farness(best) ? row : best))
  return { x, ...heightFields(layout, kind, y, wanted.h) }
}

function rowsFor(layout: Layout, kind: PlacedKind, wanted: Rect, way: Way): readonly Rect[] {
  if (way !== "right" && kind === "capability") return rowsNear(layout, wanted)
  return way === "among" && kind === "need" ? rowsAbove(wanted) : [wanted]
}

/** The band of the needs grows upwards with them. */
const rowsAbove = (wanted: Rect): readonly Rect[] =>
  [0, 1, 2, 3, 4, 5, 6, 7].map((row) => ({ ...wanted, y: wanted.y - row * (wanted.h + gap) }))

/**
 * The wanted height and those above and below it: many capabilities made one after another in one place gather round it
 * rather than stretch the map. Leaving the height costs more than going aside, since it says how visible they are.
 */
const rowsNear = (layout: Layout, wanted: Rect): readonly Rect[] => {
  const heights = [0, 1, -1, 2, -2, 3, -3, 4, -4].map((step) => wanted.y + step * (wanted.h + gap))
  return heights
    .map((y) => ({ ...wanted, y: topIn(layout, "capability", y, wanted.h) }))
    .filter(({ y }, at) => at === 0 || y > 0)
}

/** Frames that a new need would stand half in. The one it is meant for holds its middle. */
const framesBeside = (layout: Layout, kind: PlacedKind, wanted: Rect): readonly Rect[] =>
  kind === "need" ? layout.cards.filter((card) => card.kind === "stage" && !holds(grown(card), middleOf(wanted))) : []

/** A frame reaches as far as it would with one more need beside those it has. */
const grown = ({ x, y, w, h }: Rect): Rect => ({ x: x - stagePad.side, y, w: w + 2 * gap + sizeOfNew("need", "").w, h })

/** The x nearest to the wanted one (or next on its right) where nobody stands. */
function freeX(others: readonly Rect[], wanted: Rect, way: Way): number {
  const inRow = others.filter(({ y, h }) => y < wanted.y + wanted.h && wanted.y < y + h)
  const isFree = (at: number) => inRow.every(({ x, w }) => at >= x + w + gap - 1 || at + wanted.w + gap - 1 <= x)
  const sides = inRow.flatMap(({ x, w }) => (way === "right" ? [x + w + gap] : [x + w + gap, x - wanted.w - gap]))
  const candidates = [wanted.x, ...sides.filter((at) => way !== "right" || at >= wanted.x)]
  candidates.sort((a, b) => Math.abs(a - wanted.x) - Math.abs(b - wanted.x))
  return candidates.find(isFree) ?? wanted.x
}

/** The upper edge that a kind may have nearest to the one wanted. */
function topIn(layout: Layout, kind: PlacedKind, top: number, h: number): number {
  if (kind === "user") return needsTop(layout) - 24 - h
  if (kind === "need") return top > needsTop(layout) + stagePad.top && top < 0 ? needTop(top, h) : needsFloor - h
  if (kind !== "capability") return top
  const visibility = top + h / 2 < 0 ? 0.9 : visibilityAt(top, h, axisOf(layout))
  return capabilityTop(visibility, h, axisOf(layout))
}

/** What is stored for a card of this kind whose upper edge is at a height on the board. */
export function heightFields(layout: Layout, kind: string, top: number, h: number): Omit<Spot, "x"> {
  if (kind === "capability") return { visibility: visibilityAt(top, h, axisOf(layout)) }
  return { y: whole(kind === "user" ? top - needsTop(layout) : top) }
}

const zoneOf = (layout: Layout, name: string): Rect =>
  layout.zones.find(({ id }) => id === `band/${name}`) ?? layout.bounds

const needsTop = (layout: Layout): number => zoneOf(layout, "needs").y

/** Length of the axis, as the band shows it. */
export const axisOf = (layout: Layout): number => zoneOf(layout, "dependencies").h - 2 * axisPad

/** Which band a point is in; what lies above or below the map belongs to its first or last. */
export function bandAt(layout: Layout, { y }: Point): "users" | "needs" | "dependencies" {
  if (y >= 0) return "dependencies"
  return y >= needsTop(layout) ? "needs" : "users"
}

/** The smallest frame round a point, when it stands in one. */
export const stageAt = (layout: Layout, at: Point): PlacedCard | undefined =>
  layout.cards
    .filter((card) => card.kind === "stage" && holds(card, at))
    .sort((a, b) => a.w * a.h - b.w * b.h || (a.id < b.id ? -1 : 1))[0]

const holds = ({ x, y, w, h }: Rect, at: Point): boolean => at.x >= x && at.x <= x + w && at.y >= y && at.y <= y + h

export const middleOf = ({ x, y, w, h }: Rect): Point => ({ x: x + w / 2, y: y + h / 2 })

/** The height on the board of a visibility. */
export const heightOf = (layout: Layout, visibility: number): number => axisPad + (1 - visibility) * axisOf(layout)
