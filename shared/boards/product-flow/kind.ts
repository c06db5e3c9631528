import type { BoardKind } from "../../model/boardKind.ts"
import { drawCard } from "./drawCards.ts"
import { lay } from "./layout.ts"
import { legend } from "./legend.ts"
import * as schema from "./schema.ts"

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
  lay,
  drawCard,
  legend,
}
