import { addCards, changeCards, deleteCards, type NewCard } from "../../commands/cards.ts"
import { type CommandProblem, type Editing, step } from "../../commands/context.ts"
import type { Values } from "../../document/records.ts"
import { err, ok, type Result } from "../../model/result.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import { bandOf, keysAt, type Seat, stepGroup, storyGroup } from "./groups.ts"
import { isActivity, isStep } from "./schema.ts"
import { lastIn, seatAnywhere, seatDeeper, seatNext, seatOuter } from "./seats.ts"
import { activitiesOf, treeOf } from "./tree.ts"

/**
 * What people do to a Story Map. A card's place is its parent and its order key, each a field of its own: two people
 * who move one card at once, one to another step and one to another slice, both get their way, and the card is in one
 * place whatever happens. Equal order keys are told apart by id.
 */

/** A board being worked on. */
export interface Work {
  readonly editing: Editing
  readonly content: BoardContent
}
type Made = Result<string, CommandProblem>

const gone: Result<never, CommandProblem> = err({ type: "CardGone" })

/** A step of an activity; after a sibling or last. */
export const addStep = (work: Work, title: string, activityId: string, afterId?: string): Made =>
  isActivity(work.content.cards.get(activityId))
    ? addAt(work, afterOrLast(stepGroup(treeOf(work.content), activityId), afterId), title)
    : gone

/** A story below a step, in a slice or unscheduled; after a sibling or last. */
export function addStory(work: Work, title: string, stepId: string, sliceId?: string, afterId?: string): Made {
  const tree = treeOf(work.content)
  if (!isStep(work.content.cards.get(stepId))) return gone
  return addAt(work, afterOrLast(storyGroup(tree, stepId, bandOf(tree, sliceId)), afterId), title)
}

const afterOrLast = (group: Seat["group"], afterId: string | undefined): Seat => ({
  ...lastIn(group),
  index: group.members.findIndex(({ id }) => id === afterId) + 1 || group.members.length,
})

/** Enter on a card. */
export const addNext = (work: Work, id: string): Made => addBy(work, id, seatNext)
/** Tab on a card: phase, activity, step, story. */
export const addDeeper = (work: Work, id: string): Made => addBy(work, id, seatDeeper)
/** Shift+Tab on a card. */
export const addOuter = (work: Work, id: string): Made => addBy(work, id, seatOuter)

function addBy(work: Work, id: string, find: typeof seatNext): Made {
  const card = work.content.cards.get(id)
  const seat = card && find(treeOf(work.content), card, work.editing.newId)
  return seat ? addAt(work, seat, "") : gone
}

/** A card where the map has room for its kind, with the parents it needs. */
export function addAnywhere(work: Work, kind: string, title = ""): Made {
  const seat = seatAnywhere(treeOf(work.content), kind, work.editing.newId)
  return seat ? addAt(work, seat, title) : err({ type: "KindUnknown", kind })
}

/** One card in its seat. */
export function addAt(work: Work, seat: Seat, title: string): Made {
  const added = seatCards(work, seat, [{ kind: seat.group.kind, values: { title } }])
  return added.ok ? ok(added.value[0] ?? "") : added
}

/**
 * Puts new cards of one kind into a seat, with their parents before and what hangs below them after, as one step.
 * Gives the ids of the seated cards.
 */
export function seatCards(
  { editing, content }: Work,
  { group, index, parents }: Seat,
  cards: readonly NewCard[],
  below: readonly NewCard[] = [],
): Result<readonly string[], CommandProblem> {
  const { keys, shifted } = keysAt(group.members, index, cards.length)
  const seated = cards.map((card, at) => ({
    ...card,
    values: { ...card.values, ...group.values, order: keys[at] ?? "a0" },
  }))
  const all = [...parents, ...seated, ...below]
  const shifts = new Map<string, Values>([...shifted].map(([id, order]) => [id, { order }]))
  return inOneStep(editing, (inner) => {
    const added = addCards(inner, content.board.id, all)
    if (added.ok && shifts.size > 0) changeCards(inner, shifts)
    return added.ok ? ok(added.value.slice(parents.length, parents.length + cards.length)) : added
  })
}

/** Several commands as one step of undo. */
export function inOneStep<T>(editing: Editing, work: (inner: Editing) => T): T {
  const { endStep: _, ...inner } = editing
  const results: T[] = []
  step(editing, () => {
    results.push(work(inner))
  })
  const [result] = results
  if (result === undefined) throw new Error("A transaction did not run")
  return result
}

/** Changes fields of cards; nothing to write is no step. */
export const change = (editing: Editing, changes: ReadonlyMap<string, Values>): Result<void, CommandProblem> =>
  changes.size === 0 ? ok(undefined) : changeCards(editing, changes)

/**
 * Hides cards as one step. What a card cannot be without goes with it: steps with their activity, stories with their
 * step. What it may be without stays: activities of a phase are then without one, stories of a slice are unscheduled.
 * Undo brings all of it back, to where it was.
 */
export const removeCards = ({ editing, content }: Work, ids: Iterable<string>): Result<void, CommandProblem> =>
  deleteCards(editing, withDependants(content, ids))

/** The cards and everything that cannot be without them. */
export function withDependants(content: BoardContent, ids: Iterable<string>): ReadonlySet<string> {
  const all = new Set(ids)
  const tree = treeOf(content)
  const steps = [
    ...activitiesOf(tree).flatMap(({ activity, steps: own }) => own.map((branch) => ({ ...branch, activity }))),
    ...tree.homeless.map((branch) => ({ ...branch, activity: undefined })),
  ]
  for (const { step: own, activity, cells } of steps) {
    if (!own) continue
    if (activity && all.has(activity.id)) all.add(own.id)
    if (all.has(own.id)) for (const stories of cells.values()) for (const { id } of stories) all.add(id)
  }
  return all
}
