/** The groups of cards that lean on each other in a circle (two or more), each once and sorted. */
export const circles = (
  ids: Iterable<string>,
  next: (id: string) => readonly string[],
): readonly (readonly string[])[] =>
  [...knots(ids, next)].filter((knot) => knot.length > 1).map((circle) => [...circle].sort())

interface Visit {
  readonly id: string
  readonly index: number
  low: number
  at: number
  isOpen: boolean
}

/**
 * Every card with those it leans on in a circle, mostly alone; what one of them leads to comes before it. Tarjan's
 * method, without recursion, so that a long chain cannot exhaust the stack.
 */
export function* knots(
  ids: Iterable<string>,
  next: (id: string) => readonly string[],
): Generator<readonly string[], void> {
  const visits = new Map<string, Visit>()
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
      if (visit.low === visit.index) yield takeKnot(open, visit)
    }
  }
}

/** Takes everything from `root` on off the open cards. */
function takeKnot(open: Visit[], root: Visit): string[] {
  const knot = open.splice(open.lastIndexOf(root))
  for (const visit of knot) visit.isOpen = false
  return knot.map(({ id }) => id)
}
