import type { Drawable } from "../../model/boardKind.ts"
import type { Figure } from "../../model/drawing.ts"
import { audiences } from "../../model/records.ts"
import { belowTitle, pad, rowHeight } from "./cardSizes.ts"
import { fitLine, textAt } from "./drawText.ts"
import { sourcesOf } from "./grid.ts"
import { bulbMark, gaugeMark, interactionMark } from "./marks.ts"
import { type Interaction, isInteraction, type Metric, type Opportunity } from "./schema.ts"

/** What sort of problem, for whom, and the interactions and metrics it comes from, in words. */
export function drawOpportunity(card: Opportunity, width: number, board: Drawable): Figure[] {
  const { say } = board
  const sources = sourcesOf(card, board.content)
  const below = belowTitle(card, width) + 8
  const served = servedAudiences(sources, board)
  const end = below + Math.max(1, sources.length) * rowHeight + 10
  return [
    ...bulbMark(pad + 6, 18, "ink"),
    textAt(pad + 20, 9, say(`flow.opportunity.${card.opportunityKind}`), { weight: 600 }),
    textAt(width - pad, 9, say(`flow.state.${card.state}`), { anchor: "end", ink: "muted" }),
    ...(sources.length === 0 ? [textAt(pad, below, say("flow.opportunity.no-source"), { ink: "amber" })] : []),
    ...sources.flatMap((source, index) => sourceRow(source, below + index * rowHeight, width)),
    { draw: "path", d: `M${pad} ${end - 4.5}L${width - pad} ${end - 4.5}`, stroke: "ink", opacity: 0.15 },
    textAt(pad, end, fitLine(served, width - 2 * pad), { ink: "muted" }),
  ]
}

function sourceRow(source: Interaction | Metric, top: number, width: number): Figure[] {
  const mark = isInteraction(source) ? interactionMark : gaugeMark
  return [
    ...mark(pad + 7, top + 9),
    textAt(pad + 22, top, fitLine(source.title, width - 2 * pad - 22), { ink: "muted" }),
  ]
}

/** Who would be better off: those whose interactions and segments it comes from. */
function servedAudiences(sources: readonly (Interaction | Metric)[], { personas, say }: Drawable): string {
  const ids = sources.flatMap((source) => (isInteraction(source) ? [source.personaId] : Object.keys(source.segments)))
  const found = new Set(ids.map((id) => personas.get(id)?.audience))
  const words = audiences.filter((audience) => found.has(audience)).map((audience) => say(`audiences.${audience}`))
  return words.length === 0
    ? say("flow.opportunity.serves-unknown")
    : say("flow.opportunity.serves", { who: words.join(", ") })
}
