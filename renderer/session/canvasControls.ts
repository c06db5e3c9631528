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

const shown = new WeakMap<Session, CanvasControls>()

/** Called by the canvas when it appears. The returned function is called when it goes. */
export function showCanvas(session: Session, controls: CanvasControls): () => void {
  shown.set(session, controls)
  return () => {
    if (shown.get(session) === controls) shown.delete(session)
  }
}

/** The canvas that shows this session; undefined while there is none, as on a phone. */
export const canvasOf = (session: Session): CanvasControls | undefined => shown.get(session)
