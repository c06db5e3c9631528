import type { Snapshot } from "./snapshot.ts"

/**
 * How many people marked each card as painful. Two devices of one person can set one mark twice; the person counts once.
 * Marks without an author count one each.
 */
export function painMarks({ marks }: Pick<Snapshot, "marks">): ReadonlyMap<string, number> {
  const people = new Map<string, Set<string>>()
  for (const { id, cardId, kind, provenance } of marks.values()) {
    if (kind !== "pain") continue
    const known = people.get(cardId) ?? new Set()
    people.set(cardId, known.add(provenance.authorId ?? id))
  }
  return new Map([...people].map(([cardId, known]) => [cardId, known.size]))
}
