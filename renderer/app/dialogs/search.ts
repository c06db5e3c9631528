import type { BoardKind } from "../../../shared/model/boardKind.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import { boardsInOrder } from "../boards.ts"

export interface Hit {
  readonly boardId: string
  readonly cardId: string
  readonly kind: string
  readonly name: string
  readonly board: string
}

const mostHits = 100

/** Cards whose name, note or tags hold all the words, over all boards; those with the words in their name first. */
export function findCards(snapshot: Snapshot, kinds: readonly BoardKind[], query: string): readonly Hit[] {
  const words = folded(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const byName: Hit[] = []
  const byRest: Hit[] = []
  for (const board of boardsInOrder(snapshot.boards)) {
    const kind = kinds.find((known) => known.kind === board.kind)
    for (const card of snapshot.contents.get(board.id)?.cards.values() ?? []) {
      const name = kind?.nameOf(card, snapshot.personas) ?? card.title
      const hit: Hit = { boardId: board.id, cardId: card.id, kind: card.kind, name, board: board.title }
      if (holdsAll(name, words)) byName.push(hit)
      else if (holdsAll(`${name} ${card.note} ${card.tags.join(" ")}`, words)) byRest.push(hit)
    }
  }
  return [...byName, ...byRest].slice(0, mostHits)
}

const holdsAll = (text: string, words: readonly string[]): boolean => {
  const within = folded(text)
  return words.every((word) => within.includes(word))
}

/** Accents and case do not matter to somebody in a hurry. */
const folded = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
