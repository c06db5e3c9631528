import type { Team } from "../../model/records.ts"
import type { NeedsMap, ShownOverlay } from "./needsMap.ts"
import type { Capability, DependsOn, Need } from "./schema.ts"

/**
 * The derived measures of a map under one overlay (`domain.md` A.2). Hand-offs and load are shown together: counting
 * crossings alone would reward one giant team.
 */

/** Teams of these types exist to be used by others, so depending on them is no hand-off. */
export const isProvider = (team: Team): boolean =>
  team.teamType === "platform" || team.teamType === "complicated-subsystem"

/** Dependencies between owned capabilities with different owners. */
export const crossTeam = (map: NeedsMap, { ownerOf }: ShownOverlay): readonly DependsOn[] =>
  map.dependencies.filter(({ fromId, toId }) => {
    const [from, to] = [ownerOf(fromId), ownerOf(toId)]
    return from !== undefined && to !== undefined && from.id !== to.id
  })

/** Crossings whose target belongs to a team that is no provider: somebody waits for somebody. */
export const handOffs = (map: NeedsMap, shown: ShownOverlay): readonly DependsOn[] =>
  crossTeam(map, shown).filter(({ toId }) => !isProviderOwned(shown, toId))

/** Crossings whose target belongs to a provider. */
export const platformUses = (map: NeedsMap, shown: ShownOverlay): readonly DependsOn[] =>
  crossTeam(map, shown).filter(({ toId }) => isProviderOwned(shown, toId))

const isProviderOwned = ({ ownerOf }: ShownOverlay, capabilityId: string): boolean => {
  const owner = ownerOf(capabilityId)
  return owner !== undefined && isProvider(owner)
}

/** Distinct teams, providers left out, that a change for this need would touch. */
export function teamsPerNeed(map: NeedsMap, { ownerOf }: ShownOverlay, need: Need): number {
  const owners = new Set<string>()
  for (const id of map.chains.chain(need.id)) {
    const owner = ownerOf(id)
    if (owner && !isProvider(owner)) owners.add(owner.id)
  }
  return owners.size
}

export interface Load {
  readonly capabilities: number
  readonly needs: number
}

/** What one team carries: the capabilities it owns and the needs that touch them. */
export function loadOf(map: NeedsMap, { ownedBy }: ShownOverlay, team: Team): Load {
  const owned = ownedBy(team)
  return { capabilities: owned.length, needs: map.needsAbove.count(owned) }
}

/** Ours, three needs or more rest on it, and no provider owns it: many would gain if it were offered as a platform. */
export const isPlatformCandidate = (map: NeedsMap, shown: ShownOverlay, capability: Capability): boolean => {
  const owner = shown.ownerOf(capability.id)
  return (
    capability.sourcing === "internal" &&
    (owner === undefined || !isProvider(owner)) &&
    map.needsAbove.count([capability.id]) >= 3
  )
}
