import type { Values } from "../../document/records.ts"
import type { Drawable, Unplaced } from "../../model/boardKind.ts"
import type { Rect } from "../../model/drawing.ts"
import { lay } from "./layout.ts"
import { isPlacedKind } from "./sizes.ts"
import { middleOf, rectAt, spotAmong } from "./spots.ts"

/** Where cards go that people wrote without sight of each other: near where each was meant, nobody on anybody. */
export function makeRoom(board: Drawable, cards: readonly Unplaced[]): readonly Values[] {
  const layout = lay(board)
  const taken: Rect[] = []
  return cards.map(({ kind, values }) => {
    if (!isPlacedKind(kind)) return {}
    const title = typeof values.title === "string" ? values.title : ""
    const meant = { x: numberIn(values.x), y: numberIn(values.y), visibility: numberIn(values.visibility) }
    const spot = spotAmong(layout, kind, middleOf(rectAt(layout, kind, meant, title)), title, taken)
    taken.push(rectAt(layout, kind, spot, title))
    return { ...spot }
  })
}

const numberIn = (value: unknown): number => (typeof value === "number" ? value : 0)
