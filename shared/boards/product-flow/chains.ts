/** Walks along what depends on what, on the needs maps; circles end a walk. */
export type DependsOn = ReadonlyMap<string, readonly string[]>

/** The shortest way from a need or capability down to a capability, both ends included; undefined when there is none. */
export function pathDown(dependsOn: DependsOn, fromId: string, toId: string): readonly string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[fromId, undefined]])
  for (const id of cameFrom.keys()) {
    if (id === toId) return pathBack(cameFrom, id)
    for (const next of dependsOn.get(id) ?? []) if (!cameFrom.has(next)) cameFrom.set(next, id)
  }
  return undefined
}

function pathBack(cameFrom: ReadonlyMap<string, string | undefined>, toId: string): string[] {
  const path: string[] = []
  for (let id: string | undefined = toId; id !== undefined; id = cameFrom.get(id)) path.unshift(id)
  return path
}

/** Everything that this rests on, without itself. */
export function below(dependsOn: DependsOn, id: string): ReadonlySet<string> {
  const found = new Set<string>(dependsOn.get(id) ?? [])
  for (const one of found) for (const next of dependsOn.get(one) ?? []) found.add(next)
  found.delete(id)
  return found
}
