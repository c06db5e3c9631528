import type { Drawable } from "../../model/boardKind.ts"
import type { PlacedCard } from "../../model/drawing.ts"
import type { Card } from "../../model/records.ts"
import type { StepColumn } from "./columns.ts"
import { faceOf } from "./faces.ts"
import { bandGap, bandPadding, columnWidth, headWidth, storyGap } from "./measures.ts"
import type { Slice } from "./schema.ts"
import { type StoryTree, unscheduled } from "./tree.ts"

/** One slice across the map, or the band of what is not in any. */
export interface Band {
  readonly slice: Slice | undefined
  /** Slice id or `unscheduled`. */
  readonly key: string
  readonly y: number
  readonly h: number
  /** The slice's own card and the stories, in reading order. */
  readonly cards: readonly PlacedCard[]
}

/** The least height of a band, so that there is room to drop a story. */
const leastHeight = 88

/** Stacks the slices from `top` down. Each is as high as its own card or its tallest cell. */
export function placeBands(tree: StoryTree, columns: readonly StepColumn[], top: number, board: Drawable): Band[] {
  let y = top
  return [...tree.slices, undefined].map((slice) => {
    const key = slice?.id ?? unscheduled
    const stacks = columns.map((column) => placeCell(column, key, y + bandPadding, board))
    const head = slice && placeHead(slice, y + bandPadding, board)
    const bottoms = [...stacks.map(({ bottom }) => bottom), head ? head.y + head.h : y]
    const h = Math.max(leastHeight, bottoms.reduce((a, b) => Math.max(a, b), y) - y + bandPadding)
    y += h + bandGap
    const cards = [...(head ? [head] : []), ...stacks.flatMap((stack) => stack.cards)]
    return { slice, key, y: y - h - bandGap, h, cards }
  })
}

function placeCell({ branch, x }: StepColumn, key: string, top: number, board: Drawable) {
  let y = top
  const cards = (branch.cells.get(key) ?? []).map((story) => {
    const placed = placeCard(story, { x, y, w: columnWidth }, board)
    y += placed.h + storyGap
    return placed
  })
  return { cards, bottom: cards.length === 0 ? top : y - storyGap }
}

const placeHead = (slice: Slice, y: number, board: Drawable): PlacedCard =>
  placeCard(slice, { x: bandPadding, y, w: headWidth - bandPadding }, board)

/** A card at its corner, as high as its text needs, or `h` when a row asks for more. */
export function placeCard(
  card: Card,
  { x, y, w, h = 0 }: { readonly x: number; readonly y: number; readonly w: number; readonly h?: number },
  board: Drawable,
): PlacedCard {
  const face = faceOf(card, w, board)
  return { id: card.id, kind: card.kind, x, y, w, h: Math.max(h, face.height), titleBox: face.titleBox }
}
