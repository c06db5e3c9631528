import * as Y from "yjs"
import type { RootName } from "../model/records.ts"
import { isLive, origin, type RecordMap, type WorkshopDocument } from "./document.ts"

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

/** The roots whose edits can be taken back. Participants, agenda, clock and votes are outside undo (`domain.md` A.9, 6). */
const undoable: readonly RootName[] = [
  "workshop",
  "personas",
  "boards",
  "cards",
  "relations",
  "overlays",
  "teams",
  "teamInteractions",
  "derivations",
  "comments",
  "marks",
  "parkingLot",
  "decisions",
  "actions",
]

const createdKey = "created"

/** One entry of Yjs's stacks. */
type Step = Y.UndoManager["undoStack"][number]

export function openHistory(document: WorkshopDocument): History {
  const { ydoc } = document
  const roots = undoable.map((name) => document.roots[name])
  const isRecord = (type: unknown): type is RecordMap =>
    type instanceof Y.Map && roots.some((root) => root === type.parent)

  /** The stack as it was when undo or redo began: Yjs has taken off the steps that it is at or past. */
  let stack: readonly Step[] = []
  let rules = new Map<Step, ReadonlyMap<RecordMap, boolean>>()
  /** What others had written and I have brought back with words of mine. */
  const broughtBack = new WeakSet<Y.Item>()
  const isOthersWork = (record: RecordMap) => isTouchedByOthers(record, ydoc.clientID, broughtBack)

  /** Records whose creation a step would undo, and whether each may be hidden. */
  const ruleOf = (step: Step): ReadonlyMap<RecordMap, boolean> => {
    const known = rules.get(step)
    if (known) return known
    const created = manager.undoing ? createdIn(step) : []
    const rule = new Map([...created].map((record) => [record, !isOthersWork(record)]))
    rules.set(step, rule)
    return rule
  }

  const mayDelete = (item: Y.Item): boolean => {
    const owner = recordOf(item, isRecord)
    const step = stack[(manager.undoing ? manager.undoStack : manager.redoStack).length]
    if (owner === undefined || step === undefined) return false
    const mayHide = ruleOf(step).get(owner)
    if (mayHide !== undefined) return mayHide && item.parent === owner && item.parentSub === "deleted"
    const restored = restore(owner, item, step)
    if (restored) broughtBack.add(restored)
    return restored === undefined
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

  const tellKept = (records: Iterable<RecordMap>): boolean => {
    const ids = [...records].filter(isLive).map((record) => record._item?.parentSub ?? "")
    if (ids.length > 0) for (const listener of keptListeners) listener(ids)
    return ids.length > 0
  }

  /** True when a step did nothing but make records that others have worked on: taking it back changes nothing. */
  const isKeptWhole = (step: Step): boolean => {
    const created = createdIn(step)
    if (created.size === 0 || step.deletions.clients.size > 0) return false
    for (const record of created) if (!isOthersWork(record)) return false
    let isWhole = true
    ydoc.transact((transaction) => {
      Y.iterateDeletedStructs(transaction, step.insertions, (item) => {
        const owner = item instanceof Y.Item ? (recordOf(item, isRecord) ?? recordIn(item)) : undefined
        if (!owner || !created.has(owner)) isWhole = false
      })
    }, origin.remote)
    return isWhole
  }

  const rewind = (from: readonly Step[], take: () => unknown): boolean => {
    stack = [...from]
    rules = new Map()
    try {
      return take() !== null
    } finally {
      const kept = [...rules.values()].flatMap((rule) =>
        [...rule].flatMap(([record, mayHide]) => (mayHide ? [] : [record])),
      )
      stack = []
      tellKept(kept)
    }
  }

  const undo = (): boolean => {
    for (let last = manager.undoStack.at(-1); last && isKeptWhole(last); last = manager.undoStack.at(-1)) {
      manager.undoStack.pop()
      tell()
      // Yjs alone would take back the step before as well. Where there is something to see, once is enough.
      if (tellKept(createdIn(last))) return true
    }
    return rewind(manager.undoStack, () => manager.undo())
  }

  return {
    undo,
    redo: () => rewind(manager.redoStack, () => manager.redo()),
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

/** Records that the transaction put under a root, or showed again after their creation was undone. */
function* bornIn(
  changed: ReadonlyMap<unknown, readonly unknown[]>,
  roots: readonly unknown[],
  isRecord: (type: unknown) => type is RecordMap,
): Iterable<RecordMap> {
  for (const [type, events] of changed) {
    for (const event of events) {
      if (!(event instanceof Y.YMapEvent) || event.target !== type) continue
      for (const [key, { action }] of event.changes.keys) {
        if (action !== "add") continue
        const record: unknown = roots.includes(type) ? event.target.get(key) : key === "deleted" ? type : undefined
        if (isRecord(record)) yield record
      }
    }
  }
}

const createdIn = (step: Step): ReadonlySet<RecordMap> =>
  (step.meta.get(createdKey) as Set<RecordMap> | undefined) ?? new Set<RecordMap>()

/** The record that an item put under its root, when it is one. */
const recordIn = (item: Y.Item): RecordMap | undefined =>
  item.content instanceof Y.ContentType && item.content.type instanceof Y.Map ? item.content.type : undefined

/**
 * Yjs cannot always bring back a value that others had set, undone and set again, and would leave the field empty: a
 * card would vanish or jump. Then the value is written anew, and the item needs no deletion any more. Gives what the
 * value was taken from.
 */
function restore(record: RecordMap, item: Y.Item, step: Step): Y.Item | undefined {
  const key = item.parentSub
  if (key === null || item.parent !== record || record._map.get(key) !== item) return undefined
  let before = item.left
  while (before !== null && !Y.isDeleted(step.deletions, before.id)) before = before.left
  if (!(before?.content instanceof Y.ContentAny)) return undefined
  record.set(key, before.content.arr.at(-1))
  return before
}

/**
 * True when anything that is still there was written by another device. What I overwrote or erased and then brought
 * back by undo is new to Yjs, but still theirs: the item it was made from tells.
 */
function isTouchedByOthers(record: RecordMap, clientId: number, broughtBack: WeakSet<Y.Item>): boolean {
  const isTheirs = (item: Y.Item) =>
    item.id.client !== clientId && (!item.deleted || item.redone !== null || broughtBack.has(item))
  for (const last of record._map.values()) {
    for (let item: Y.Item | null = last; item !== null; item = item.left) if (isTheirs(item)) return true
    const content: unknown = last.content instanceof Y.ContentType ? last.content.type : undefined
    if (!(content instanceof Y.Text)) continue
    for (let piece = content._start; piece !== null; piece = piece.right) if (isTheirs(piece)) return true
  }
  return false
}
