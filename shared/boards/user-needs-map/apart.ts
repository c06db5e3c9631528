/** A card whose height on the map is given and whose place from left to right is not yet. */
export interface Block {
  readonly id: string
  /** Left edge, where it would like to be. */
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** Beside each other there is room for a line and what is said at it. */
const clear = { beside: 44, below: 16 } as const
/** So many times they give way to each other on both sides; what still touches then moves to the right alone. */
const rounds = 80

interface Moving {
  readonly block: Block
  x: number
}

/**
 * Left edges at which nobody is on anybody: those that touch move apart, each by half, up and down stays as it is. In the
 * order from left to right that they have; costs grow with the number of pairs that are level.
 */
export function apart(blocks: readonly Block[]): ReadonlyMap<string, number> {
  const sorted = [...blocks].sort((a, b) => a.x - b.x || (a.id < b.id ? -1 : 1)).map((block) => ({ block, x: block.x }))
  const pairs = levelPairs(sorted)
  for (let round = 0; round < rounds; round++) if (!giveWay(pairs)) break
  for (const [one, other] of pairs) other.x = Math.max(other.x, one.x + one.block.w + clear.beside)
  return new Map(sorted.map(({ block, x }) => [block.id, x]))
}

/** False when nobody had to. */
function giveWay(pairs: readonly Pair[]): boolean {
  let hasMoved = false
  for (const [one, other] of pairs) {
    const missing = one.x + one.block.w + clear.beside - other.x
    if (missing <= 0) continue
    one.x -= missing / 2
    other.x += missing / 2
    hasMoved = true
  }
  return hasMoved
}

type Pair = readonly [Moving, Moving]

/** All that would touch were they in one column, the left one first; by the right one, from left to right. */
function levelPairs(sorted: readonly Moving[]): readonly Pair[] {
  const pairs: Pair[] = []
  for (const [at, other] of sorted.entries())
    for (let left = 0; left < at; left++) {
      const one = sorted[left]
      if (one && areLevel(one.block, other.block)) pairs.push([one, other])
    }
  return pairs
}

const areLevel = (a: Block, b: Block): boolean => a.y < b.y + b.h + clear.below && b.y < a.y + a.h + clear.below
