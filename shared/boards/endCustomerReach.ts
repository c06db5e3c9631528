import type { Persona } from "../model/records.ts"
import type { BoardContent, Snapshot } from "../model/snapshot.ts"
import { isInteraction, isMetric, type Opportunity } from "./product-flow/schema.ts"
import { isUser } from "./user-needs-map/schema.ts"

/**
 * Whether an opportunity leads to something that an end customer needs, directly or through those who serve one
 * (`domain.md` B.4); undefined while no needs map is in the workshop.
 */
export function endCustomerReach(
  flow: BoardContent,
  { contents, personas }: Snapshot,
): ((opportunity: Opportunity) => boolean) | undefined {
  const maps = [...contents.values()].filter(({ board }) => board.kind === "user-needs-map")
  if (maps.length === 0) return undefined
  const serving = thoseWhoServe(personas)
  const users = maps.flatMap(({ cards }) => [...cards.values()].filter(isUser))
  const reached = below(
    maps,
    users.filter(({ personaId }) => serving.has(personaId)).map(({ id }) => id),
  )
  return ({ needIds, capabilityIds, fromInteractionIds, fromMetricIds }) => {
    const measured = fromMetricIds.map((id) => flow.cards.get(id)).filter(isMetric)
    const interactionIds = [...fromInteractionIds, ...measured.flatMap((metric) => metric.interactionIds)]
    const from = interactionIds.map((id) => flow.cards.get(id)).filter(isInteraction)
    return [{ needIds, capabilityIds }, ...from].some((one) =>
      [...one.needIds, ...one.capabilityIds].some((id) => reached.has(id)),
    )
  }
}

/** End customers, and everybody whose work benefits one in the end. */
function thoseWhoServe(personas: ReadonlyMap<string, Persona>): ReadonlySet<string> {
  const found = new Set(
    [...personas.values()].filter(({ audience }) => audience === "end-customer").map(({ id }) => id),
  )
  for (const served of found) {
    for (const { id, serves } of personas.values()) if (serves.includes(served)) found.add(id)
  }
  return found
}

/** Everything on the maps that these cards lead down to, with themselves. */
function below(maps: readonly BoardContent[], start: readonly string[]): ReadonlySet<string> {
  const next = new Map<string, string[]>()
  for (const { fromId, toId } of maps.flatMap(({ relations }) => [...relations.values()])) {
    const list = next.get(fromId)
    if (list) list.push(toId)
    else next.set(fromId, [toId])
  }
  const reached = new Set(start)
  for (const id of reached) for (const to of next.get(id) ?? []) reached.add(to)
  return reached
}
