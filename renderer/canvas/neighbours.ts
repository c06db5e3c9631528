import type { Point, Rect } from "../../shared/model/drawing.ts"
import type { LaidBoard } from "./layoutStore.ts"

const middleOf = ({ x, y, w, h }: Rect): Point => ({ x: x + w / 2, y: y + h / 2 })

/**
 * The nearest card in a direction, by the middles, where straight ahead counts more than aside. Cards beyond 45° are
 * no neighbours. Undefined at the edge. Looks at every card once: a key press may cost that.
 */
export function neighbourOf(board: LaidBoard, id: string, dx: -1 | 0 | 1, dy: -1 | 0 | 1): string | undefined {
  const from = board.placed.get(id)
  if (!from) return undefined
  const start = middleOf(from)
  let best: { id: string; cost: number } | undefined
  for (const card of board.layout.cards) {
    if (card.id === id) continue
    const to = middleOf(card)
    const ahead = (to.x - start.x) * dx + (to.y - start.y) * dy
    const aside = Math.abs((to.x - start.x) * dy) + Math.abs((to.y - start.y) * dx)
    if (ahead <= 1 || aside > ahead * 1.5 + Math.max(from.w, from.h) / 2) continue
    const cost = ahead + aside * 2
    if (!best || cost < best.cost) best = { id: card.id, cost }
  }
  return best?.id
}

/** The next (1) or previous (-1) card in the method's reading order; undefined beyond either end. */
export function inOrder(board: LaidBoard, id: string, by: 1 | -1): string | undefined {
  const at = board.orders.get(id)
  return at === undefined ? undefined : board.layout.cards[at + by]?.id
}

/** The card at a point: the smallest, since some cards stand round others, and of equal ones the last. */
export function cardAt(board: LaidBoard, point: Point): string | undefined {
  let top: { readonly id: string; readonly area: number; readonly order: number } | undefined
  for (const id of board.cardsIn.at(point)) {
    const { w = 0, h = 0 } = board.placed.get(id) ?? {}
    const next = { id, area: w * h, order: board.orders.get(id) ?? 0 }
    if (!top || next.area < top.area || (next.area === top.area && next.order > top.order)) top = next
  }
  return top?.id
}

/** The card nearest to a point; undefined on an empty board. */
export function nearestTo(board: LaidBoard, point: Point): string | undefined {
  let best: { id: string; distance: number } | undefined
  for (const card of board.layout.cards) {
    const middle = middleOf(card)
    const distance = Math.hypot(middle.x - point.x, middle.y - point.y)
    if (!best || distance < best.distance) best = { id: card.id, distance }
  }
  return best?.id
}
