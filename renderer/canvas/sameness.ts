/** True when two plain values (no maps, no cycles) hold the same. Equal identity is the common case and costs nothing. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  for (const key of keys) {
    if (!Object.hasOwn(b, key) || !isSame(Reflect.get(a, key), Reflect.get(b, key))) return false
  }
  return true
}

/** The value from before when nothing changed, so that views can compare by identity. */
export const keepSame = <T>(before: T | undefined, next: T): T =>
  before !== undefined && isSame(before, next) ? before : next

/** As `keepSame` for every entry of a list with ids, and for the list itself. */
export function keepSameEntries<T extends { readonly id: string }>(
  before: readonly T[],
  beforeById: ReadonlyMap<string, T>,
  next: readonly T[],
): readonly T[] {
  let isUnchanged = before.length === next.length
  const kept = next.map((entry, index) => {
    const one = keepSame(beforeById.get(entry.id), entry)
    if (one !== before[index]) isUnchanged = false
    return one
  })
  return isUnchanged ? before : kept
}
