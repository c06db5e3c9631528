import { knots } from "./circles.ts"

/** For each id the length of the longest way onward. Cards that lean on each other in a circle are one level together. */
export function levelsBelow(
  ids: Iterable<string>,
  next: (id: string) => readonly string[],
): ReadonlyMap<string, number> {
  const levels = new Map<string, number>()
  for (const knot of knots(ids, next)) {
    const inside = new Set(knot)
    let level = 0
    for (const id of knot) {
      for (const other of next(id)) if (!inside.has(other)) level = Math.max(level, (levels.get(other) ?? 0) + 1)
    }
    for (const id of knot) levels.set(id, level)
  }
  return levels
}
