import type { BoardKind, Drawable } from "../../model/boardKind.ts"
import { foldDoubles } from "./doubles.ts"
import { drawCard } from "./drawCards.ts"
import { lay } from "./layout.ts"
import { legend } from "./legend.ts"
import { meaning } from "./meaning.ts"
import * as schema from "./schema.ts"

/** Two cards that two people accepted at once are shown as one; both stay in the document. */
const withoutDoubles = (board: Drawable): Drawable => {
  const { content } = foldDoubles(board.content)
  return content === board.content ? board : { ...board, content }
}

/** Phases and activities as columns, personas as rows, with metrics and opportunities. */
export const productFlow: BoardKind = {
  kind: "product-flow",
  cards: {
    product: schema.product,
    phase: schema.phase,
    activity: schema.activity,
    interaction: schema.interaction,
    "empty-cell": schema.emptyCell,
    metric: schema.metric,
    opportunity: schema.opportunity,
    "solution-idea": schema.solutionIdea,
  },
  relations: {},
  nameOf: (card) => card.title,
  lay: (board) => lay(withoutDoubles(board)),
  drawCard: (card, placed, board) => {
    const folded = withoutDoubles(board)
    return drawCard(folded.content.cards.get(card.id) ?? card, placed, folded)
  },
  legend,
  meaning,
}
