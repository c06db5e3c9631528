import { orderFirst, ordersAfter } from "../../document/order.ts"
import type { Card } from "../../model/records.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import { isActivity, isEmptyCell, isInteraction, isMetric, isSolutionIdea } from "./schema.ts"

/** Names the list that a card is ordered in: phases, the activities of a phase, a cell, a column's metrics. */
export function listOf(card: Card): string {
  if (isActivity(card)) return `activity ${card.phaseId}`
  if (isInteraction(card) || isEmptyCell(card)) return `cell ${card.activityId} ${card.personaId}`
  if (isMetric(card)) return `metric ${card.activityId}`
  if (isSolutionIdea(card)) return `idea ${card.opportunityId}`
  return card.kind
}

/** The cards of one list. */
export const siblingsIn = (content: BoardContent, list: string): Card[] =>
  [...content.cards.values()].filter((card) => listOf(card) === list)

/** Order keys for new or moved cards of a list: after a card, or first when that is `null`, or last when undefined. */
export function ordersIn(
  siblings: readonly Card[],
  afterId: string | null | undefined,
  count: number,
): readonly string[] {
  if (afterId !== null) return ordersAfter(siblings, afterId, count)
  const first = orderFirst(siblings)
  return [first, ...ordersAfter([...siblings, { id: "", order: first }], "", count - 1)].slice(0, count)
}
