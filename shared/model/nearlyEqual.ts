/** The number of single-letter changes between two words, up to `limit`; more counts as `limit + 1`. */
export function editDistance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1
  const [a, b] = withoutSame(one, other)
  return distance(a, b, limit)
}

/** What is left when the same beginning and the same end are taken away. */
function withoutSame(a: string, b: string): readonly [string, string] {
  const shortest = Math.min(a.length, b.length)
  let start = 0
  while (start < shortest && a[start] === b[start]) start++
  let end = 0
  while (end < shortest - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)]
}

function distance(a: string, b: string, limit: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    if (Math.min(...next) > limit) return limit + 1
    row = next
  }
  return row[b.length] ?? limit + 1
}

/** Titles compared without case, accents, spaces and punctuation. */
export const normalTitle = (title: string): string =>
  title
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "")

type Pair = readonly [string, string]
interface Titled {
  readonly id: string
  readonly title: string
}

/**
 * Pairs of near-equal titles: at most two letters differ, one where titles are short. Titles that are numbered
 * differently are different. Of equal titles each later one is paired with the first. Every title is compared with those
 * of nearly its length, by sketches of their letters first: a few operations on numbers tell nearly all pairs apart, so
 * that thousands of titles take some milliseconds.
 */
export function nearlyEqual(cards: readonly Titled[]): readonly Pair[] {
  const firstCalled = new Map<string, string>()
  const equal: Pair[] = []
  const byDigits = new Map<string, Sketch[]>()
  for (const { id, title } of cards) {
    const name = normalTitle(title)
    if (name.length < 4) continue
    const first = firstCalled.get(name)
    if (first !== undefined) {
      equal.push([first, id])
      continue
    }
    firstCalled.set(name, id)
    const digits = name.replace(/\P{N}+/gu, " ")
    const group = byDigits.get(digits)
    if (group) group.push(sketchOf(id, name))
    else byDigits.set(digits, [sketchOf(id, name)])
  }
  return [...equal, ...[...byDigits.values()].flatMap(pairsIn)]
}

/** A name with two sums of its letters, of which an edit changes only a few bits. */
interface Sketch {
  readonly id: string
  readonly name: string
  /** Parity of each letter's count. */
  readonly letters: number
  /** Parity of each count of two letters in a row. */
  readonly neighbours: number
}

function sketchOf(id: string, name: string): Sketch {
  let letters = 0
  let neighbours = 0
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at)
    letters ^= 1 << (code & 31)
    if (at > 0) neighbours ^= 1 << (Math.imul(name.charCodeAt(at - 1) * 31 + code, 0x9e3779b1) >>> 27)
  }
  return { id, name, letters, neighbours }
}

function pairsIn(group: Sketch[]): Pair[] {
  const pairs: Pair[] = []
  const sorted = group.sort((a, b) => a.name.length - b.name.length)
  for (const [at, one] of sorted.entries()) {
    for (let next = at + 1; next < sorted.length; next++) {
      const other = sorted[next]
      if (!other || other.name.length > one.name.length + 2) break
      if (isNear(one, other)) pairs.push([one.id, other.id])
    }
  }
  return pairs
}

/** Replacing a letter changes two bits of the letters and four of the neighbours; adding or leaving one out, fewer. */
function isNear(one: Sketch, other: Sketch): boolean {
  const allowed = other.name.length < 8 ? 1 : 2
  return (
    hasAtMost(one.letters ^ other.letters, 2 * allowed) &&
    hasAtMost(one.neighbours ^ other.neighbours, 4 * allowed) &&
    editDistance(one.name, other.name, allowed) <= allowed
  )
}

function hasAtMost(bits: number, limit: number): boolean {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) if (++count > limit) return false
  return true
}
