/**
 * The groups of cards that lean on each other in a circle (strongly connected, two or more), each once. Tarjan's
 * method, without recursion, so that a long chain cannot exhaust the stack.
 */
export function circles(
  ids: readonly string[],
  next: (id: string) => readonly string[],
): readonly (readonly string[])[] {
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const path: string[] = []
  const onPath = new Set<string>()
  const found: string[][] = []
  const enter = (id: string) => {
    order.set(id, order.size)
    lowest.set(id, order.get(id) ?? 0)
    path.push(id)
    onPath.add(id)
    return {
      id,
      rest: next(id)
        .filter((other) => other !== id)
        [Symbol.iterator](),
    }
  }
  const leave = (id: string) => {
    if (lowest.get(id) !== order.get(id)) return
    const group: string[] = []
    for (let last = path.pop(); last !== undefined; last = path.pop()) {
      onPath.delete(last)
      group.push(last)
      if (last === id) break
    }
    if (group.length > 1) found.push(group.sort())
  }
  const sink = (id: string, other: number | undefined) =>
    lowest.set(id, Math.min(lowest.get(id) ?? 0, other ?? Number.POSITIVE_INFINITY))
  for (const start of ids) {
    if (order.has(start)) continue
    const open = [enter(start)]
    for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
      const { value: other, done } = at.rest.next()
      if (!done) {
        if (!order.has(other)) open.push(enter(other))
        else if (onPath.has(other)) sink(at.id, order.get(other))
        continue
      }
      leave(at.id)
      open.pop()
      const parent = open.at(-1)
      if (parent) sink(parent.id, lowest.get(at.id))
    }
  }
  return found
}
