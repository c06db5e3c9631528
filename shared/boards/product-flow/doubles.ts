import type { Card, Derivation } from "../../model/records.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import { fingerprint } from "./fingerprint.ts"

/**
 * Two people who accept the same suggestion without a connection make two cards, each with its own words. Both stay in
 * the document; one of them is shown, and the other's wording is told beside it.
 */
export interface Folded {
  /** Without the cards that are folded away; what refers to one of those refers to the card that is shown for it. */
  readonly content: BoardContent
  /** The card that is shown, by the id of each one that is folded away. */
  readonly shownFor: ReadonlyMap<string, string>
  /** What is folded away behind a card. */
  readonly doublesOf: (id: string) => readonly Card[]
}

/** The same for the same rule and sources on one board, whoever accepted. */
export const keyOf = ({ boardId, rule, sourceIds }: Pick<Derivation, "boardId" | "rule" | "sourceIds">): string =>
  fingerprint(boardId, rule, ...[...sourceIds].sort())

const folded = new WeakMap<BoardContent, Folded>()

/** Folds doubles. Pure; the same content gives the same answer, and content without doubles is given back as it is. */
export function foldDoubles(content: BoardContent): Folded {
  const known = folded.get(content)
  if (known) return known
  const shownFor = findDoubles(content)
  const answer: Folded = {
    content: shownFor.size === 0 ? content : { ...content, cards: withoutDoubles(content.cards, shownFor) },
    shownFor,
    doublesOf: (id) =>
      [...shownFor].flatMap(([double, shown]) => (shown === id ? (content.cards.get(double) ?? []) : [])),
  }
  folded.set(content, answer)
  return answer
}

function findDoubles({ cards, derivations }: BoardContent): ReadonlyMap<string, string> {
  const links = [...derivations.values()].filter(({ state }) => state !== "rejected")
  const groups = new Map<string, string>()
  const rootOf = (id: string): string => {
    const next = groups.get(id)
    return next === undefined || next === id ? id : rootOf(next)
  }
  for (const link of links) {
    const { targetId } = link
    // A card that two rules proposed joins the doubles of both.
    if (targetId !== undefined && cards.has(targetId)) groups.set(rootOf(targetId), rootOf(`key ${keyOf(link)}`))
  }
  const members = new Map<string, Set<Card>>()
  for (const { targetId } of links) {
    const card = cards.get(targetId ?? "")
    if (!card) continue
    const name = `${rootOf(card.id)} ${card.kind}`
    members.set(name, (members.get(name) ?? new Set()).add(card))
  }
  const shownFor = new Map<string, string>()
  for (const group of members.values()) {
    const [shown, ...others] = [...group].sort(compareDoubles)
    if (shown) for (const { id } of others) shownFor.set(id, shown.id)
  }
  return shownFor
}

/** Somebody's own words go before what the tool proposed; ties are broken alike on every device. */
const compareDoubles = (a: Card, b: Card): number =>
  Number(isReworded(b)) - Number(isReworded(a)) || (a.id < b.id ? -1 : 1)

const isReworded = ({ title, note, provenance }: Card): boolean =>
  note !== "" || (title !== "" && provenance.verbatim !== undefined && title !== provenance.verbatim)

function withoutDoubles(
  cards: ReadonlyMap<string, Card>,
  shownFor: ReadonlyMap<string, string>,
): ReadonlyMap<string, Card> {
  const kept = new Map<string, Card>()
  for (const [id, card] of cards) if (!shownFor.has(id)) kept.set(id, withShownRefs(card, shownFor))
  return kept
}

const referring = ["phaseId", "activityId", "opportunityId", "fromInteractionIds", "fromMetricIds", "interactionIds"]

function withShownRefs(card: Card, shownFor: ReadonlyMap<string, string>): Card {
  const shown = (id: unknown) => (typeof id === "string" ? (shownFor.get(id) ?? id) : id)
  const changes = Object.entries(card).flatMap(([field, value]): [string, unknown][] => {
    if (!referring.includes(field)) return []
    const next = Array.isArray(value) ? [...new Set(value.map(shown))] : shown(value)
    return JSON.stringify(next) === JSON.stringify(value) ? [] : [[field, next]]
  })
  return changes.length === 0 ? card : { ...card, ...Object.fromEntries(changes) }
}
