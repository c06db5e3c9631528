import type { Team } from "../../model/records.ts"

/**
 * The grouping that each team is in. Two people can close a circle at the same moment, each from one side; then the
 * team of the circle with the largest id stands outside, on every device. A grouping that is gone groups nothing.
 */
export function parentsOf(teams: Iterable<Pick<Team, "id" | "parentTeamId">>): ReadonlyMap<string, string> {
  const all = [...teams].sort((a, b) => (a.id < b.id ? -1 : 1))
  const ids = new Set(all.map(({ id }) => id))
  const parents = new Map<string, string>()
  for (const { id, parentTeamId } of all) {
    if (parentTeamId === undefined || !ids.has(parentTeamId)) continue
    if (!leadsTo(parents, parentTeamId, id)) parents.set(id, parentTeamId)
  }
  return parents
}

function leadsTo(parents: ReadonlyMap<string, string>, from: string, to: string): boolean {
  for (let at: string | undefined = from; at !== undefined; at = parents.get(at)) if (at === to) return true
  return false
}
