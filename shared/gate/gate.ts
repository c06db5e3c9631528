import * as Y from "yjs"
import { origin, recordIn, type WorkshopDocument } from "../document/document.ts"
import { cardShapeOf, relationShapeOf } from "../document/shapes.ts"
import type { BoardKind } from "../model/boardKind.ts"
import { type ProseField, ruleOf, type Shape } from "../model/fields.ts"
import { isId } from "../model/ids.ts"
import { fixedShapes, type Role, type RootName } from "../model/records.ts"
import { err, ok, type Result } from "../model/result.ts"
import { leads, type Rights } from "../model/rights.ts"
import { cleanText } from "../model/text.ts"
import type { Rejection } from "../protocol/messages.ts"
import { type ProseEdit, placesOf, type TouchedRecord } from "./editPlaces.ts"
import { type GaveWay, noteWhatGivesWay } from "./gaveWay.ts"
import { hostFields, inWords, keptRoots, leadingRoots, rightsOf } from "./rights.ts"
import { type Id, Rejected, readUpdate } from "./updateReader.ts"

/**
 * What a client may write. An edit is read, placed and held against the records' shapes before the document hears of
 * it, so that a refused one changes nothing and costs no more than its bytes.
 */

export interface Sender {
  /** The only Yjs client id this connection writes with. */
  readonly clientId: number
  readonly personId: string
  readonly role: Role
}

export interface Refused {
  readonly reason: Rejection
  readonly detail: string
  /** Another person's part of the document that the edit rests on and that has not come. */
  readonly missing?: Id | undefined
}

/** The most records a workshop may have. */
const recordLimit = 30_000

/** Takes an edit into the document or says why not; nothing in between. Gives the words that it or another lost by it. */
export function takeEdit(
  document: WorkshopDocument,
  sender: Sender,
  update: Uint8Array,
): Result<readonly GaveWay[], Refused> {
  try {
    check(document, sender, update)
  } catch (problem) {
    if (problem instanceof Rejected)
      return err({ reason: problem.reason, detail: problem.message, missing: problem.missing })
    return err({ reason: "damaged", detail: problem instanceof Error ? problem.message : "unreadable" })
  }
  return ok(noteWhatGivesWay(document, () => Y.applyUpdate(document.ydoc, update, origin.remote)))
}

function check(document: WorkshopDocument, sender: Sender, bytes: Uint8Array): void {
  const rights = rightsOf(document, sender.role)
  if (sender.role === "observer") throw new Rejected("role", inWords(rights))
  const update = readUpdate(bytes)
  if (update.client !== undefined && update.client !== sender.clientId)
    throw new Rejected("identity", `written as ${update.client}, not ${sender.clientId}`)
  const touched = placesOf(document, update)
  let made = 0
  for (const record of touched.values()) {
    if (!record.before) made++
    checkRecord(new Rules(document, sender, rights, touched), record)
  }
  if (made > 0 && countRecords(document) + made > recordLimit) throw new Rejected("quota", "too many records")
}

const countRecords = (document: WorkshopDocument): number =>
  Object.values(document.roots).reduce((sum, root) => sum + root._map.size, 0)

function checkRecord(rules: Rules, record: TouchedRecord): void {
  if (!isId(record.id)) throw new Rejected("schema", "a record under a name that is no id")
  rules.checkRole(record)
  const shape = rules.shapeOf(record)
  if (!shape) throw new Rejected("schema", `${record.root}: the kind or the board is not known`)
  for (const [key, values] of record.values) checkValues(record, shape, key, values)
  for (const [key, prose] of record.prose) checkProse(record, shape, key, prose)
}

function checkValues(record: TouchedRecord, shape: Shape, key: string, values: readonly unknown[]): void {
  const rule = ruleOf(shape, key)
  if (rule?.is !== "value")
    throw new Rejected("schema", `${record.root} has no value ${JSON.stringify(key.slice(0, 80))}`)
  for (const value of values) {
    const problem = rule.field.problem(value)
    if (problem !== undefined) throw new Rejected("schema", `${record.root}.${key}: ${problem}`)
  }
}

function checkProse(record: TouchedRecord, shape: Shape, key: string, prose: ProseEdit): void {
  const rule = ruleOf(shape, key)
  if (rule?.is !== "prose")
    throw new Rejected("schema", `${record.root} has no text ${JSON.stringify(key.slice(0, 80))}`)
  for (const text of prose.inserted) {
    if (!isClean(text, rule.field)) throw new Rejected("schema", `${key}: characters that are not allowed`)
  }
  const grown = prose.added - prose.removed
  if (grown > 0 && prose.lengthBefore + grown > rule.field.limit)
    throw new Rejected("size", `${key}: at most ${rule.field.limit} characters`)
}

const isClean = (text: string, field: ProseField): boolean =>
  cleanText(text) === text && !(field.isLine && /[\n\t]/.test(text))

/** What depends on who writes and on the records round about, those of the same edit included. */
class Rules {
  readonly #document: WorkshopDocument
  readonly #sender: Sender
  readonly #rights: Rights
  readonly #touched: ReadonlyMap<string, TouchedRecord>

  constructor(document: WorkshopDocument, sender: Sender, rights: Rights, touched: ReadonlyMap<string, TouchedRecord>) {
    this.#document = document
    this.#sender = sender
    this.#rights = rights
    this.#touched = touched
  }

  checkRole(record: TouchedRecord): void {
    const { root, before } = record
    if (root === "participants" || root === "snapshots") throw new Rejected("role", `the host writes ${root}`)
    if (root === "workshop") this.#checkWorkshop(record)
    else this.#checkAuthor(record)
    this.#checkHostFields(record)
    if (leads(this.#sender.role)) return
    this.#checkStep(record)
    if (before?.get("locked") === "facilitator") throw new Rejected("locked", "locked by the facilitator")
    const board = root === "boards" ? record.id : fieldAfter(record, "boardId")
    if (recordIn(this.#document.roots.boards, String(board))?.get("state") === "locked")
      throw new Rejected("locked", "the board is locked")
    if (sets(record, "locked") && (before || fieldAfter(record, "locked") !== "none"))
      throw new Rejected("role", "the facilitator locks")
    if (root === "boards" && before && sets(record, "state")) throw new Rejected("role", "the facilitator locks")
  }

  /** What follows from ballots and single answers is counted by the host; a record may be made with it still unset. */
  #checkHostFields(record: TouchedRecord): void {
    for (const name of hostFields[record.root] ?? []) {
      const keys = [...record.values.keys(), ...record.removed].filter(
        (key) => key === name || key.startsWith(`${name}/`),
      )
      const isUnset = !record.before && keys.every((key) => record.values.get(key)?.every((value) => unset.has(value)))
      if (keys.length > 0 && !isUnset) throw new Rejected("role", `the host writes ${record.root}.${name}`)
    }
  }

  /** Participants write what the running step is for. */
  #checkStep(record: TouchedRecord): void {
    const { mayWriteBoards, mayKeep, kinds } = this.#rights
    const held = () => new Rejected("step", inWords(this.#rights))
    const { root } = record
    if (leadingRoots.includes(root)) throw new Rejected("role", "the facilitator leads the session")
    if (keptRoots.includes(root)) {
      if (!mayKeep) throw held()
      return
    }
    if (!mayWriteBoards) throw held()
    if (!kinds || root === "relations") return
    if (!this.#kindsOf(record).some((kind) => kinds.has(kind))) throw held()
  }

  /** What an agenda step may call this record. A card keeps its kind, so the one it had decides. */
  #kindsOf(record: TouchedRecord): readonly string[] {
    if (record.root !== "cards") return kindsOfRoot[record.root] ?? []
    const kind = record.before?.get("kind") ?? fieldAfter(record, "kind")
    return typeof kind === "string" && kind === fieldAfter(record, "kind") ? [kind] : []
  }

  #checkWorkshop(record: TouchedRecord): void {
    if (!record.before) throw new Rejected("role", "the host makes the workshop")
    for (const key of ["schemaVersion", "id"])
      if (sets(record, key)) throw new Rejected("role", `the host writes ${key}`)
    if (!leads(this.#sender.role)) throw new Rejected("role", "the facilitator decides about the workshop")
  }

  /** Nobody writes in another's name. */
  #checkAuthor(record: TouchedRecord): void {
    const key = "provenance/authorId"
    const written = record.values.get(key) ?? []
    const before = record.before?.get(key)
    const isOwn = written.every((author) => author === this.#sender.personId)
    const wasOwn = before === undefined || before === this.#sender.personId
    if (!isOwn || (sets(record, key) && !wasOwn)) throw new Rejected("identity", "written in another's name")
  }

  shapeOf(record: TouchedRecord): Shape | undefined {
    const { root } = record
    if (root !== "cards" && root !== "relations") return fixedShapes[root]
    const boardKind = this.#boardKind(fieldAfter(record, "boardId"))
    const kind = fieldAfter(record, "kind")
    if (!boardKind || typeof kind !== "string") return undefined
    return root === "cards" ? cardShapeOf(boardKind, kind) : relationShapeOf(boardKind, kind)
  }

  #boardKind(boardId: unknown): BoardKind | undefined {
    if (typeof boardId !== "string") return undefined
    const touched = this.#touched.get(`boards ${boardId}`)
    const kind = touched ? fieldAfter(touched, "kind") : recordIn(this.#document.roots.boards, boardId)?.get("kind")
    return typeof kind === "string" ? this.#document.kinds.get(kind) : undefined
  }
}

/** How a host's own field stands before the host has written it. */
const unset: ReadonlySet<unknown> = new Set(["draft", "not-asked"])
/** What an agenda step calls the records that are not cards: a user on the map is a persona. */
const kindsOfRoot: { readonly [root in RootName]?: readonly string[] } = {
  personas: ["persona", "user"],
  overlays: ["overlay", "team"],
  teams: ["team"],
  teamInteractions: ["team"],
  derivations: ["derivation"],
}

const fieldAfter = (record: TouchedRecord, key: string): unknown =>
  record.values.has(key) ? record.values.get(key)?.at(-1) : record.before?.get(key)

const sets = (record: TouchedRecord, key: string): boolean => record.values.has(key) || record.removed.has(key)
