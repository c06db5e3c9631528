import { createContext, useContext } from "react"
import { useStore } from "zustand"
import { createStore, type StoreApi } from "zustand/vanilla"
import type { Point, Rect } from "../../shared/model/drawing.ts"
import { leads } from "../../shared/model/rights.ts"
import { mayWrite } from "../session/rights.ts"
import type { Session } from "../session/session.ts"
import type { BoardView, Scene } from "./boardView.ts"
import type { FigureCache } from "./figureCache.ts"
import type { LaidBoard, LayoutStore } from "./layoutStore.ts"

/** What the hand is doing. Local to this canvas; others see drags through presence. */
export type Gesture =
  | { readonly type: "none" }
  /** Cards on their way, all moved by the same distance. */
  | { readonly type: "drag"; readonly ids: ReadonlySet<string>; readonly by: Point; readonly hint: Rect | undefined }
  | { readonly type: "box"; readonly rect: Rect }
  | { readonly type: "connect"; readonly fromId: string; readonly to: Point; readonly overId: string | undefined }

export interface CanvasState {
  readonly gesture: Gesture
  /** The card that the Tab key comes to. */
  readonly focused: string | undefined
  readonly hovered: string | undefined
  /** The card that was just made, while its first words are written. */
  readonly fresh: string | undefined
  /** Pointed out for a moment, after a search. */
  readonly spotlight: string | undefined
  /** Cards and relations that stand out while the rest steps back; undefined while all are alike. */
  readonly lit: ReadonlySet<string> | undefined
  /** What cards tell besides their own words: message keys by card. */
  readonly marks: ReadonlyMap<string, string>
  /** Where the context menu is open, in pixels of the page. */
  readonly menuAt: Point | undefined
  readonly isMinimapShown: boolean
}

export const createCanvasState = (): StoreApi<CanvasState> =>
  createStore<CanvasState>()(() => ({
    gesture: { type: "none" },
    focused: undefined,
    hovered: undefined,
    fresh: undefined,
    spotlight: undefined,
    lit: undefined,
    marks: new Map(),
    menuAt: undefined,
    isMinimapShown: window.matchMedia("(min-width: 900px)").matches,
  }))

/** One board on one canvas: what its parts share. Stable as long as the board is shown. */
export interface Canvas {
  readonly session: Session
  readonly boardView: BoardView
  readonly boardId: string
  readonly layout: LayoutStore
  readonly figures: FigureCache
  readonly state: StoreApi<CanvasState>
}

export const CanvasContext = createContext<Canvas | undefined>(undefined)

export function useCanvas(): Canvas {
  const canvas = useContext(CanvasContext)
  if (!canvas) throw new Error("A part of the canvas was rendered outside of it")
  return canvas
}

export const useLaid = <T>(select: (board: LaidBoard) => T): T => useStore(useCanvas().layout.store, select)
export const useCanvasState = <T>(select: (state: CanvasState) => T): T => useStore(useCanvas().state, select)

/** The board as it is at this moment, for a gesture's call to the board's view. */
export function sceneOf({ session, layout }: Canvas): Scene {
  layout.flush()
  const { drawable, layout: laid } = layout.store.getState()
  return { editing: session.editing, content: drawable.content, layout: laid }
}

export const noGesture: Gesture = { type: "none" }

/** True when this person may change the board just now; with a kind, when they may make and change such cards. */
export const canEdit = ({ session }: Canvas, kind?: string): boolean => mayWrite(session, kind)

/** As `canEdit`, for a card: what the step is not for, and what the facilitator has locked, stays where it is. */
export function canChange(canvas: Canvas, cardId: string): boolean {
  const card = canvas.layout.store.getState().drawable.content.cards.get(cardId)
  if (!card || !canEdit(canvas, card.kind)) return false
  return card.locked !== "facilitator" || leads(canvas.session.status.getState().me?.role ?? "observer")
}

export const select = ({ session }: Canvas, ids: Iterable<string>): void =>
  session.view.setState({ selected: new Set(ids) })
