import { isOpportunity, type Opportunity } from "../boards/product-flow/schema.ts"
import { readSources } from "../boards/product-flow/sources.ts"
import { sentenceOf, trace } from "../boards/product-flow/valueTrace.ts"
import type { Say } from "../model/boardKind.ts"
import { byOrder } from "../model/records.ts"
import type { Snapshot } from "../model/snapshot.ts"

/** An opportunity with the sentence that follows it to somebody's need; without one where nothing leads there. */
export interface TracedOpportunity {
  readonly boardId: string
  readonly opportunity: Opportunity
  readonly sentence: string | undefined
}

/** All that were not dropped, those the room chose first. */
export function opportunitiesIn(snapshot: Snapshot, say: Say): readonly TracedOpportunity[] {
  const sources = readSources(snapshot)
  const { personas } = snapshot
  const found = [...snapshot.contents.values()]
    .sort((a, b) => byOrder(a.board, b.board))
    .flatMap((flow) =>
      [...flow.cards.values()]
        .filter(isOpportunity)
        .filter(({ state }) => state !== "dropped")
        .sort(byOrder)
        .map((opportunity) => {
          const from = { sources, flow, personas }
          const [path] = trace(from, opportunity)
          const sentence = path && sentenceOf(path, opportunity, from, say)
          return { boardId: flow.board.id, opportunity, sentence }
        }),
    )
  const rank = ({ opportunity }: TracedOpportunity) => ["chosen", "exploring"].indexOf(opportunity.state) >>> 0
  return found.sort((a, b) => rank(a) - rank(b))
}
