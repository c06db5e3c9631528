/** Walks along what depends on what, on the needs maps; circles end a walk. */
export type DependsOn = ReadonlyMap<string, readonly string[]>

/** Everything that rests on a capability, with what comes next on a shortest way down to it; itself has no next. */
export type WaysDown = ReadonlyMap<string, string | undefined>

/** All ways down to a capability at once: one walk upwards instead of one walk down for each need. */
export function waysDown(dependsOn: DependsOn, toId: string): WaysDown {
  const upwards = reversed(dependsOn)
  const next = new Map<string, string | undefined>([[toId, undefined]])
  for (const id of next.keys()) for (const above of upwards.get(id) ?? []) if (!next.has(above)) next.set(above, id)
  return next
}

/** The way from a need or capability, both ends included; empty when it does not rest on it. */
export function wayFrom(ways: WaysDown, fromId: string): readonly string[] {
  const way: string[] = []
  for (let id: string | undefined = fromId; id !== undefined && ways.has(id); id = ways.get(id)) way.push(id)
  return way
}

const upwardsOf = new WeakMap<DependsOn, ReadonlyMap<string, readonly string[]>>()

function reversed(dependsOn: DependsOn): ReadonlyMap<string, readonly string[]> {
  const known = upwardsOf.get(dependsOn)
  if (known) return known
  const upwards = new Map<string, string[]>()
  for (const [fromId, targets] of dependsOn) {
    for (const toId of targets) {
      const above = upwards.get(toId)
      if (above) above.push(fromId)
      else upwards.set(toId, [fromId])
    }
  }
  upwardsOf.set(dependsOn, upwards)
  return upwards
}

/** Everything that this rests on, without itself. */
export function below(dependsOn: DependsOn, id: string): ReadonlySet<string> {
  const found = new Set<string>(dependsOn.get(id) ?? [])
  for (const one of found) for (const next of dependsOn.get(one) ?? []) found.add(next)
  found.delete(id)
  return found
}
