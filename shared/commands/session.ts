import { recordIn, sourceOf } from "../document/document.ts"
import { createRecord, setFields, type Values } from "../document/records.ts"
import { readRecord } from "../model/fields.ts"
import { type SessionState, sessionKey, sessionShape } from "../model/sessionRecords.ts"
import { type Editing, step } from "./context.ts"

/** The running session: one record, made when somebody leads for the first time. Outside of undo. */

export const sessionOf = ({ document }: Pick<Editing, "document">): SessionState => {
  const record = recordIn(document.roots.session, sessionKey)
  return readRecord(sessionShape, record ? sourceOf(record) : { get: () => undefined, keys: () => [] })
}

/** Changes fields of the session, inside a step that somebody else has opened. */
export function putSession({ document }: Pick<Editing, "document">, values: Values): void {
  const record = recordIn(document.roots.session, sessionKey)
  if (record) setFields(record, sessionShape, values)
  else createRecord(document.roots.session, sessionKey, sessionShape, values)
}

export const changeSession = (editing: Editing, values: Values): void =>
  step(editing, () => putSession(editing, values))
