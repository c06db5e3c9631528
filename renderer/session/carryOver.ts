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

/** Sorts edits by whether they can be written anew on top of the host's state. Edits the host has already are in neither list. */
export function sortOut(
  hostState: Uint8Array,
  edits: readonly QueuedEdit[],
  refusedSeq: number | undefined,
  reason: Reason,
): SortedOut {
  const scratch = openDocument(new Y.Doc(), [])
  Y.applyUpdate(scratch.ydoc, hostState)
  const touching = watchTouches(scratch)
  const tainted = new Set<string>()
  const refused: RefusedEdit[] = []
  const rewrites: Rewrite[] = []
  for (const queued of edits) {
    const touches = touching(() => applyQuietly(scratch.ydoc, queued.update))
    const isWhole = touches !== undefined && scratch.ydoc.store.pendingStructs === null
    const rests = touches?.some(
      ({ root, id, key }) => tainted.has(`${root} ${id}`) || tainted.has(`${root} ${id} ${key}`),
    )
    if (queued.seq === refusedSeq || !isWhole || rests) {
      for (const { root, id, key } of touches ?? [])
        tainted.add(key === undefined ? `${root} ${id}` : `${root} ${id} ${key}`)
      refused.push({ ...queued, reason, writes: writesOf(scratch, touches ?? []) })
    } else if (touches.length > 0) rewrites.push(rewriteOf(scratch, touches, queued.step))
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
