import * as Y from "yjs"
import type { RootName } from "../model/records.ts"
import { origin, type RecordMap, type WorkshopDocument } from "./document.ts"

/**
 * Undo for this person's own work among many (`reliability.md` R18, F13). Plain Yjs undo of a creation throws away
 * what others wrote inside; here it only hides the record, and not even that once somebody else has worked on it.
 */
export interface History {
  /** Takes back the last step. False when there is none. */
  readonly undo: () => boolean
  readonly redo: () => boolean
  readonly canUndo: () => boolean
  readonly canRedo: () => boolean
  /** Ends the current step; commands call it so that each is a step of its own. Typing joins within a second. */
  readonly endStep: () => void
  /** A number for the step that the latest transaction of this device belongs to. To be asked once per transaction. */
  readonly stepOfLatest: () => number
  readonly onChange: (listener: () => void) => () => void
  /** Called when undoing left cards in place because others had worked on them. */
  readonly onKept: (listener: (recordIds: readonly string[]) => void) => () => void
  readonly stop: () => void
}

/** The roots whose edits can be taken back. Participants, and later votes and the timer, are outside undo (`domain.md` A.9, 6). */
const undoable: readonly RootName[] = [
  "workshop",
  "personas",
  "boards",
  "cards",
  "relations",
  "overlays",
  "teams",
  "derivations",
]

const createdKey = "created"

export function openHistory(document: WorkshopDocument): History {
  const { ydoc } = document
  const roots = undoable.map((name) => document.roots[name])
  const isRecord = (type: unknown): type is RecordMap =>
    type instanceof Y.Map && roots.some((root) => root === type.parent)

  /** Records whose creation is being undone, and whether each may be hidden. */
  let undoing = new Map<RecordMap, boolean>()

  const mayDelete = (item: Y.Item): boolean => {
    const owner = recordOf(item, isRecord)
    if (owner === undefined) return false
    const mayHide = undoing.get(owner)
    return mayHide === undefined || (mayHide && item.parent === owner && item.parentSub === "deleted")
  }

  const manager = new Y.UndoManager([...roots], {
    doc: ydoc,
    trackedOrigins: new Set([origin.user]),
    captureTimeout: 1000,
    deleteFilter: mayDelete,
  })

  let step = 0
  /** False while the latest transaction was one that cannot be taken back: those count one by one. */
  let isStepKnown = false

  const listeners = new Set<() => void>()
  const keptListeners = new Set<(ids: readonly string[]) => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }

  type StackEvent = { stackItem: { meta: Map<unknown, unknown> }; changedParentTypes: Map<unknown, readonly unknown[]> }
  const noteCreated = ({ stackItem, changedParentTypes }: StackEvent) => {
    const created: Set<RecordMap> = (stackItem.meta.get(createdKey) as Set<RecordMap> | undefined) ?? new Set()
    for (const record of bornIn(changedParentTypes, roots, isRecord)) created.add(record)
    if (created.size > 0) stackItem.meta.set(createdKey, created)
    tell()
  }
  manager.on("stack-item-added", (event: StackEvent) => {
    step++
    isStepKnown = true
    noteCreated(event)
  })
  manager.on("stack-item-updated", (event: StackEvent) => {
    isStepKnown = true
    noteCreated(event)
  })
  manager.on("stack-item-popped", tell)
  manager.on("stack-cleared", tell)

  const undo = () => {
    const step = manager.undoStack.at(-1)
    const created = (step?.meta.get(createdKey) as Set<RecordMap> | undefined) ?? new Set<RecordMap>()
    undoing = new Map([...created].map((record) => [record, !isTouchedByOthers(record, ydoc.clientID)]))
    const kept = [...undoing].filter(([, mayHide]) => !mayHide).map(([record]) => record._item?.parentSub ?? "")
    try {
      return manager.undo() !== null
    } finally {
      undoing = new Map()
      if (kept.length > 0) for (const listener of keptListeners) listener(kept)
    }
  }

  return {
    undo,
    redo: () => manager.redo() !== null,
    canUndo: () => manager.canUndo(),
    canRedo: () => manager.canRedo(),
    endStep: () => manager.stopCapturing(),
    stepOfLatest: () => {
      if (!isStepKnown) step++
      isStepKnown = false
      return step
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onKept: (listener) => {
      keptListeners.add(listener)
      return () => keptListeners.delete(listener)
    },
    stop: () => manager.destroy(),
  }
}

/** The record an item lies in: as one of its keys or inside one of its texts. Undefined for a record itself. */
function recordOf(item: Y.Item, isRecord: (type: unknown) => type is RecordMap): RecordMap | undefined {
  for (let type: unknown = item.parent; type instanceof Y.AbstractType; type = type.parent) {
    if (isRecord(type)) return type
  }
  return undefined
}

/** Records that the transaction put under a root. */
function* bornIn(
  changed: ReadonlyMap<unknown, readonly unknown[]>,
  roots: readonly unknown[],
  isRecord: (type: unknown) => type is RecordMap,
): Iterable<RecordMap> {
  for (const [type, events] of changed) {
    if (!roots.includes(type)) continue
    for (const event of events) {
      if (!(event instanceof Y.YMapEvent) || event.target !== type) continue
      for (const [id, { action }] of event.changes.keys) {
        const record: unknown = event.target.get(id)
        if (action === "add" && isRecord(record)) yield record
      }
    }
  }
}

/** True when anything that is still there was written by another device. */
function isTouchedByOthers(record: RecordMap, clientId: number): boolean {
  const mine = (item: Y.Item | null) => item === null || item.id.client === clientId
  for (const item of record._map.values()) {
    if (!item.deleted && !mine(item)) return true
    const content: unknown = item.content instanceof Y.ContentType ? item.content.type : undefined
    if (!(content instanceof Y.Text)) continue
    for (let piece = content._start; piece !== null; piece = piece.right) {
      if (!piece.deleted && !mine(piece)) return true
    }
  }
  return false
}
