import * as Y from "yjs"
import type { BoardKind } from "../model/boardKind.ts"
import type { RecordSource } from "../model/fields.ts"
import { type RootName, rootNames } from "../model/records.ts"

export type RecordMap = Y.Map<unknown>
export type RootMap = Y.Map<RecordMap>

/** The shared document: one root map per record type, one map per record, one key per field. */
export interface WorkshopDocument {
  readonly ydoc: Y.Doc
  readonly roots: { readonly [root in RootName]: RootMap }
  /** The board kinds this program knows; records of others are kept and not shown. */
  readonly kinds: ReadonlyMap<string, BoardKind>
}

/** Attaches to a Yjs document. The kinds come from the composition root, so that this layer knows none of them. */
export const openDocument = (ydoc: Y.Doc, kinds: readonly BoardKind[]): WorkshopDocument => ({
  ydoc,
  roots: Object.fromEntries(rootNames.map((name) => [name, ydoc.getMap(name)])) as WorkshopDocument["roots"],
  kinds: new Map(kinds.map((kind) => [kind.kind, kind])),
})

/** Who caused a transaction. Undo follows `user` only; the session sends what is not `remote`. */
export const origin = {
  /** A command of the person at this device. */
  user: Symbol("user"),
  /** What came from elsewhere: the host, a file, this device's own earlier queue. */
  remote: Symbol("remote"),
  /** Written by the host itself: who joined, a workshop being made. */
  host: Symbol("host"),
} as const

/** The only door to the document: one gesture, one transaction, one undo step. */
export const edit = (document: WorkshopDocument, change: () => void): void =>
  document.ydoc.transact(change, origin.user)

/** Reads a record's keys, with shared text as plain strings. */
export const sourceOf = (record: RecordMap): RecordSource => ({
  get: (key) => {
    const raw = record.get(key)
    return raw instanceof Y.Text ? raw.toString() : raw
  },
  // Several times faster than Yjs's own iterator, which makes a list for each key.
  keys: () => {
    const keys: string[] = []
    record.forEach((_, key) => {
      keys.push(key)
    })
    return keys
  },
})

/** The record under an id; undefined when there is none or when something else stands in its place. */
export const recordIn = (root: RootMap, id: string): RecordMap | undefined => {
  const record: unknown = root.get(id)
  return record instanceof Y.Map ? record : undefined
}

/** True while a record is shown: neither deleted nor its creation undone. */
export const isLive = (record: RecordMap | undefined): record is RecordMap => record?.get("deleted") === false

/** The same document once more, to try something out on it: nothing of what happens there is seen by anybody. */
export function copyOf({ ydoc, kinds }: WorkshopDocument): WorkshopDocument {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(ydoc))
  return openDocument(copy, [...kinds.values()])
}
