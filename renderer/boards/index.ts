import type { BoardView } from "../canvas/boardView.ts"

/** How each kind of board is shown, loaded when one is opened. A new kind adds its line here. */
export const boardViews: { readonly [kind: string]: () => Promise<BoardView> } = {
  "user-needs-map": async () => (await import("./user-needs-map/view.ts")).userNeedsMapView,
  "story-map": async () => (await import("./story-map/view.ts")).storyMapView,
  "product-flow": async () => (await import("./product-flow/view.ts")).productFlowView,
}
