import type { Card } from "./records.ts"

/**
 * Cards that say the same are merged: one stays, the others stand behind it with their own words and authors. Nothing is
 * copied or deleted, so two people who merge at the same moment, even each into the other's, lose no word.
 */

/**
 * The live cards of one board, apart into those that are shown and those behind another. A card whose other is gone is
 * shown again. Of cards merged in a circle the one with the smallest id is shown, the same on every device.
 */
export function splitMerged(all: ReadonlyMap<string, Card>): {
  readonly cards: ReadonlyMap<string, Card>
  readonly merged: ReadonlyMap<string, Card>
} {
  const behind = [...all.values()].filter(({ id }) => shownFor(all, id) !== id)
  if (behind.length === 0) return { cards: all, merged: nothing }
  const cards = new Map(all)
  for (const { id } of behind) cards.delete(id)
  return { cards, merged: new Map(behind.map((card) => [card.id, card])) }
}
const nothing: ReadonlyMap<string, Card> = new Map()

/** The card that is shown in the place of this one: itself when it stands behind none. */
export function shownFor(all: ReadonlyMap<string, Pick<Card, "mergedInto">>, id: string): string {
  const path = [id]
  for (let at = next(all, id); at !== undefined; at = next(all, at)) {
    const seen = path.indexOf(at)
    if (seen >= 0) return path.slice(seen).reduce((least, one) => (one < least ? one : least))
    path.push(at)
  }
  return path.at(-1) ?? id
}

const next = (all: ReadonlyMap<string, Pick<Card, "mergedInto">>, id: string): string | undefined => {
  const into = all.get(id)?.mergedInto
  return into !== undefined && into !== id && all.has(into) ? into : undefined
}

/** The cards that stand behind one, by id. */
export const behindCard = (
  { cards, merged }: { readonly cards: ReadonlyMap<string, Card>; readonly merged: ReadonlyMap<string, Card> },
  id: string,
): readonly Card[] => {
  if (merged.size === 0) return []
  const all = new Map([...cards, ...merged])
  return [...merged.values()].filter((card) => shownFor(all, card.id) === id).sort((a, b) => (a.id < b.id ? -1 : 1))
}
