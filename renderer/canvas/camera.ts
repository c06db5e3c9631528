import type { ReactFlowInstance } from "@xyflow/react"
import type { Point, Rect } from "../../shared/model/drawing.ts"
import { freeSpan } from "./freeSpan.ts"
import { isMotionReduced } from "./motion.ts"
import { boundsOf, contains, grown } from "./spatialIndex.ts"
import { type Viewport, viewRect } from "./window.ts"

export const zoomRange = { least: 0.05, most: 3 } as const

/** What the camera reads of the flow's store: the view, the size it has when it is to be seen, and its element. */
export interface FlowView {
  readonly getState: () => {
    readonly transform: readonly [x: number, y: number, zoom: number]
    readonly width: number
    readonly height: number
    readonly domNode: Pick<Element, "getBoundingClientRect"> | null
  }
  readonly subscribe: (listener: () => void) => () => void
}

/** Which part of the board is on screen, and how to change it. */
export interface Camera {
  readonly viewport: () => Viewport
  /** Where a glide that is under way ends; the part on screen when there is none. */
  readonly heading: () => Viewport
  readonly set: (viewport: { readonly x: number; readonly y: number; readonly zoom: number }) => void
  /** The part of the board on screen that no panel stands over. */
  readonly inSight: () => Rect
  /** From pixels of the page to board units. */
  readonly toBoard: (page: Point) => Point
  readonly toPage: (board: Point) => Point
  readonly zoomTo: (zoom: number, glide?: boolean) => void
  /** Shows a rectangle whole beside what is open, never larger than `most`. */
  readonly fit: (rect: Rect, most?: number, glide?: boolean) => void
  /** Moves as little as needed to have the rectangle in view, beside what is open. */
  readonly show: (rect: Rect) => void
  readonly centre: (at: Point, zoom?: number, glide?: boolean) => void
  /** Called whenever the part on screen changes. */
  readonly onMove: (listener: () => void) => () => void
}

const limited = (zoom: number) => Math.min(zoomRange.most, Math.max(zoomRange.least, zoom))

export function openCamera(api: FlowView, flow: Pick<ReactFlowInstance, "setViewport">): Camera {
  const viewport = (): Viewport => {
    const { transform, width, height } = api.getState()
    return { x: transform[0], y: transform[1], zoom: transform[2], width, height }
  }
  const corner = (): Point => api.getState().domNode?.getBoundingClientRect() ?? { x: 0, y: 0 }
  let glide = { endsAt: 0, to: { x: 0, y: 0, zoom: 1 } }
  const heading = (): Viewport => (performance.now() < glide.endsAt ? { ...viewport(), ...glide.to } : viewport())
  const go = (to: { x: number; y: number; zoom: number }, isGliding = true) => {
    const duration = isGliding && !isMotionReduced() ? glideMs : 0
    glide = { endsAt: performance.now() + duration, to }
    void flow.setViewport(to, { duration })
  }
  const free = () => {
    const map = api.getState().domNode?.getBoundingClientRect()
    // While something else stands in the map's place it has no size, but it comes back as large as it was.
    if (!map || map.width === 0) return { start: 0, end: viewport().width }
    const panels = [...document.querySelectorAll(".panel")].map((panel) => panel.getBoundingClientRect())
    return freeSpan(map, panels)
  }
  const inSight = (view: Viewport): Rect => {
    const { start, end } = free()
    const whole = viewRect(view)
    return { ...whole, x: whole.x + start / view.zoom, w: (end - start) / view.zoom }
  }
  const centre = (at: Point, zoom = heading().zoom, glide = true, middle = viewport().width / 2) => {
    const to = limited(zoom)
    go({ x: middle - at.x * to, y: viewport().height / 2 - at.y * to, zoom: to }, glide)
  }
  const fit = (rect: Rect, most = 1, glide = true) => {
    const { height } = viewport()
    const { start, end } = free()
    const width = end - start
    const [w, h] = [Math.max(rect.w, 1), Math.max(rect.h, 1)]
    // A phone has no room to give away at the sides.
    const side = Math.min(rim, width * 0.03)
    const zoom = limited(Math.min(most, (width - 2 * side) / w, (height - rim - floor) / h))
    // The toolbar below is higher than what stands above.
    const raise = (floor - rim) / 2 / zoom
    centre({ x: rect.x + rect.w / 2, y: rect.y + rect.h / 2 + raise }, zoom, glide, (start + end) / 2)
  }
  return {
    viewport,
    heading,
    inSight: () => inSight(heading()),
    set: (to) => go(to, false),
    toBoard: (page) => {
      const { x, y, zoom } = viewport()
      const { x: left, y: top } = corner()
      return { x: (page.x - left - x) / zoom, y: (page.y - top - y) / zoom }
    },
    toPage: (board) => {
      const { x, y, zoom } = viewport()
      const { x: left, y: top } = corner()
      return { x: board.x * zoom + x + left, y: board.y * zoom + y + top }
    },
    zoomTo: (zoom, glide) => {
      const rect = viewRect(heading())
      centre({ x: rect.x + rect.w / 2, y: rect.y + rect.h / 2 }, zoom, glide)
    },
    fit,
    show: (rect) => {
      const { x, y, zoom } = heading()
      const open = inSight(heading())
      const seen = grown(open, -Math.min(rim / zoom, open.w / 8))
      if (contains(seen, rect)) return
      const by = { x: shift(seen.x, seen.w, rect.x, rect.w), y: shift(seen.y, seen.h, rect.y, rect.h) }
      go({ x: x - by.x * zoom, y: y - by.y * zoom, zoom })
    },
    centre: (at, zoom, glide) => centre(at, zoom, glide),
    onMove: (listener) => {
      let last = viewport()
      return api.subscribe(() => {
        const next = viewport()
        if (
          next.x === last.x &&
          next.y === last.y &&
          next.zoom === last.zoom &&
          next.width === last.width &&
          next.height === last.height
        )
          return
        last = next
        listener()
      })
    },
  }
}

/** How long the view moves to what it was asked to show. */
const glideMs = 160

/** Space round what is fitted, and below it for the toolbar, in pixels. */
const rim = 48
const floor = 88

/** How far a view along one axis has to move to hold a span; its start when it is longer than the view. */
const shift = (seenAt: number, seen: number, at: number, length: number): number => {
  if (at < seenAt || length > seen) return at - seenAt
  return Math.max(0, at + length - seenAt - seen)
}

/** What "show everything" fits: the cards, or the whole board while it has none. */
export const contentRect = (cards: Iterable<Rect>, bounds: Rect): Rect => {
  const rect = boundsOf(cards)
  return rect ? (boundsOf([rect, bounds]) ?? bounds) : bounds
}
