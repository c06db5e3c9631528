import { isLive, type RecordMap, recordIn, sourceOf } from "../document/document.ts"
import { setFields, type Values } from "../document/records.ts"
import { readRecord } from "../model/fields.ts"
import { err, ok, type Result } from "../model/result.ts"
import {
  type Comment,
  commentShape,
  type MarkKind,
  markShape,
  type ParkingLotItem,
  parkingLotItemShape,
  sessionKey,
  sessionShape,
} from "../model/sessionRecords.ts"
import { cleanLine } from "../model/text.ts"
import { type CommandProblem, type Editing, step } from "./context.ts"
import { shownNow } from "./merge.ts"
import { changeSession } from "./session.ts"
import { changeRecord, createPlain } from "./workshop.ts"

/** What the room keeps: parking lot, decisions, actions, energy, comments and marks (`domain.md` A.1). Each is one step. */

export type KeptRoot = "parkingLot" | "decisions" | "actions" | "energyChecks" | "comments" | "marks"

/** Keeps something, and says in which step of the agenda it came up. Gives its id. */
function keep(editing: Editing, root: KeptRoot, values: Values, id = editing.newId()): string {
  step(editing, () => createPlain(editing, root, id, { ...values, provenance: raisedIn(editing) }))
  return id
}

function raisedIn({ document }: Editing): Values {
  const session = recordIn(document.roots.session, sessionKey)
  const stepId = session && readRecord(sessionShape, sourceOf(session)).stepId
  return stepId === undefined ? {} : { createdInStepId: stepId }
}

/** Parks a point: nothing that was said is lost because it is not its turn. */
export const parkPoint = (editing: Editing, text: string): string =>
  keep(editing, "parkingLot", { text, state: "parked" })

export const moveParked = (
  editing: Editing,
  id: string,
  state: ParkingLotItem["state"],
): Result<void, CommandProblem> => changeRecord(editing, "parkingLot", id, { state })

/** Makes a parked point an action that remembers where it came from. Done already, it gives the action there is. */
export function pointBecomesAction(editing: Editing, itemId: string): Result<string, CommandProblem> {
  const { document } = editing
  const item = recordIn(document.roots.parkingLot, itemId)
  if (!isLive(item)) return err({ type: "CardGone" })
  const known = liveIn(editing, "actions").find(([, action]) => action.get(`aboutIds/${itemId}`) === true)
  if (known) {
    step(editing, () => setFields(item, parkingLotItemShape, { state: "became-action" }))
    return ok(known[0])
  }
  const { text } = readRecord(parkingLotItemShape, sourceOf(item))
  const id = editing.newId()
  step(editing, () => {
    createPlain(editing, "actions", id, {
      text,
      who: "",
      aboutIds: [itemId],
      state: "open",
      provenance: raisedIn(editing),
    })
    setFields(item, parkingLotItemShape, { state: "became-action" })
  })
  return ok(id)
}

export interface NewAction {
  readonly text: string
  /** In the room's own words. */
  readonly who?: string
  /** A day, such as 2026-04-01. */
  readonly due?: string
  readonly aboutIds?: readonly string[]
}

export const addAction = (editing: Editing, { text, who = "", due, aboutIds = [] }: NewAction): string =>
  keep(editing, "actions", { text, who: cleanLine(who, 60), aboutIds, state: "open", ...(due ? { due } : {}) })

/** What was decided. How far the room agrees is asked of the host and counted there. */
export const addDecision = (editing: Editing, text: string, aboutIds: readonly string[] = []): string =>
  keep(editing, "decisions", { text, aboutIds })

/** A question about the room's energy, to be asked of all. */
export function addEnergyCheck(editing: Editing, question: string): string {
  const { createdInStepId } = raisedIn(editing)
  return keep(editing, "energyChecks", {
    question: cleanLine(question, 200),
    ...(createdInStepId === undefined ? {} : { stepId: createdInStepId }),
  })
}

/** Puts a mark of this kind on a card, or takes one's own away, also from a card that stands behind it. Gives whether it is there afterwards. */
export function toggleMark(editing: Editing, cardId: string, kind: MarkKind): Result<boolean, CommandProblem> {
  if (!isLive(recordIn(editing.document.roots.cards, cardId))) return err({ type: "CardGone" })
  const shown = shownNow(editing.document)
  const own = liveIn(editing, "marks").filter(([, mark]) => {
    const { cardId: on, kind: of, provenance } = readRecord(markShape, sourceOf(mark))
    return shown(on) === shown(cardId) && of === kind && provenance.authorId === editing.authorId
  })
  if (own.length === 0) {
    keep(editing, "marks", { cardId, kind })
    return ok(true)
  }
  step(editing, () => {
    for (const [, mark] of own) setFields(mark, markShape, { deleted: true })
  })
  return ok(false)
}

export function addComment(
  editing: Editing,
  cardId: string,
  kind: Comment["kind"],
  text: string,
): Result<string, CommandProblem> {
  if (!isLive(recordIn(editing.document.roots.cards, cardId))) return err({ type: "CardGone" })
  return ok(keep(editing, "comments", { cardId, kind, text }))
}

/** Settles a comment, or opens it again. One that somebody else has settled meanwhile keeps its moment. */
export function resolveComment(editing: Editing, id: string, isResolved: boolean): Result<void, CommandProblem> {
  const record = recordIn(editing.document.roots.comments, id)
  if (!isLive(record)) return err({ type: "CardGone" })
  const { resolvedAt } = readRecord(commentShape, sourceOf(record))
  if (isResolved === (resolvedAt !== undefined)) return ok(undefined)
  return changeRecord(editing, "comments", id, { resolvedAt: isResolved ? editing.now() : undefined })
}

const liveIn = ({ document }: Editing, root: KeptRoot): readonly (readonly [string, RecordMap])[] =>
  [...document.roots[root]].filter(([, record]) => isLive(record))

/**
 * Ends the session: the boards stand as they are, and everybody sees what came of it. Or goes on after all. A clock that
 * still ran would count on while nobody works.
 */
export const setPhase = (editing: Editing, phase: "running" | "ended"): void =>
  changeSession(editing, { phase, ...(phase === "ended" ? { endsAt: undefined, pausedSeconds: undefined } : {}) })
