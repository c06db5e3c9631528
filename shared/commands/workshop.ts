import { edit, isLive, recordIn } from "../document/document.ts"
import { ordersAfter } from "../document/order.ts"
import { createRecord, setFields, typeInto, type Values } from "../document/records.ts"
import { fixedShapes, schemaVersion, workshopKey } from "../model/records.ts"
import { err, ok, type Result } from "../model/result.ts"
import type { SessionList } from "../model/sessionRecords.ts"
import { type CommandProblem, type Editing, step } from "./context.ts"
import { provenanceOf } from "./provenance.ts"

/** Fills an empty document: the one record of the workshop itself. */
export function createWorkshop(editing: Editing, id: string, values: Values): void {
  edit(editing.document, () => {
    createRecord(editing.document.roots.workshop, workshopKey, fixedShapes.workshop, {
      lang: "en",
      mode: "in-person",
      ruleOfTheHouse: "chatham-house",
      createdAt: editing.now(),
      ...values,
      id,
      schemaVersion,
    })
  })
}

/** Changes the workshop's own fields: title, purpose, rule of the house, settings. */
export function changeWorkshop(editing: Editing, values: Values): void {
  const record = recordIn(editing.document.roots.workshop, workshopKey)
  step(editing, () => {
    if (record) setFields(record, fixedShapes.workshop, values)
  })
}

/** The root maps whose records are made and changed alike. */
export type PlainRoot =
  | "personas"
  | "boards"
  | "overlays"
  | "teams"
  | "teamInteractions"
  | "derivations"
  | Exclude<SessionList, "snapshots">

/** Adds a persona, board, overlay, team or derivation link, last in order, as one step. Gives its id. */
export function addRecord(editing: Editing, root: PlainRoot, values: Values, id = editing.newId()): string {
  step(editing, () => createPlain(editing, root, id, values))
  return id
}

/** As `addRecord`, inside a step that somebody else has opened. */
export function createPlain(editing: Editing, root: PlainRoot, id: string, values: Values): void {
  const map = editing.document.roots[root]
  const siblings = [...map].flatMap(([other, record]) => {
    const order = record.get("order")
    return typeof order === "string" ? [{ id: other, order }] : []
  })
  createRecord(map, id, fixedShapes[root], {
    order: ordersAfter(siblings, undefined, 1)[0],
    ...values,
    deleted: false,
    provenance: provenanceOf(editing, values),
  })
}

/** Changes fields of a persona, board, overlay, team or derivation link, as one step. */
export function changeRecord(
  editing: Editing,
  root: PlainRoot,
  id: string,
  values: Values,
): Result<void, CommandProblem> {
  const record = recordIn(editing.document.roots[root], id)
  if (!isLive(record)) return err({ type: "CardGone" })
  step(editing, () => setFields(record, fixedShapes[root], values))
  return ok(undefined)
}

/** As `changeRecord` for text being typed: joins with the typing just before into one undo step. */
export function typeInRecord(
  editing: Editing,
  root: PlainRoot,
  id: string,
  field: string,
  text: string,
): Result<void, CommandProblem> {
  const record = recordIn(editing.document.roots[root], id)
  if (!isLive(record)) return err({ type: "CardGone" })
  edit(editing.document, () => typeInto(record, field, fixedShapes[root], text))
  return ok(undefined)
}

/** Hides a record, as one step. */
export function deleteRecord(editing: Editing, root: PlainRoot, id: string): Result<void, CommandProblem> {
  return changeRecord(editing, root, id, { deleted: true })
}
