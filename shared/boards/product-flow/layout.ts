import type { BoardKind } from "../../model/boardKind.ts"

/** Places the board's cards. */
export const lay: BoardKind["lay"] = () => ({
  bounds: { x: 0, y: 0, w: 800, h: 600 },
  zones: [],
  backdrop: [],
  cards: [],
  lines: [],
})

/** Draws one card. */
export const drawCard: BoardKind["drawCard"] = () => []

/** Explains the signs. */
export const legend: BoardKind["legend"] = () => []
