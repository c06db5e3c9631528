import * as Y from "yjs"
import { edit, openDocument, origin, type RecordMap, type WorkshopDocument } from "../../shared/document/document.ts"
import { setProse } from "../../shared/document/records.ts"
import { type RootName, rootNames } from "../../shared/model/records.ts"
import type { QueuedEdit, Reason, RefusedEdit, Write } from "./outbox.ts"

/**
 * After a refusal the edits behind the refused one cannot be sent as they are: their author's clock has a hole. They
 * are read as what they wrote, field by field, and written anew. What rests on refused work is set aside with it.
 */

interface Touch {
  readonly root: RootName
  readonly id: string
  /** Undefined for a whole record, made by this edit. */
  readonly key: string | undefined
}

/** What a field became; undefined when it was taken away. */
type Written = { readonly text: string } | { readonly value: unknown } | undefined

export interface Rewrite {
  readonly step: number
  readonly fields: readonly { readonly root: RootName; readonly id: string; readonly key: string; to: Written }[]
  readonly created: ReadonlySet<string>
}

export interface SortedOut {
  readonly refused: readonly RefusedEdit[]
  readonly rewrites: readonly Rewrite[]
}

/**
 * Sorts edits by whether they can be written anew on top of the host's state. Edits the host has already are in neither
 * list. What cannot be read on the host's state, because it rests on something the host lacks or a copy of this tab has
 * written there under the same name, is read in `shown`, the document it was made in, where there is one.
 */
export function sortOut(
  hostState: Uint8Array,
  edits: readonly QueuedEdit[],
  refusedSeq: number | undefined,
  reason: Reason,
  shown?: WorkshopDocument,
): SortedOut {
  const scratch = openDocument(new Y.Doc(), [])
  Y.applyUpdate(scratch.ydoc, hostState)
  const touching = watchTouches(scratch)
  const tainted = new Set<string>()
  const created = new Set<string>()
  const refused: RefusedEdit[] = []
  const rewrites: Rewrite[] = []
  const isTainted = ({ root, id, key }: Touch) => tainted.has(`${root} ${id}`) || tainted.has(nameOf({ root, id, key }))
  const isMissing = ({ root, id, key }: Touch) =>
    key !== undefined && !scratch.roots[root].has(id) && !created.has(`${root} ${id}`)
  for (const queued of edits) {
    const applied = isAnothers(scratch.ydoc, queued.update)
      ? undefined
      : touching(() => applyQuietly(scratch.ydoc, queued.update))
    const isWhole = applied !== undefined && scratch.ydoc.store.pendingStructs === null
    const from = isWhole || !shown ? scratch : shown
    const touches = (isWhole || !shown ? applied : touchesIn(shown, queued.update)) ?? []
    const isReadable = isWhole || (shown !== undefined && touches.length > 0 && !touches.some(isMissing))
    if (queued.seq === refusedSeq || !isReadable || touches.some(isTainted)) {
      for (const { root, id, key } of touches) tainted.add(key === undefined ? `${root} ${id}` : `${root} ${id} ${key}`)
      refused.push({ ...queued, reason, writes: writesOf(from, touches) })
    } else if (touches.length > 0) {
      const rewrite = rewriteOf(from, touches, queued.step)
      for (const record of rewrite.created) created.add(record)
      rewrites.push(rewrite)
    }
  }
  scratch.ydoc.destroy()
  return { refused, rewrites }
}

/** Writes one edit anew, as one transaction. Fields that already have the value are left alone. */
export function write(document: WorkshopDocument, { fields, created }: Rewrite): void {
  edit(document, () => {
    for (const { root, id, key, to } of fields) {
      const record =
        document.roots[root].get(id) ?? (created.has(`${root} ${id}`) ? make(document, root, id) : undefined)
      if (record instanceof Y.Map) writeField(record, key, to)
    }
  })
}

const make = (document: WorkshopDocument, root: RootName, id: string): RecordMap => {
  const record: RecordMap = new Y.Map()
  document.roots[root].set(id, record)
  return record
}

function writeField(record: RecordMap, key: string, to: Written): void {
  if (to === undefined) record.delete(key)
  else if ("text" in to) setProse(record, key, to.text)
  else if (JSON.stringify(record.get(key)) !== JSON.stringify(to.value)) record.set(key, to.value)
}

const applyQuietly = (ydoc: Y.Doc, update: Uint8Array): boolean => {
  try {
    Y.applyUpdate(ydoc, update, origin.remote)
    return true
  } catch {
    return false
  }
}

/** True when the document has something else where this edit would go: Yjs would take the edit for known. */
function isAnothers({ store }: Y.Doc, update: Uint8Array): boolean {
  try {
    return Y.decodeUpdate(update).structs.some((mine) => {
      if (!(mine instanceof Y.Item) || mine.id.clock >= Y.getState(store, mine.id.client)) return false
      const there: unknown = Y.getItem(store, mine.id)
      return there instanceof Y.Item && !there.deleted && !isPartOf(mine, there)
    })
  } catch {
    return false
  }
}

/** Yjs joins neighbouring letters and values into one item. */
function isPartOf(mine: Y.Item, there: Y.Item): boolean {
  if (mine.parentSub !== null && mine.parentSub !== there.parentSub) return false
  if (mine.content.constructor !== there.content.constructor) return mine.content instanceof Y.ContentDeleted
  if (mine.content instanceof Y.ContentType) return true
  const from = mine.id.clock - there.id.clock
  const same = there.content.getContent().slice(from, from + mine.length)
  return JSON.stringify(mine.content.getContent().slice(0, same.length)) === JSON.stringify(same)
}

/** Gives a function that runs a change and tells which fields it touched; undefined when the change failed. */
function watchTouches(document: WorkshopDocument): (change: () => boolean) => Touch[] | undefined {
  let touches: Touch[] = []
  for (const root of rootNames) {
    document.roots[root].observeDeep((events) => {
      for (const event of events) {
        const [id, key] = event.path
        if (typeof key === "string" && typeof id === "string") touches.push({ root, id, key })
        else if (event instanceof Y.YMapEvent)
          for (const changed of event.keysChanged)
            touches.push(typeof id === "string" ? { root, id, key: changed } : { root, id: changed, key: undefined })
      }
    })
  }
  return (change) => {
    touches = []
    return change() ? touches : undefined
  }
}

/** The fields that an edit has touched in a document that has taken it; undefined where it has not. */
function touchesIn({ ydoc, roots }: WorkshopDocument, update: Uint8Array): Touch[] | undefined {
  const { structs, ds } = Y.decodeUpdate(update)
  const ids = structs.flatMap((struct) => (struct instanceof Y.Item ? [struct.id] : []))
  for (const [client, deletions] of ds.clients) ids.push(...deletions.map(({ clock }) => Y.createID(client, clock)))
  if (ids.some(({ client, clock }) => clock >= Y.getState(ydoc.store, client))) return undefined
  const found = new Map<string, Touch>()
  for (const id of ids) {
    const item: unknown = Y.getItem(ydoc.store, id)
    const touch = item instanceof Y.Item ? touchOf(roots, item) : undefined
    if (touch) found.set(nameOf(touch), touch)
  }
  // A record that the edit has made is touched as a whole.
  return [...found.values()].filter(
    (touch) => touch.key === undefined || !found.has(nameOf({ ...touch, key: undefined })),
  )
}

const nameOf = ({ root, id, key }: Touch): string => (key === undefined ? `${root} ${id}` : `${root} ${id} ${key}`)

function touchOf(roots: WorkshopDocument["roots"], item: Y.Item): Touch | undefined {
  const path: string[] = []
  for (let at: Y.Item | null = item; at; ) {
    if (at.parentSub !== null) path.unshift(at.parentSub)
    const parent: unknown = at.parent
    if (!(parent instanceof Y.AbstractType)) return undefined
    at = parent._item
    const root = at ? undefined : rootNames.find((name) => Object.is(roots[name], parent))
    if (root && path[0] !== undefined) return { root, id: path[0], key: path[1] }
  }
  return undefined
}

/** Every field a touch is about, with its present content. */
const fieldsOf = (document: WorkshopDocument, { root, id, key }: Touch) => {
  const record: unknown = document.roots[root].get(id)
  if (!(record instanceof Y.Map)) return []
  const keys = key === undefined ? [...record.keys()] : [key]
  return keys.map((name) => ({ root, id, key: name, to: written(record.get(name), record.has(name)) }))
}

const written = (content: unknown, isThere: boolean): Written => {
  if (!isThere) return undefined
  return content instanceof Y.Text ? { text: content.toString() } : { value: content }
}

const rewriteOf = (document: WorkshopDocument, touches: readonly Touch[], step: number): Rewrite => ({
  step,
  fields: touches.flatMap((touch) => fieldsOf(document, touch)),
  created: new Set(touches.filter(({ key }) => key === undefined).map(({ root, id }) => `${root} ${id}`)),
})

const writesOf = (document: WorkshopDocument, touches: readonly Touch[]): Write[] =>
  touches
    .flatMap((touch) => fieldsOf(document, touch))
    .map(({ to, ...where }) => ({
      ...where,
      value: JSON.stringify(to === undefined ? null : "text" in to ? to.text : to.value) ?? "null",
    }))
