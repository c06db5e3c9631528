import { type Editing, step } from "../../commands/context.ts"
import { isLive, recordIn } from "../../document/document.ts"
import type { Derivation } from "../../model/records.ts"
import { keyOf } from "./doubles.ts"
import type { Sources } from "./sources.ts"

/** A card of another board that says the same as one beside it: two people accepted one suggestion at once. */
export interface Twice {
  readonly cardId: string
  readonly title: string
  /** The map on which both stand. */
  readonly map: string
  readonly linkIds: readonly string[]
}

/**
 * What flowed back twice. On the flow itself doubles are folded (`doubles.ts`); the maps know nothing of suggestions, so
 * there both stand until somebody takes one away. Cards that were worded differently say two things and are left alone.
 */
export function twiceElsewhere(links: Iterable<Derivation>, { stories, boards }: Sources): readonly Twice[] {
  const there = new Map(stories.map((story) => [story.id, story]))
  const groups = new Map<string, Map<string, string[]>>()
  for (const link of links) {
    const { targetId = "", state } = link
    const story = state === "rejected" ? undefined : there.get(targetId)
    if (!story) continue
    const name = `${keyOf(link)} ${story.title}`
    const cards = groups.get(name) ?? new Map<string, string[]>()
    groups.set(name, cards.set(targetId, [...(cards.get(targetId) ?? []), link.id]))
  }
  return [...groups.values()].flatMap((cards) => {
    // The same one stays, whoever asks.
    const [, ...others] = [...cards].sort(([a], [b]) => (a < b ? -1 : 1))
    return others.map(([cardId, linkIds]) => {
      const story = there.get(cardId)
      const map = boards.find(({ id }) => id === story?.boardId)?.title ?? ""
      return { cardId, title: story?.title ?? "", map, linkIds }
    })
  })
}

/** Takes these cards away, and what tells where they came from, as one step. */
export function takeAway(editing: Editing, all: readonly Twice[]): void {
  const { cards, derivations } = editing.document.roots
  step(editing, () => {
    for (const { cardId, linkIds } of all) {
      const card = recordIn(cards, cardId)
      if (isLive(card)) card.set("deleted", true)
      for (const id of linkIds) recordIn(derivations, id)?.set("deleted", true)
    }
  })
}
