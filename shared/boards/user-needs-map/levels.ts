/**
 * For each id the length of the longest way onward, counted in circles-or-single cards: what leads back to itself counts
 * once. Tarjan's strongly connected components, with a stack of our own so that a very long chain cannot exhaust the program's.
 */
export function levelsBelow(
  ids: Iterable<string>,
  next: (id: string) => readonly string[],
): ReadonlyMap<string, number> {
  const visits = new Map<string, Visit>()
  const levels = new Map<string, number>()
  const open: Visit[] = []
  const enter = (id: string): Visit => {
    const visit = { id, index: visits.size, low: visits.size, at: 0, isOpen: true }
    visits.set(id, visit)
    open.push(visit)
    return visit
  }
  for (const start of ids) {
    if (visits.has(start)) continue
    const trail = [enter(start)]
    for (let visit = trail.at(-1); visit; visit = trail.at(-1)) {
      const other = next(visit.id)[visit.at++]
      if (other !== undefined) {
        const known = visits.get(other)
        if (!known) trail.push(enter(other))
        else if (known.isOpen) visit.low = Math.min(visit.low, known.index)
        continue
      }
      trail.pop()
      const caller = trail.at(-1)
      if (caller) caller.low = Math.min(caller.low, visit.low)
      if (visit.low === visit.index) settle(closeCircle(open, visit), next, levels)
    }
  }
  return levels
}

interface Visit {
  readonly id: string
  readonly index: number
  low: number
  at: number
  isOpen: boolean
}

/** Takes one whole circle (mostly a single card) off the open cards. */
function closeCircle(open: Visit[], root: Visit): string[] {
  const circle = open.splice(open.lastIndexOf(root))
  for (const visit of circle) visit.isOpen = false
  return circle.map(({ id }) => id)
}

/** Everything that a circle leads to has been settled before it. */
function settle(circle: readonly string[], next: (id: string) => readonly string[], levels: Map<string, number>): void {
  const inside = new Set(circle)
  let level = 0
  for (const id of circle) {
    for (const other of next(id)) if (!inside.has(other)) level = Math.max(level, (levels.get(other) ?? 0) + 1)
  }
  for (const id of circle) levels.set(id, level)
}
