import type { Say } from "../../model/boardKind.ts"
import type { Derivation, Persona } from "../../model/records.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import { deriveBackFlow } from "./backFlow.ts"
import { deriveBlindSpots } from "./blindSpots.ts"
import { deriveCandidates } from "./candidates.ts"
import { Columns } from "./columns.ts"
import { type Folded, foldDoubles } from "./doubles.ts"
import { Drafts } from "./drafts.ts"
import { deriveMetrics } from "./metricStubs.ts"
import type { Sources } from "./sources.ts"
import type { Grain, Proposal } from "./suggestion.ts"

/**
 * The rules of `domain.md` B.2: what the maps and the board itself propose for a Product Flow. Cairn proposes, people
 * accept; nothing here writes. What people decided is found again by board, rule and sources alone.
 */

export interface DeriveFrom {
  readonly sources: Sources
  readonly flow: BoardContent
  readonly personas: ReadonlyMap<string, Persona>
  readonly grain: Grain
  /** Words what has no words at its source; the words do not count as a change. */
  readonly say: Say
}

/** What the rules of one run share. */
export interface Deriving extends DeriveFrom {
  readonly drafts: Drafts
}

/** What the maps propose for this board, in the method's order. Total and without effect. */
export function derive(from: DeriveFrom): Proposal {
  const { sources, personas } = from
  const folded = inOneOrder(foldDoubles(from.flow))
  const drafts = new Drafts(folded, sources.ids)
  const gone = goneFrom(folded, from, drafts)
  const missingAudience = sources.personaIds.filter((id) => personas.get(id)?.audience === undefined)
  if (missingAudience.length > 0) return { missingAudience, suggestions: [], gone, homelessSteps: [] }
  const deriving: Deriving = { ...from, flow: folded.content, drafts }
  const columns = new Columns(deriving)
  columns.propose()
  deriveMetrics(deriving, columns)
  deriveCandidates(deriving)
  deriveBlindSpots(deriving, columns)
  deriveBackFlow(deriving)
  return { missingAudience, suggestions: drafts.suggestions, gone, homelessSteps: columns.homelessSteps() }
}

/** Accepted, its card still there, and one of its sources gone from the maps or from this board. */
function goneFrom({ content }: Folded, { sources, personas }: DeriveFrom, drafts: Drafts): Derivation[] {
  const isThere = (id: string) => sources.ids.has(id) || personas.has(id) || content.cards.has(id)
  return [...content.derivations.values()]
    .filter((link) => drafts.targetOf(link) !== undefined && !link.sourceIds.every(isThere))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Devices hold cards in the order in which they arrived; what is proposed must not depend on it. */
function inOneOrder(folded: Folded): Folded {
  const cards = [...folded.content.cards].sort(([a], [b]) => (a < b ? -1 : 1))
  return { ...folded, content: { ...folded.content, cards: new Map(cards) } }
}
