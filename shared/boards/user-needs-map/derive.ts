import type { BoardContent } from "../../model/snapshot.ts"
import { levelsBelow } from "./levels.ts"
import { isCapability, isNeed, isUser } from "./schema.ts"

type Chart = Pick<BoardContent, "cards" | "relations">

/** What follows from a map's lines (`domain.md` A.2). Computed when asked, never stored; circles among capabilities do no harm. */
export interface Chains {
  /** How many needs rest on this capability, directly or through others. */
  readonly needsServed: (capabilityId: string) => number
  /** How many needs and capabilities depend on this one directly. */
  readonly fanIn: (capabilityId: string) => number
  /** The longest way down from a card, counted in capabilities. Capabilities that lean on each other in a circle are one level. */
  readonly depth: (id: string) => number
  /** Every capability that a need (or a capability) rests on, without itself. */
  readonly chain: (id: string) => ReadonlySet<string>
  /** Every card that rests on this one: capabilities, needs and their users, without itself. */
  readonly above: (id: string) => ReadonlySet<string>
  /** At most `limit` ways from a card down to what rests on nothing, to be read aloud. No card comes twice in one. */
  readonly paths: (id: string, limit: number) => readonly (readonly string[])[]
}

/** Reads the lines of a map once; every answer after that costs what it visits. */
export function readChains({ cards, relations }: Chart): Chains {
  const down = new Map<string, string[]>()
  const up = new Map<string, string[]>()
  const fanIns = new Map<string, number>()
  for (const { kind, fromId, toId } of relations.values()) {
    if (!cards.has(fromId) || !cards.has(toId)) continue
    if (kind === "depends-on" && isCapability(cards.get(toId))) {
      push(down, fromId, toId)
      push(up, toId, fromId)
      fanIns.set(toId, (fanIns.get(toId) ?? 0) + 1)
    } else if (kind === "has-need" && isUser(cards.get(fromId)) && isNeed(cards.get(toId))) {
      push(up, toId, fromId)
    }
  }
  const below = (id: string): readonly string[] => down.get(id) ?? []
  let levels: ReadonlyMap<string, number> | undefined
  const above = (id: string) => reach(id, (at) => up.get(at) ?? [])
  return {
    needsServed: (id) => count(above(id), (at) => isNeed(cards.get(at))),
    fanIn: (id) => fanIns.get(id) ?? 0,
    depth: (id) => {
      levels ??= levelsBelow(cards.keys(), below)
      return levels.get(id) ?? 0
    },
    chain: (id) => reach(id, below),
    above,
    paths: (id, limit) => pathsFrom(id, below, limit),
  }
}

/** How badly a need is met: importance plus what satisfaction falls short of it, 1 to 9; undefined while not asked. */
export const underserved = (importance: number | undefined, satisfaction: number | undefined): number | undefined =>
  importance === undefined || satisfaction === undefined
    ? undefined
    : importance + Math.max(importance - satisfaction, 0)

const push = (map: Map<string, string[]>, key: string, value: string): void => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

const count = (ids: Iterable<string>, holds: (id: string) => boolean): number => {
  let sum = 0
  for (const id of ids) if (holds(id)) sum++
  return sum
}

function reach(start: string, next: (id: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const open = [start]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const other of next(id)) {
      if (other === start || seen.has(other)) continue
      seen.add(other)
      open.push(other)
    }
  }
  return seen
}

function pathsFrom(start: string, next: (id: string) => readonly string[], limit: number): string[][] {
  const paths: string[][] = []
  const walk = (path: string[]) => {
    if (paths.length >= limit) return
    const onward = next(path.at(-1) ?? start).filter((id) => !path.includes(id))
    if (onward.length === 0) paths.push(path)
    else for (const id of onward) walk([...path, id])
  }
  walk([start])
  return paths
}
