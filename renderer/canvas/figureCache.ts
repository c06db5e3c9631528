import type { BoardKind, Drawable } from "../../shared/model/boardKind.ts"
import type { Figure, PlacedCard } from "../../shared/model/drawing.ts"
import type { Card } from "../../shared/model/records.ts"
import type { LaidBoard } from "./layoutStore.ts"
import { keepSame } from "./sameness.ts"

interface Drawn {
  readonly card: Card
  readonly placed: PlacedCard
  readonly drawable: Drawable
  readonly figures: readonly Figure[]
}

/**
 * The figures of cards, drawn when they are asked for. A card may show more than its own record (its persona, its
 * relations), so what was drawn from an older board is drawn again and keeps its identity when nothing came of it.
 */
export class FigureCache {
  readonly #boardKind: BoardKind
  readonly #drawn = new Map<string, Drawn>()

  constructor(boardKind: BoardKind) {
    this.#boardKind = boardKind
  }

  /** A card's figures on this board; undefined when the board does not show it. */
  figuresOf({ drawable, placed }: LaidBoard, id: string): readonly Figure[] | undefined {
    const place = placed.get(id)
    const card = drawable.content.cards.get(id)
    if (!place || !card) {
      this.#drawn.delete(id)
      return undefined
    }
    const before = this.#drawn.get(id)
    if (before?.drawable === drawable) return before.figures
    const figures = keepSame(before?.figures, this.#boardKind.drawCard(card, place, drawable))
    this.#drawn.set(id, { card, placed: place, drawable, figures })
    return figures
  }

  /** What was drawn last when the card itself is still the same: good enough for a far view, and free. */
  lastOf({ drawable, placed }: LaidBoard, id: string): readonly Figure[] | undefined {
    const drawn = this.#drawn.get(id)
    return drawn && drawn.card === drawable.content.cards.get(id) && drawn.placed === placed.get(id)
      ? drawn.figures
      : undefined
  }
}
