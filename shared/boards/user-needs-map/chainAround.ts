import type { BoardContent } from "../../model/snapshot.ts"
import { readChains } from "./derive.ts"
import { isInsight, isNeed, isStage } from "./schema.ts"

/**
 * Everything that hangs together with a card: what it rests on all the way down, what rests on it all the way up to the
 * users, and the lines between. A stage shows this for its needs, an insight for what it is about. Ids of cards and
 * of relations; undefined when nothing hangs together with it.
 */
export function chainAround(content: BoardContent, id: string): ReadonlySet<string> | undefined {
  const starts = startsOf(content, id)
  if (starts.length === 0) return undefined
  const { chain, above } = readChains(content)
  const down = new Set(starts.flatMap((start) => [start, ...chain(start)]))
  const up = new Set(starts.flatMap((start) => [start, ...above(start)]))
  const lit = new Set([id, ...down, ...up])
  if (lit.size < 2) return undefined
  for (const line of content.relations.values()) {
    const isOn = (side: ReadonlySet<string>) => side.has(line.fromId) && side.has(line.toId)
    if (isOn(down) || isOn(up)) lit.add(line.id)
  }
  return lit
}

function startsOf({ cards }: BoardContent, id: string): readonly string[] {
  const card = cards.get(id)
  if (!card || card.kind === "note") return []
  if (isInsight(card)) return card.aboutIds.filter((about) => cards.has(about))
  if (!isStage(card)) return [id]
  return [...cards.values()].filter((need) => isNeed(need) && need.stageId === id).map((need) => need.id)
}
