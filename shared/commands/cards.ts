import { edit, isLive, type RecordMap, recordIn, sourceOf } from "../document/document.ts"
import { createRecord, setEntry, setFields, typeInto, type Values } from "../document/records.ts"
import { boardKindOf, cardShapeOf, shapeFor } from "../document/shapes.ts"
import { readRecord } from "../model/fields.ts"
import { type Card, cardShape, maxRewordings } from "../model/records.ts"
import { err, ok, type Result } from "../model/result.ts"
import { cleanLine } from "../model/text.ts"
import { type CommandProblem, type Editing, step } from "./context.ts"
import { mergedBehind } from "./merge.ts"
import { provenanceOf } from "./provenance.ts"

/** A card to be made: its kind, and any of its fields. */
export interface NewCard {
  readonly kind: string
  /** Given when others refer to it in the same gesture; otherwise a new one is made. */
  readonly id?: string
  readonly values: Values
}

/** Adds cards to a board as one step. Gives their ids in the given order. Nothing is added when one kind is unknown there. */
export function addCards(
  editing: Editing,
  boardId: string,
  cards: readonly NewCard[],
): Result<readonly string[], CommandProblem> {
  const { document, newId } = editing
  const boardKind = boardKindOf(document, boardId)
  if (!boardKind || !isLive(recordIn(document.roots.boards, boardId))) return err({ type: "BoardGone" })
  if (!cards.every(({ kind }) => isOpenFor(editing, kind))) return err({ type: "NotNow" })
  const made: { id: string; shape: NonNullable<ReturnType<typeof cardShapeOf>>; card: NewCard }[] = []
  for (const card of cards) {
    const shape = cardShapeOf(boardKind, card.kind)
    if (!shape) return err({ type: "KindUnknown", kind: card.kind })
    made.push({ id: card.id ?? newId(), shape, card })
  }
  step(editing, () => {
    for (const { id, shape, card } of made) {
      createRecord(document.roots.cards, id, shape, {
        order: "a0",
        locked: "none",
        ...card.values,
        boardId,
        kind: card.kind,
        deleted: false,
        provenance: provenanceOf(editing, card.values),
      })
    }
  })
  return ok(made.map(({ id }) => id))
}

/** Adds one card; see `addCards`. */
export function addCard(editing: Editing, boardId: string, card: NewCard): Result<string, CommandProblem> {
  const added = addCards(editing, boardId, [card])
  return added.ok ? ok(added.value[0] ?? "") : added
}

/** New values for some fields of some cards, as one step: a drop, a change in the inspector. Cards gone meanwhile are left out. */
export function changeCards(editing: Editing, changes: ReadonlyMap<string, Values>): Result<void, CommandProblem> {
  const found = [...changes].flatMap(([id, values]) => {
    const target = cardAt(editing, id)
    return target ? [{ ...target, values }] : []
  })
  if (found.length === 0 && changes.size > 0) return err({ type: "CardGone" })
  if (!found.every(({ record }) => isOpenFor(editing, record.get("kind")))) return err({ type: "NotNow" })
  step(editing, () => {
    for (const { record, shape, values } of found) setFields(record, shape, values)
  })
  return ok(undefined)
}

/** Writes one entry of a card's table, such as a quote, or takes it away, as one step. Others' entries are not touched. */
export function changeEntry(
  editing: Editing,
  id: string,
  table: string,
  key: string,
  text: string | undefined,
): Result<void, CommandProblem> {
  const target = cardAt(editing, id)
  if (!target) return err({ type: "CardGone" })
  if (!isOpenFor(editing, target.record.get("kind"))) return err({ type: "NotNow" })
  step(editing, () => setEntry(target.record, target.shape, table, key, text))
  return ok(undefined)
}

/** Hides cards as one step, and those merged into them. Their relations go and come back with them. Locked cards stay. */
export function deleteCards(editing: Editing, ids: Iterable<string>): Result<void, CommandProblem> {
  const found = [...ids].flatMap((id) => {
    const target = cardAt(editing, id)
    return target ? [{ id, ...target }] : []
  })
  const free = found.filter(({ record }) => record.get("locked") !== "facilitator")
  if (found.length > 0 && free.length === 0) return err({ type: "Locked" })
  if (!free.every(({ record }) => isOpenFor(editing, record.get("kind")))) return err({ type: "NotNow" })
  const behind = [
    ...mergedBehind(
      editing.document,
      free.map(({ id }) => id),
    ),
  ].flatMap((id) => cardAt(editing, id) ?? [])
  step(editing, () => {
    for (const { record } of [...free, ...behind]) record.set("deleted", true)
  })
  return ok(undefined)
}

/**
 * Writes text while somebody types: the difference between what they saw and what they have now. Joins with the
 * typing just before into one undo step; others may write in the same text at the same time.
 */
export function typeInCard(
  editing: Editing,
  id: string,
  field: "title" | "note",
  text: string,
): Result<void, CommandProblem> {
  const target = cardAt(editing, id)
  if (!target) return err({ type: "CardGone" })
  if (!isOpenFor(editing, target.record.get("kind"))) return err({ type: "NotNow" })
  edit(editing.document, () => typeInto(target.record, field, cardShape, text))
  return ok(undefined)
}

/**
 * Called when somebody has finished writing a title: the first wording is kept for good as `verbatim`, later ones are
 * listed (`domain.md` A.0). It belongs to the typing and makes no step of its own.
 */
export function settleTitle(editing: Editing, id: string): void {
  const target = cardAt(editing, id)
  // When the step ends while somebody writes, nothing may follow what they have written.
  if (!target || !isOpenFor(editing, target.record.get("kind"))) return
  const { provenance, title } = readRecord(cardShape, sourceOf(target.record))
  const text = cleanLine(title)
  if (provenance.verbatim === undefined) {
    if (text !== "") edit(editing.document, () => target.record.set("provenance/verbatim", text))
    return
  }
  const earlier = provenance.rewordings ?? []
  if (text === (earlier.at(-1)?.text ?? provenance.verbatim)) return
  const rewording = { text, at: editing.now(), ...(editing.authorId === undefined ? {} : { byId: editing.authorId }) }
  const rewordings = [...earlier, rewording].slice(-maxRewordings)
  edit(editing.document, () => target.record.set("provenance/rewordings", rewordings))
}

/** Copies of cards on the same or another board of the same kind, as plain cards to hand to `addCards`. */
export const asNewCard = (card: Card, id: string, changes: Values = {}): NewCard => {
  const { id: _id, boardId: _board, kind, deleted: _deleted, provenance: _provenance, ...values } = card
  return { kind, id, values: { ...values, ...changes } }
}

/** The host holds everybody to it; asked here, what would be refused is not even begun. */
const isOpenFor = ({ mayWrite }: Editing, kind: unknown): boolean => mayWrite?.(String(kind)) ?? true

const cardAt = (
  { document }: Editing,
  id: string,
): { record: RecordMap; shape: NonNullable<ReturnType<typeof shapeFor>> } | undefined => {
  const record = recordIn(document.roots.cards, id)
  if (!isLive(record)) return undefined
  const shape = shapeFor(document, "cards", (field) => record.get(field))
  return shape && { record, shape }
}
