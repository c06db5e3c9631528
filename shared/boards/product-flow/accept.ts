import { type Editing, step } from "../../commands/context.ts"
import { provenanceOf } from "../../commands/provenance.ts"
import { isLive, type RecordMap, recordIn } from "../../document/document.ts"
import { ordersAfter } from "../../document/order.ts"
import { createRecord, setFields } from "../../document/records.ts"
import { boardKindOf, cardShapeOf } from "../../document/shapes.ts"
import { type Derivation, derivationShape } from "../../model/records.ts"
import type { Suggestion } from "./suggestion.ts"

/**
 * Puts suggestions on the board as one step, with what they need: an interaction brings its activity and phase. Cards
 * that are there are not touched, whoever wrote them. Gives how many cards are new.
 */
export function accept(editing: Editing, boardId: string, suggestions: readonly Suggestion[]): number {
  const chosen = withRequired(suggestions)
  let made = 0
  step(editing, () => {
    for (const suggestion of chosen) {
      if (putCard(editing, boardId, suggestion)) made++
      putLink(editing, boardId, suggestion, "accepted")
    }
  })
  return made
}

/** Keeps suggestions away until their source changes, as one step. */
export function reject(editing: Editing, boardId: string, suggestions: readonly Suggestion[]): void {
  step(editing, () => {
    for (const suggestion of suggestions) putLink(editing, boardId, suggestion, "rejected")
  })
}

/** Somebody has looked: the cards stand as they are, and the change or loss of their sources is no longer told. */
export function acknowledge(
  editing: Editing,
  boardId: string,
  changed: readonly Suggestion[],
  gone: readonly Derivation[] = [],
): void {
  step(editing, () => {
    for (const suggestion of changed) putLink(editing, boardId, suggestion, "accepted")
    for (const { id } of gone) recordIn(editing.document.roots.derivations, id)?.set("deleted", true)
  })
}

/** What they require comes first, each once. */
function withRequired(suggestions: readonly Suggestion[]): Suggestion[] {
  const all = new Map<string, Suggestion>()
  const add = (suggestion: Suggestion) => {
    for (const required of suggestion.requires) add(required)
    all.set(suggestion.id, suggestion)
  }
  for (const suggestion of suggestions) add(suggestion)
  return [...all.values()]
}

/** A card whose creation was undone, or which was deleted, comes back with what people wrote in it. */
function putCard(editing: Editing, boardId: string, suggestion: Suggestion): boolean {
  const { document } = editing
  const { targetId, kind } = suggestion
  const present = recordIn(document.roots.cards, targetId)
  if (present?.get("deleted") === false) return false
  if (kind === "interaction") answerQuestion(editing, boardId, suggestion)
  if (present) {
    present.set("deleted", false)
    return true
  }
  const boardKind = boardKindOf(document, boardId)
  const shape = boardKind && cardShapeOf(boardKind, kind)
  if (!shape) return false
  const values = { ...suggestion.values, provenance: { origin: "derived" } }
  createRecord(document.roots.cards, targetId, shape, {
    ...suggestion.values,
    order: orderFor(editing, boardId, suggestion),
    locked: "none",
    boardId,
    kind,
    deleted: false,
    provenance: provenanceOf(editing, values),
  })
  return true
}

/** After its neighbour in the source where that is on the board, else last. */
function orderFor({ document }: Editing, boardId: string, { kind, after }: Suggestion): string {
  const siblings = [...document.roots.cards].flatMap(([id, record]) =>
    isLive(record) && record.get("boardId") === boardId && record.get("kind") === kind
      ? [{ id, order: String(record.get("order")) }]
      : [],
  )
  return ordersAfter(siblings, after?.targetId, 1)[0] ?? "a0"
}

/** Somebody does something in this cell, so the bare question what they do there is answered. */
function answerQuestion({ document }: Editing, boardId: string, { values }: Suggestion): void {
  for (const record of document.roots.cards.values()) {
    const isQuestion =
      isLive(record) &&
      record.get("boardId") === boardId &&
      record.get("kind") === "empty-cell" &&
      record.get("reason") === "unknown" &&
      record.get("activityId") === values.activityId &&
      record.get("personaId") === values.personaId
    if (isQuestion && isUnwritten(record)) record.set("deleted", true)
  }
}

const isUnwritten = (record: RecordMap): boolean =>
  String(record.get("title") ?? "") === "" && String(record.get("note") ?? "") === ""

function putLink(
  { document, now }: Editing,
  boardId: string,
  { id, rule, sourceIds, sourceHash, targetId }: Suggestion,
  state: "accepted" | "rejected",
): void {
  const target = state === "accepted" ? { targetId } : {}
  const values = { boardId, rule, sourceIds, sourceHash, ...target, state, at: now(), deleted: false }
  const present = recordIn(document.roots.derivations, id)
  if (present) setFields(present, derivationShape, values)
  else createRecord(document.roots.derivations, id, derivationShape, values)
}
