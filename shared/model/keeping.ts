import { byOrder } from "./records.ts"
import {
  type ActionItem,
  type Comment,
  type Decision,
  type EnergyCheck,
  type Mark,
  type MarkKind,
  markKinds,
  type ParkingLotItem,
} from "./sessionRecords.ts"
import type { BoardContent, SessionRecords, Snapshot } from "./snapshot.ts"

/** What the room keeps beside its boards, read the way people see it (`domain.md` A.1). Pure. */

/** How many people put one kind of mark on a card. */
export interface MarkCount {
  readonly kind: MarkKind
  readonly count: number
  /** True when the person who asks is one of them. */
  readonly isMine: boolean
}

/** The marks of one card, in the order of the kinds. Two of a kind by one author, made at the same moment, are one. */
export function marksOn(marks: Iterable<Mark>, cardId: string, me?: string): readonly MarkCount[] {
  const authors = new Map<MarkKind, Set<string>>()
  for (const { id, cardId: on, kind, provenance } of marks) {
    if (on !== cardId) continue
    const set = authors.get(kind) ?? new Set()
    authors.set(kind, set.add(provenance.authorId ?? `mark ${id}`))
  }
  return markKinds.flatMap((kind) => {
    const by = authors.get(kind)
    return by ? [{ kind, count: by.size, isMine: me !== undefined && by.has(me) }] : []
  })
}

/** What is on a card besides its own words: for a small sign that it is there. */
export interface KeptOnCard {
  readonly marks: readonly MarkCount[]
  /** Comments that nobody has resolved. */
  readonly comments: number
}

/** Cards with marks or open comments, by card. Costs one pass over both lists. */
export function keptOnCards({ marks, comments }: Pick<SessionRecords, "marks" | "comments">) {
  const byCard = new Map<string, { marks: Mark[]; comments: number }>()
  const at = (cardId: string) => {
    const found = byCard.get(cardId) ?? { marks: [], comments: 0 }
    byCard.set(cardId, found)
    return found
  }
  for (const mark of marks.values()) at(mark.cardId).marks.push(mark)
  for (const { cardId, resolvedAt } of comments.values()) if (resolvedAt === undefined) at(cardId).comments++
  return new Map<string, KeptOnCard>(
    [...byCard].map(([cardId, found]) => [cardId, { marks: marksOn(found.marks, cardId), comments: found.comments }]),
  )
}

/** A card's comments, oldest first. */
export const commentsOn = (comments: Iterable<Comment>, cardId: string): readonly Comment[] =>
  [...comments].filter((comment) => comment.cardId === cardId).sort(byTime)

const byTime = (a: Comment, b: Comment): number => {
  const [x, y] = [a.provenance.createdAt ?? "", b.provenance.createdAt ?? ""]
  return x < y ? -1 : x > y ? 1 : a.id < b.id ? -1 : 1
}

/** What is still parked first; what was picked up, became an action or was dropped after it. */
export const parkingLotInOrder = (items: Iterable<ParkingLotItem>): readonly ParkingLotItem[] =>
  [...items].sort((a, b) => Number(a.state !== "parked") - Number(b.state !== "parked") || byOrder(a, b))

/**
 * The actions in order. Two people can turn the same parked point into an action at the same moment: as long as both
 * say the same, one is shown, the same on every device.
 */
export function shownActions(
  actions: Iterable<ActionItem>,
  parkingLot: ReadonlyMap<string, unknown>,
): readonly ActionItem[] {
  const shown = new Map<string, ActionItem>()
  for (const action of [...actions].sort(byId)) {
    const key = doubleKey(action, parkingLot)
    if (!shown.has(key)) shown.set(key, action)
  }
  return [...shown.values()].sort(byOrder)
}

const byId = (a: ActionItem, b: ActionItem): number => (a.id < b.id ? -1 : 1)

function doubleKey({ id, aboutIds, text, who, due, state }: ActionItem, parkingLot: ReadonlyMap<string, unknown>) {
  const from = originOf({ aboutIds }, parkingLot)
  return from === undefined ? id : JSON.stringify([from, text, who, due, state])
}

/** The parked point that an action came from. */
export const originOf = (
  { aboutIds }: Pick<ActionItem, "aboutIds">,
  parkingLot: ReadonlyMap<string, unknown>,
): string | undefined => aboutIds.find((id) => parkingLot.has(id))

/** How a question to all was answered: counts from the lowest answer to 5. */
export interface Answers {
  readonly counts: readonly { readonly value: number; readonly count: number }[]
  readonly total: number
}

/** Fist of five: how many showed 0 to 5. */
export const agreementOf = ({ agreement }: Pick<Decision, "agreement">): Answers => answersFrom(agreement, 0)

/** Energy: how many gave 1 to 5. */
export const energyOf = ({ answers }: Pick<EnergyCheck, "answers">): Answers => answersFrom(answers, 1)

function answersFrom(given: { readonly [value: number]: number | undefined }, lowest: 0 | 1): Answers {
  const counts = [0, 1, 2, 3, 4, 5].slice(lowest).map((value) => ({ value, count: given[value] ?? 0 }))
  return { counts, total: counts.reduce((sum, { count }) => sum + count, 0) }
}

/** What a fist of five says: 3 and more carry a decision; below that somebody has something to say. */
export function verdictOf({ counts, total }: Answers): "none" | "carried" | "doubts" {
  if (total === 0) return "none"
  return counts.every(({ value, count }) => value >= 3 || count === 0) ? "carried" : "doubts"
}

/** What the session leaves open: parked points, cards with question marks, questions and objections in comments. */
export interface OpenQuestions {
  readonly parked: readonly ParkingLotItem[]
  readonly marked: readonly { readonly card: CardOnBoard; readonly count: number }[]
  readonly asked: readonly { readonly card: CardOnBoard; readonly comment: Comment }[]
}
export interface CardOnBoard {
  readonly boardId: string
  readonly cardId: string
}

export function openQuestions(snapshot: Snapshot): OpenQuestions {
  const parked = parkingLotInOrder(snapshot.parkingLot.values()).filter(({ state }) => state === "parked")
  const marks = [...snapshot.marks.values()].filter(({ kind }) => kind === "question")
  const comments = [...snapshot.comments.values()]
    .filter(({ kind, resolvedAt }) => resolvedAt === undefined && kind !== "quote")
    .sort(byTime)
  const marked = [...new Set(marks.map(({ cardId }) => cardId))].flatMap((cardId) => {
    const card = cardOn(snapshot.contents.values(), cardId)
    const count = marksOn(marks, cardId)[0]?.count ?? 0
    return card ? [{ card, count }] : []
  })
  const asked = comments.flatMap((comment) => {
    const card = cardOn(snapshot.contents.values(), comment.cardId)
    return card ? [{ card, comment }] : []
  })
  return { parked, marked, asked }
}

/** Where a card stands; undefined when it is on no board any more. */
export function cardOn(contents: Iterable<BoardContent>, cardId: string): CardOnBoard | undefined {
  for (const { board, cards } of contents) if (cards.has(cardId)) return { boardId: board.id, cardId }
  return undefined
}
