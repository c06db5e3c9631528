import { knots } from "./circles.ts"

/** Which needs rest on each capability, for all capabilities at once. */
export interface NeedsAbove {
  /** True when the need rests on the capability, directly or through others. */
  readonly rests: (needId: string, capabilityId: string) => boolean
  /** How many needs rest on at least one of these capabilities. */
  readonly count: (capabilityIds: readonly string[]) => number
}

/**
 * Reads it from the lines downwards, in one walk: each capability passes the needs above it on to what it leans on, as a
 * row of bits. Asking every capability for its needs one by one would walk a large map thousands of times.
 */
export function needsAbove(
  needIds: readonly string[],
  capabilityIds: readonly string[],
  next: (id: string) => readonly string[],
): NeedsAbove {
  const words = Math.ceil(needIds.length / 32)
  const indexes = new Map(needIds.map((id, index) => [id, index]))
  const rows = new Map(capabilityIds.map((id) => [id, new Uint32Array(words)]))
  for (const [id, index] of indexes) for (const to of next(id)) setBit(rows.get(to), index)
  for (const knot of [...knots(capabilityIds, next)].reverse()) passOn(knot, rows, next)
  return {
    rests: (needId, capabilityId) => hasBit(rows.get(capabilityId), indexes.get(needId)),
    count: (ids) => {
      const [first = "", ...others] = ids
      if (others.length === 0) return bitsIn(rows.get(first) ?? none)
      const all = Uint32Array.from(rows.get(first) ?? none)
      for (const id of others) join(all, rows.get(id))
      return bitsIn(all)
    },
  }
}

const none = new Uint32Array(0)

/** Those who lean on each other in a circle share their needs; what they lean on gets them too. */
function passOn(
  knot: readonly string[],
  rows: ReadonlyMap<string, Uint32Array>,
  next: (id: string) => readonly string[],
): void {
  const [first, ...others] = knot.map((id) => rows.get(id))
  for (const row of others) join(first, row)
  for (const row of others) join(row, first)
  for (const id of knot) for (const to of next(id)) join(rows.get(to), first)
}

function join(into: Uint32Array | undefined, from: Uint32Array | undefined): void {
  if (!into || !from || into === from) return
  for (let word = 0; word < into.length; word++) into[word] = (into[word] ?? 0) | (from[word] ?? 0)
}

function setBit(row: Uint32Array | undefined, index: number): void {
  if (row) row[index >>> 5] = (row[index >>> 5] ?? 0) | (1 << (index & 31))
}

const hasBit = (row: Uint32Array | undefined, index: number | undefined): boolean =>
  row !== undefined && index !== undefined && ((row[index >>> 5] ?? 0) & (1 << (index & 31))) !== 0

function bitsIn(row: Uint32Array): number {
  let count = 0
  for (let rest of row) for (; rest !== 0; rest &= rest - 1) count++
  return count
}
