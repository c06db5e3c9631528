import { createStore, type StoreApi } from "zustand/vanilla"
import type { BoardKind, Drawable, Say } from "../../shared/model/boardKind.ts"
import type { Layout, PlacedCard, PlacedLine, Rect } from "../../shared/model/drawing.ts"
import type { Session } from "../session/session.ts"
import { keepSame, keepSameEntries } from "./sameness.ts"
import { grown, SpatialIndex } from "./spatialIndex.ts"

/**
 * A board as it lies on the canvas. What a change did not move keeps its identity, so that a card moved by somebody
 * else re-renders one card. The indexes belong to the newest state only.
 */
export interface LaidBoard {
  readonly drawable: Drawable
  readonly layout: Layout
  readonly placed: ReadonlyMap<string, PlacedCard>
  /** Place in the reading order. */
  readonly orders: ReadonlyMap<string, number>
  readonly lines: ReadonlyMap<string, PlacedLine>
  readonly cardsIn: SpatialIndex
  readonly linesIn: SpatialIndex
}

export interface LayoutStore {
  readonly store: Pick<StoreApi<LaidBoard>, "getState" | "getInitialState" | "subscribe">
  /** Lays the board out at once when something changed; otherwise that waits for the next frame. */
  readonly flush: () => void
  /** Says labels in this language from now on. */
  readonly speak: (say: Say) => void
  /** Follows the document from now on, until the returned function is called. */
  readonly start: () => () => void
}

/** Called with a function for the next frame; gives the function that calls it off. */
export type NextFrame = (run: () => void) => () => void

const browserFrame: NextFrame = (run) => {
  const frame = requestAnimationFrame(run)
  return () => cancelAnimationFrame(frame)
}

/** Lays out one board of a session and, once started, follows it. Undefined when the session has no such board. */
export function openLayout(
  session: Session,
  boardKind: BoardKind,
  boardId: string,
  firstSay: Say,
  nextFrame: NextFrame = browserFrame,
): LayoutStore | undefined {
  let say = firstSay
  const drawableNow = (): Drawable | undefined => {
    const { contents, personas } = session.snapshot.getState()
    const content = contents.get(boardId)
    const { overlayId } = session.view.getState()
    const isShown = overlayId !== undefined && content?.overlays.has(overlayId)
    return content && { content, personas, say, ...(isShown ? { overlayId } : {}) }
  }
  const first = drawableNow()
  if (!first) return undefined

  const store = createStore<LaidBoard>(() => layBoard(boardKind, first))
  let cancel: (() => void) | undefined
  const flush = () => {
    cancel?.()
    cancel = undefined
    const drawable = drawableNow()
    if (drawable && !isSameBoard(drawable, store.getState().drawable)) {
      store.setState(layBoard(boardKind, drawable, store.getState()), true)
    }
  }
  const schedule = () => {
    if (cancel) return
    const drawable = drawableNow()
    if (drawable && !isSameBoard(drawable, store.getState().drawable)) cancel = nextFrame(flush)
  }
  return {
    store,
    flush,
    speak: (next) => {
      say = next
      schedule()
    },
    start: () => {
      const stops = [
        session.snapshot.subscribe(schedule),
        // A card that somebody begins to write on is there at once: the next letter is theirs, not a shortcut's.
        session.view.subscribe((next, before) =>
          next.editing !== undefined && next.editing !== before.editing ? flush() : schedule(),
        ),
      ]
      flush()
      return () => {
        for (const stop of stops) stop()
        cancel?.()
        cancel = undefined
      }
    },
  }
}

const isSameBoard = (a: Drawable, b: Drawable): boolean =>
  a.content === b.content && a.personas === b.personas && a.say === b.say && a.overlayId === b.overlayId

/** Lays a board out, keeping from before whatever did not change. */
export function layBoard(boardKind: BoardKind, drawable: Drawable, before?: LaidBoard): LaidBoard {
  const next = boardKind.lay(drawable)
  const cards = keepSameEntries(before?.layout.cards ?? [], before?.placed ?? new Map(), next.cards)
  const lines = keepSameEntries(before?.layout.lines ?? [], before?.lines ?? new Map(), next.lines)
  const isPlaced = before !== undefined && cards === before.layout.cards
  const isLined = before !== undefined && lines === before.layout.lines
  const placed = isPlaced ? before.placed : byId(cards)
  const linesById = isLined ? before.lines : byId(lines)
  return {
    drawable,
    layout: {
      bounds: keepSame(before?.layout.bounds, next.bounds),
      zones: keepSame(before?.layout.zones, next.zones),
      backdrop: keepSame(before?.layout.backdrop, next.backdrop),
      cards,
      lines,
    },
    placed,
    orders: isPlaced ? before.orders : new Map(cards.map(({ id }, index) => [id, index])),
    lines: linesById,
    cardsIn: indexed(before?.cardsIn, before?.placed, placed, (card) => card),
    linesIn: indexed(before?.linesIn, before?.lines, linesById, reachOf),
  }
}

const byId = <T extends { readonly id: string }>(entries: readonly T[]): Map<string, T> =>
  new Map(entries.map((entry) => [entry.id, entry]))

/** A curve may swing out beyond its ends. */
const reachOf = ({ from, to }: PlacedLine): Rect =>
  grown(
    { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), w: Math.abs(from.x - to.x), h: Math.abs(from.y - to.y) },
    60,
  )

function indexed<T>(
  index: SpatialIndex | undefined,
  before: ReadonlyMap<string, T> | undefined,
  next: ReadonlyMap<string, T>,
  rectOf: (entry: T) => Rect,
): SpatialIndex {
  const grid = index ?? new SpatialIndex()
  if (before === next) return grid
  for (const [id, entry] of next) if (before?.get(id) !== entry) grid.put(id, rectOf(entry))
  for (const id of before?.keys() ?? []) if (!next.has(id)) grid.remove(id)
  return grid
}
