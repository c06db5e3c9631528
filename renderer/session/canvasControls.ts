import type { Rect } from "../../shared/model/drawing.ts"
import type { Session } from "./session.ts"

/**
 * What the canvas that shows a session can be asked to do by actions, menus and other views. They know neither React
 * Flow nor the board's kind; the canvas knows both.
 */
export interface CanvasControls {
  readonly zoomBy: (factor: number) => void
  readonly zoomTo: (zoom: number) => void
  /** Puts this point of the board in the middle, at once. */
  readonly look: (at: { readonly x: number; readonly y: number }, zoom?: number) => void
  readonly fitBoard: () => void
  readonly fitSelection: () => void
  /** Shows a part of the board as large as fits; what is not there shows the whole board. */
  readonly showPart: (part: BoardPart, glide?: boolean) => void
  /** The part of the board on screen, in board units. */
  readonly seen: () => Rect
  /** The cards whose middle is on screen, behind no panel. */
  readonly cardsInSight: () => ReadonlySet<string>
  /** Called whenever another part is on screen. */
  readonly onMove: (listener: () => void) => () => void
  /** Brings a card into view and makes it the selection; points it out for a moment. */
  readonly reveal: (cardId: string) => void
  /** A new card of the kind, or of the kind last used, in the middle of the view; its title is written at once. */
  readonly add: (kind?: string) => void
  readonly addNext: () => void
  readonly addDeeper: () => void
  readonly addOuter: () => void
  readonly write: () => void
  readonly connect: () => void
  readonly copy: () => void
  readonly cut: () => void
  readonly paste: () => void
  readonly duplicate: () => void
  readonly remove: () => void
  readonly selectAll: () => void
  /** Esc: ends the gesture, the tool or the selection, whichever is innermost. */
  readonly escape: () => void
  /** Selects the nearest card in this direction. */
  readonly go: (dx: -1 | 0 | 1, dy: -1 | 0 | 1) => void
  readonly nudge: (dx: -1 | 0 | 1, dy: -1 | 0 | 1) => void
}

/** Something to look at: a rectangle, cards, all that a card's chain holds, or everything. */
export type BoardPart =
  | { readonly is: "rect"; readonly rect: Rect }
  | { readonly is: "card"; readonly cardId: string }
  | { readonly is: "chain"; readonly cardId: string }
  | { readonly is: "board" }

const shown = new WeakMap<Session, CanvasControls>()
const listeners = new WeakMap<Session, Set<() => void>>()
const tell = (session: Session) => {
  for (const listener of listeners.get(session) ?? []) listener()
}

/** Called by the canvas when it appears. The returned function is called when it goes. */
export function showCanvas(session: Session, controls: CanvasControls): () => void {
  shown.set(session, controls)
  tell(session)
  return () => {
    if (shown.get(session) !== controls) return
    shown.delete(session)
    tell(session)
  }
}

/** Called whenever a canvas appears or goes. The returned function ends it. */
export function onCanvas(session: Session, listener: () => void): () => void {
  const all = listeners.get(session) ?? new Set()
  listeners.set(session, all.add(listener))
  return () => all.delete(listener)
}

/** The canvas that shows this session; undefined while there is none, as on a phone. */
export const canvasOf = (session: Session): CanvasControls | undefined => shown.get(session)
