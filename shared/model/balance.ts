import type { Participant } from "./records.ts"
import type { Snapshot } from "./snapshot.ts"

/** How much each viewpoint has been heard, as shares of cards; never by person (`domain.md` 1.10). */
export interface Voice {
  /** A persona's id. */
  readonly perspective: string
  readonly people: number
  readonly cards: number
}

/**
 * Cards by whose viewpoint their authors speak for. Viewpoints with fewer people than the anonymity floor are left out,
 * since a share of one person is that person.
 */
export function voicesIn({ participants, contents, workshop }: Snapshot): readonly Voice[] {
  const floor = workshop.settings.anonymityFloor ?? 4
  const people = new Map<string, Participant[]>()
  for (const person of participants.values()) {
    if (person.perspective !== undefined)
      people.set(person.perspective, [...(people.get(person.perspective) ?? []), person])
  }
  const cards = new Map<string, number>()
  for (const content of contents.values()) {
    for (const { provenance } of [...content.cards.values(), ...content.merged.values()]) {
      const perspective = participants.get(provenance.authorId ?? "")?.perspective
      if (perspective !== undefined) cards.set(perspective, (cards.get(perspective) ?? 0) + 1)
    }
  }
  return [...people]
    .filter(([, all]) => all.length >= floor)
    .map(([perspective, all]) => ({ perspective, people: all.length, cards: cards.get(perspective) ?? 0 }))
    .sort((a, b) => a.cards / a.people - b.cards / b.people || (a.perspective < b.perspective ? -1 : 1))
}
