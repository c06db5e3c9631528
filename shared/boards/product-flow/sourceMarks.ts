import type { Persona } from "../../model/records.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import { derive } from "./derive.ts"
import { foldDoubles } from "./doubles.ts"
import type { Sources } from "./sources.ts"
import type { Grain } from "./suggestion.ts"

/** What a card should tell about where it came from. Message keys under `flow.mark`. */
export type SourceMark = "changed" | "gone" | "doubled"

export interface MarkFrom {
  readonly sources: Sources
  readonly flow: BoardContent
  readonly personas: ReadonlyMap<string, Persona>
}

/**
 * The cards whose source is not what it was when they were accepted, and those that two people worded differently.
 * Follows from the maps and the links each time; nothing of it is stored. Nothing accepted costs nothing.
 */
export function sourceMarks({ sources, flow, personas }: MarkFrom): ReadonlyMap<string, SourceMark> {
  const marks = new Map<string, SourceMark>()
  if (flow.derivations.size === 0) return marks
  const { doublesOf, content, shownFor } = foldDoubles(flow)
  for (const id of new Set(shownFor.values())) {
    const title = content.cards.get(id)?.title
    if (doublesOf(id).some((double) => double.title !== title)) marks.set(id, "doubled")
  }
  // Most flows know one grain only; one that was taken from steps may have columns of both.
  const grains: readonly Grain[] = grainOf(flow, sources) === "steps" ? ["activities", "steps"] : ["activities"]
  const say = (key: string) => key
  const proposals = grains.map((grain) => derive({ sources, flow, personas, grain, say }))
  for (const { id } of proposals.flatMap(changedCards)) marks.set(id, "changed")
  for (const { targetId } of proposals[0]?.gone ?? [])
    if (targetId !== undefined) marks.set(shownFor.get(targetId) ?? targetId, "gone")
  return marks
}

const changedCards = ({ suggestions }: ReturnType<typeof derive>): { id: string }[] =>
  suggestions.flatMap(({ state, targetId }) =>
    state === "changed" && targetId !== undefined ? [{ id: targetId }] : [],
  )

/** How the flow's columns were taken from the maps, as far as its links tell. */
export function grainOf({ derivations }: BoardContent, { steps }: Sources): Grain {
  const stepIds = new Set(steps.map(({ id }) => id))
  const isFine = [...derivations.values()].some(
    ({ rule, sourceIds }) => rule === "D3" && sourceIds.some((id) => stepIds.has(id)),
  )
  return isFine ? "steps" : "activities"
}
