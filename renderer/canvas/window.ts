import type { Rect } from "../../shared/model/drawing.ts"
import type { LaidBoard } from "./layoutStore.ts"
import { contains, grown } from "./spatialIndex.ts"

/** The part of the board on screen: its corner in pixels, and pixels per board unit. */
export interface Viewport {
  readonly x: number
  readonly y: number
  readonly zoom: number
  readonly width: number
  readonly height: number
}

/** Below this zoom one canvas draws the board, unless there are few cards: elements can be read aloud and found by name. */
const farBelow = 0.4
const mostNodesFar = 200
/** So much of the view's size is kept ready on each side, so that most pans change nothing. */
const marginShare = 0.35
/** More cards than this in a view are drawn on the canvas at any zoom. */
const mostNodesNear = 600

/** Which cards and lines are real elements. */
export interface Window {
  /** One canvas draws the cards; none of them is an element because it is in view. */
  readonly isFar: boolean
  readonly isZoomedOut: boolean
  readonly rect: Rect
  readonly cards: ReadonlySet<string>
  readonly lines: ReadonlySet<string>
}

export const emptyWindow: Window = {
  isFar: false,
  isZoomedOut: false,
  rect: { x: 0, y: 0, w: 0, h: 0 },
  cards: new Set(),
  lines: new Set(),
}

/** The part of the board on screen, in board units. */
export const viewRect = ({ x, y, zoom, width, height }: Viewport): Rect => ({
  x: -x / zoom,
  y: -y / zoom,
  w: width / zoom,
  h: height / zoom,
})

/** False while the window made for an earlier view still serves this one. */
export function isStale(window: Window, viewport: Viewport): boolean {
  const rect = viewRect(viewport)
  if (window.isZoomedOut !== viewport.zoom < farBelow) return true
  return !contains(window.rect, rect) || window.rect.w > 4 * rect.w
}

/** The cards and lines in and round the view. */
export function windowOf(board: LaidBoard, viewport: Viewport): Window {
  const rect = viewRect(viewport)
  const wide = grown(rect, rect.w * marginShare, rect.h * marginShare)
  const isZoomedOut = viewport.zoom < farBelow
  const most = isZoomedOut ? mostNodesFar : mostNodesNear
  for (const candidate of [wide, rect]) {
    const cards = board.cardsIn.within(candidate)
    if (cards.size <= most) {
      return { isFar: false, isZoomedOut, rect: candidate, cards, lines: board.linesIn.within(candidate) }
    }
  }
  return { isFar: true, isZoomedOut, rect: wide, cards: new Set(), lines: new Set() }
}
