import type { PlacedCard, Point } from "../../model/drawing.ts"
import { handles } from "./curves.ts"

/** Leads lines that run down past the cards in between rather than behind them. */
export class Detours {
  readonly #cards: readonly PlacedCard[]
  /** How many lines already pass a card on one side; each keeps its own track. */
  readonly #tracks = new Map<string, number>()

  constructor(cards: readonly PlacedCard[]) {
    this.#cards = cards.filter(({ kind }) => inTheWay.has(kind)).sort((a, b) => a.y - b.y)
  }

  /** The points between two ends; none where the way is free. */
  between(from: PlacedCard, to: PlacedCard, start: Point, end: Point): Point[] {
    const via: Point[] = []
    let last = start
    for (const card of this.#cards) {
      if (card === from || card === to || card.y < last.y || card.y + card.h > end.y) continue
      if (![card.y, card.y + card.h / 2, card.y + card.h].some((y) => isInside(card, xAt(last, end, y), 4))) continue
      const x = this.#sidestep(card, xAt(last, end, card.y + card.h / 2))
      const [above, below] = [
        { x, y: Math.max(card.y - clearance, last.y) },
        { x, y: Math.min(card.y + card.h + clearance, end.y) },
      ]
      via.push(above, below)
      last = below
    }
    return via
  }

  /** The nearer free side; beside a neighbour that leaves no room, the side of that neighbour. */
  #sidestep(card: PlacedCard, x: number): number {
    const left = this.#freeFrom(card, -1)
    const right = this.#freeFrom(card, 1)
    const side = x - left.x <= right.x - x ? { at: left, way: -1 } : { at: right, way: 1 }
    const key = `${side.at.card.id} ${side.way}`
    const track = this.#tracks.get(key) ?? 0
    this.#tracks.set(key, track + 1)
    return Math.round(side.at.x + side.way * (track % 4) * spacing)
  }

  #freeFrom(card: PlacedCard, way: -1 | 1): { readonly x: number; readonly card: PlacedCard } {
    let last = card
    for (let step = 0; step < 8; step++) {
      const x = way < 0 ? last.x - clearance : last.x + last.w + clearance
      const next = this.#cards.find(
        (other) => other !== last && isInside(other, x, 2) && other.y < card.y + card.h && card.y < other.y + other.h,
      )
      if (!next) return { x, card: last }
      last = next
    }
    return { x: way < 0 ? last.x - clearance : last.x + last.w + clearance, card: last }
  }
}

const inTheWay: ReadonlySet<string> = new Set(["need", "capability"])
const clearance = 14
const spacing = 7

const isInside = ({ x, w }: PlacedCard, at: number, room: number): boolean => at > x - room && at < x + w + room

/** Where the curve between two points is at a height. It runs down all the way, so halving finds it. */
function xAt(from: Point, to: Point, y: number): number {
  const [a, b] = handles("down", from, to)
  let low = 0
  let high = 1
  for (let step = 0; step < 12; step++) {
    const middle = (low + high) / 2
    if (cubic(middle, from.y, a.y, b.y, to.y) < y) low = middle
    else high = middle
  }
  return cubic(low, from.x, a.x, b.x, to.x)
}

const cubic = (t: number, a: number, b: number, c: number, d: number): number =>
  (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d
