import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing"
import { byOrder } from "../model/records.ts"

interface Ordered {
  readonly order: string
  readonly id: string
}

/**
 * Order keys for `count` new siblings after `afterId`, or last when it is absent or not among them. Two people
 * inserting at one place get equal or interleaved keys; readers sort by `(order, id)`, so all see one order.
 */
export function ordersAfter(siblings: Iterable<Ordered>, afterId: string | undefined, count: number): string[] {
  const sorted = [...siblings].sort(byOrder)
  const at = afterId === undefined ? -1 : sorted.findIndex(({ id }) => id === afterId)
  const before = at < 0 ? sorted.at(-1) : sorted[at]
  const after = at < 0 ? undefined : sorted.slice(at + 1).find(({ order }) => order > (before?.order ?? ""))
  return keysBetween(before?.order, after?.order, count)
}

/** The key for one new sibling before all others. */
export const orderFirst = (siblings: Iterable<Ordered>): string =>
  keysBetween(undefined, [...siblings].sort(byOrder)[0]?.order, 1)[0] ?? "a0"

/** Total, also for keys that the library would refuse: then new keys follow the given one. */
function keysBetween(before: string | undefined, after: string | undefined, count: number): string[] {
  try {
    return generateNKeysBetween(before ?? null, after ?? null, count)
  } catch {
    return generateNKeysBetween(isUsable(before) ? before : null, null, count)
  }
}

const isUsable = (key: string | undefined): key is string => {
  if (key === undefined) return false
  try {
    generateKeyBetween(key, null)
    return true
  } catch {
    return false
  }
}
