import { addCards, asNewCard, changeCards, type NewCard } from "../../commands/cards.ts"
import type { CommandProblem } from "../../commands/context.ts"
import type { Values } from "../../document/records.ts"
import type { Point } from "../../model/drawing.ts"
import { byOrder, type Card } from "../../model/records.ts"
import { ok, type Result } from "../../model/result.ts"
import { inOneStep, type Work, withDependants } from "./commands.ts"
import { groupOf, keysAt, type Seat } from "./groups.ts"
import { isActivity, isPhase, isSlice, isStep, isStory } from "./schema.ts"
import { lastIn, seatAnywhere } from "./seats.ts"
import { treeOf } from "./tree.ts"

/**
 * Copies cards as one step and gives the ids of the copies. A copy of an activity or a step brings what hangs below
 * it. Copies follow their originals; cards from another board go to the end of the map. Notes are put `offset` away.
 */
export function duplicate(
  { editing, content }: Work,
  cards: readonly Card[],
  offset: Point,
): Result<readonly string[], CommandProblem> {
  const all = withChildren(content, cards)
  const copies = new Map(all.map(({ id }) => [id, editing.newId()]))
  const copyOf = (card: Card, values: Values): NewCard => asNewCard(card, copies.get(card.id) ?? "", values)
  const newCards: NewCard[] = []
  const shifts = new Map<string, Values>()
  const alone: Card[] = []
  for (const card of all) {
    const parents = parentsIn(card, copies, content)
    if (parents) newCards.push(copyOf(card, parents))
    else if (isLoose(card)) newCards.push(copyOf(card, movedBy(card, offset)))
    else alone.push(card)
  }
  for (const [seat, own] of bySeat(alone, (card) => seatOfCopy({ editing, content }, card, copies))) {
    const { keys, shifted } = keysAt(seat.group.members, seat.index, own.length)
    const seated = own.map((card, at) => copyOf(card, { ...seat.group.values, order: keys[at] ?? "a0" }))
    newCards.push(...seat.parents, ...seated)
    for (const [id, order] of shifted) shifts.set(id, { order })
  }
  if (newCards.length === 0) return ok([])
  return inOneStep(editing, (inner) => {
    const added = addCards(inner, content.board.id, newCards)
    if (!added.ok) return added
    if (shifts.size > 0) changeCards(inner, shifts)
    return ok(cards.flatMap(({ id }) => copies.get(id) ?? []))
  })
}

/** After the last of its siblings that are copied too; at the end of the map for a card that is not on it. */
function seatOfCopy({ editing, content }: Work, card: Card, copies: ReadonlyMap<string, string>): Seat | undefined {
  const tree = treeOf(content)
  const group = content.cards.has(card.id) ? groupOf(tree, card) : undefined
  if (!group) return seatAnywhere(tree, card.kind, editing.newId)
  return { ...lastIn(group), index: group.members.findLastIndex(({ id }) => copies.has(id)) + 1 }
}

/** The cards, and those of this board that hang below them. */
function withChildren(content: Work["content"], cards: readonly Card[]): readonly Card[] {
  const given = new Map(cards.map((card) => [card.id, card]))
  const here = cards.filter(({ id }) => content.cards.has(id)).map(({ id }) => id)
  for (const id of withDependants(content, here)) {
    const card = content.cards.get(id)
    if (card && !given.has(id)) given.set(id, card)
  }
  return [...given.values()]
}

const isLoose = (card: Card): boolean =>
  !isPhase(card) && !isActivity(card) && !isStep(card) && !isStory(card) && !isSlice(card) && card.kind !== "frame"

/** A card's parents where one of them was copied too, as its new fields; undefined when it was copied alone. */
function parentsIn(card: Card, copies: ReadonlyMap<string, string>, content: Work["content"]): Values | undefined {
  const at = (id: string | undefined) => (id === undefined ? undefined : copies.get(id))
  if (isActivity(card)) return at(card.phaseId) === undefined ? undefined : { phaseId: at(card.phaseId) }
  if (isStep(card)) return at(card.activityId) === undefined ? undefined : { activityId: at(card.activityId) }
  if (!isStory(card)) return undefined
  const [stepId, sliceId] = [at(card.stepId), at(card.sliceId)]
  if (stepId !== undefined) return { stepId, sliceId: sliceId ?? card.sliceId }
  return sliceId !== undefined && content.cards.has(card.stepId) ? { sliceId } : undefined
}

/** Cards by the place where their copies go, in their order. Those that need a new parent share one. */
function bySeat(cards: readonly Card[], seatOf: (card: Card) => Seat | undefined): ReadonlyMap<Seat, readonly Card[]> {
  const seats = new Map<string, Seat>()
  const own = new Map<Seat, Card[]>()
  for (const card of [...cards].sort(byOrder)) {
    const found = seatOf(card)
    if (!found) continue
    const { kind, values } = found.group
    const key = found.parents.length > 0 ? kind : JSON.stringify([kind, ...Object.entries(values)])
    const seat = seats.get(key) ?? found
    seats.set(key, seat)
    own.set(seat, [...(own.get(seat) ?? []), card])
  }
  return own
}

const movedBy = (card: Card & { readonly x?: unknown; readonly y?: unknown }, by: Point): Values => ({
  x: (typeof card.x === "number" ? card.x : 0) + by.x,
  y: (typeof card.y === "number" ? card.y : 0) + by.y,
})
