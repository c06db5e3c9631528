import { type ComponentType, type LazyExoticComponent, lazy } from "react"
import type { BoardKind } from "../../shared/model/boardKind.ts"
import type { Card } from "../../shared/model/records.ts"
import type { BoardView, Composing, Rating } from "../canvas/boardView.ts"

/** How each kind of board is shown, loaded when one is opened. A new kind adds its line here. */
export const boardViews: { readonly [kind: string]: () => Promise<BoardView> } = {
  "user-needs-map": async () => (await import("./user-needs-map/view.ts")).userNeedsMapView,
  "story-map": async () => (await import("./story-map/view.ts")).storyMapView,
  "product-flow": async () => (await import("./product-flow/view.ts")).productFlowView,
}

/**
 * What each kind offers to write to somebody who does not see the map, on a phone, loaded without the canvas. A kind
 * without a line here offers what it does on the canvas, without a place.
 */
export const boardComposing: {
  readonly [kind: string]: () => Promise<{
    readonly boardKind: BoardKind
    readonly offers: readonly Composing[]
    readonly ratings?: readonly Rating[]
  }>
} = {
  "user-needs-map": async () => (await import("./user-needs-map/compose.ts")).writable,
  "story-map": async () => (await import("./story-map/compose.ts")).writable,
  "product-flow": async () => (await import("./product-flow/compose.ts")).writable,
}

type Section = LazyExoticComponent<ComponentType<{ readonly card: Card }>>

/**
 * What one kind of board has to say about the cards of another, shown below the card's own details: a capability tells
 * what rests on it. A kind knows no other, so the crossing is listed here, by the kind of card.
 */
export const sections: { readonly [cardKind: string]: Section } = {
  capability: lazy(async () => ({ default: (await import("./product-flow/RestsOn.tsx")).RestsOn })),
}
