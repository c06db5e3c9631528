import { isLive, type RecordMap, recordIn } from "../document/document.ts"
import { createRecord, setFields, type Values } from "../document/records.ts"
import { boardKindOf, relationShapeOf } from "../document/shapes.ts"
import type { BoardKind } from "../model/boardKind.ts"
import { err, ok, type Result } from "../model/result.ts"
import { type CommandProblem, type Editing, step } from "./context.ts"
import { shownNow } from "./merge.ts"
import { provenanceOf } from "./provenance.ts"

/** The relation that the method draws between two kinds of cards, in this direction; undefined when it has none. */
export const relationBetween = (boardKind: BoardKind, fromKind: string, toKind: string): string | undefined =>
  Object.entries(boardKind.relations).find(([, rule]) => rule.from.includes(fromKind) && rule.to.includes(toKind))?.[0]

/**
 * Connects two cards of one board as one step. When only the other direction makes sense, the line is turned, since
 * in the room lines are drawn from either end. Connecting what is connected says so and changes nothing.
 */
export function connectCards(
  editing: Editing,
  fromId: string,
  toId: string,
  values: Values = {},
): Result<string, CommandProblem> {
  const { document, newId } = editing
  if (editing.mayWrite?.() === false) return err({ type: "NotNow" })
  const from = recordIn(document.roots.cards, fromId)
  const to = recordIn(document.roots.cards, toId)
  if (!isLive(from) || !isLive(to) || from.get("boardId") !== to.get("boardId")) return err({ type: "CardGone" })
  const boardId = String(from.get("boardId"))
  const boardKind = boardKindOf(document, boardId)
  if (!boardKind) return err({ type: "BoardGone" })
  const [fromKind, toKind] = [String(from.get("kind")), String(to.get("kind"))]
  const straight = fromId === toId ? undefined : relationBetween(boardKind, fromKind, toKind)
  const turned = straight || fromId === toId ? undefined : relationBetween(boardKind, toKind, fromKind)
  const kind = straight ?? turned
  const shape = kind && relationShapeOf(boardKind, kind)
  if (!kind || !shape) return err({ type: "CannotConnect", fromKind, toKind })
  const ends = straight ? { fromId, toId } : { fromId: toId, toId: fromId }
  const shown = shownNow(document)
  const endOf = (relation: RecordMap, end: "fromId" | "toId") => shown(String(relation.get(end)))
  for (const relation of document.roots.relations.values()) {
    if (isLive(relation) && endOf(relation, "fromId") === ends.fromId && endOf(relation, "toId") === ends.toId)
      return err({ type: "AlreadyConnected" })
  }
  const id = newId()
  step(editing, () => {
    createRecord(document.roots.relations, id, shape, {
      ...values,
      ...ends,
      boardId,
      kind,
      deleted: false,
      provenance: provenanceOf(editing, {}),
    })
  })
  return ok(id)
}

/** Hides relations as one step; those already gone stay gone. Of a line that two people drew at once, or that leads to a merged card, every record goes. */
export function deleteRelations(editing: Editing, ids: Iterable<string>): void {
  const { relations } = editing.document.roots
  const shown = shownNow(editing.document)
  const lineOf = (relation: RecordMap): string =>
    [
      relation.get("boardId"),
      relation.get("kind"),
      ...["fromId", "toId"].map((end) => shown(String(relation.get(end)))),
    ].join(" ")
  const lines = new Set(
    [...ids].map((id) => recordIn(relations, id)).flatMap((found) => (isLive(found) ? [lineOf(found)] : [])),
  )
  const gone = [...relations.values()].filter((relation) => isLive(relation) && lines.has(lineOf(relation)))
  step(editing, () => {
    for (const relation of gone) relation.set("deleted", true)
  })
}

/** Changes fields of one relation, such as its friction. */
export function changeRelation(editing: Editing, id: string, values: Values): Result<void, CommandProblem> {
  const relation = recordIn(editing.document.roots.relations, id)
  const boardKind = boardKindOf(editing.document, relation?.get("boardId"))
  const shape = boardKind && relationShapeOf(boardKind, String(relation?.get("kind")))
  if (!isLive(relation) || !shape) return err({ type: "CardGone" })
  step(editing, () => setFields(relation, shape, values))
  return ok(undefined)
}
