import { type DBSchema, type IDBPDatabase, openDB } from "idb"
import type { Rejection } from "../../shared/protocol/messages.ts"

/** One Yjs transaction of this device that the host has not acknowledged. */
export interface QueuedEdit {
  readonly workshop: string
  readonly generation: string
  readonly instance: string
  readonly seq: number
  readonly update: Uint8Array
  /** Milliseconds since 1970, for people only. */
  readonly time: number
  /** Edits of one undo-sized change have the same number. */
  readonly step: number
}

export type Reason = Rejection | "other-history"

/** What one key of a record was to become, for people who want to read or copy what was refused. */
export interface Write {
  readonly root: string
  readonly id: string
  readonly key: string
  /** JSON. */
  readonly value: string
}

/** An edit that will not enter the document, kept until its author lets it go. */
export interface RefusedEdit extends QueuedEdit {
  readonly reason: Reason
  readonly writes: readonly Write[]
}

/** Where unacknowledged edits wait. Every promise resolves when the storage has completed the transaction, not before. */
export interface Outbox {
  /** Rejects when the edit could not be kept, also when its place is taken: then another tab writes under this instance. */
  readonly add: (edit: QueuedEdit) => Promise<void>
  readonly removeUpTo: (instance: string, seq: number) => Promise<void>
  readonly queueOf: (instance: string) => Promise<QueuedEdit[]>
  /** Every instance with waiting edits for a workshop, whatever its generation. */
  readonly instancesOf: (workshop: string) => Promise<string[]>
  /**
   * In one transaction: lets go of queued edits, keeps what was refused, and queues what was made anew of the rest. What
   * another tab has queued meanwhile under the same names stays.
   */
  readonly resettle: (
    edits: readonly QueuedEdit[],
    refused: readonly RefusedEdit[],
    renewed: readonly QueuedEdit[],
  ) => Promise<void>
  readonly refusedOf: (workshop: string) => Promise<RefusedEdit[]>
  readonly discardRefused: (workshop: string) => Promise<void>
  /**
   * Takes or renews the right to write as an instance until `until`; false while somebody else has it. Whoever was the
   * holder `before` gives it up.
   */
  readonly lease: (instance: string, holder: string, until: number, now: number, before?: string) => Promise<boolean>
  readonly release: (instance: string, holder: string) => Promise<void>
  readonly close: () => void
}

interface Lease {
  readonly instance: string
  readonly holder: string
  readonly until: number
}

interface Tables extends DBSchema {
  edits: { key: [string, number]; value: QueuedEdit; indexes: { workshop: string } }
  refused: { key: [string, number]; value: RefusedEdit; indexes: { workshop: string } }
  leases: { key: string; value: Lease }
}

/** Opens the store of this origin. Rejects where there is none (private windows, storage switched off). */
export async function openOutbox(name = "cairn"): Promise<Outbox> {
  const db = await openDB<Tables>(name, 1, {
    upgrade: (created) => {
      created.createObjectStore("edits", { keyPath: ["instance", "seq"] }).createIndex("workshop", "workshop")
      created.createObjectStore("refused", { keyPath: ["instance", "seq"] }).createIndex("workshop", "workshop")
      created.createObjectStore("leases", { keyPath: "instance" })
    },
    blocking: (_now, _next, event) => {
      if (event.target instanceof IDBDatabase) event.target.close()
    },
  })
  return outboxOn(db)
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, at) => byte === b[at])

/** All places of one instance, from the first edit to the given one. */
const upTo = (instance: string, seq = Number.MAX_SAFE_INTEGER) => IDBKeyRange.bound([instance, 0], [instance, seq])

const outboxOn = (db: IDBPDatabase<Tables>): Outbox => ({
  add: async (edit) => {
    const transaction = db.transaction("edits", "readwrite")
    await Promise.all([transaction.store.add(edit), transaction.done])
  },
  removeUpTo: async (instance, seq) => {
    const transaction = db.transaction("edits", "readwrite")
    await Promise.all([transaction.store.delete(upTo(instance, seq)), transaction.done])
  },
  queueOf: (instance) => db.getAll("edits", upTo(instance)),
  instancesOf: async (workshop) => {
    const keys = await db.getAllKeysFromIndex("edits", "workshop", workshop)
    return [...new Set(keys.map(([instance]) => instance))]
  },
  resettle: async (gone, refused, renewed) => {
    const transaction = db.transaction(["edits", "refused"], "readwrite")
    const edits = transaction.objectStore("edits")
    const letGo = async ({ instance, seq, update }: QueuedEdit) => {
      const kept = await edits.get([instance, seq])
      if (kept && isSame(kept.update, update)) await edits.delete([instance, seq])
    }
    await Promise.all([
      ...gone.map(letGo),
      ...refused.map((edit) => transaction.objectStore("refused").put(edit)),
      ...renewed.map((edit) => edits.add(edit)),
      transaction.done,
    ])
  },
  refusedOf: (workshop) => db.getAllFromIndex("refused", "workshop", workshop),
  discardRefused: async (workshop) => {
    const transaction = db.transaction("refused", "readwrite")
    const keys = await transaction.store.index("workshop").getAllKeys(workshop)
    await Promise.all([...keys.map((key) => transaction.store.delete(key)), transaction.done])
  },
  lease: async (instance, holder, until, now, before) => {
    const transaction = db.transaction("leases", "readwrite")
    const held = await transaction.store.get(instance)
    const isFree = !held || held.holder === holder || held.holder === before || held.until < now
    if (isFree) await transaction.store.put({ instance, holder, until })
    await transaction.done
    return isFree
  },
  release: async (instance, holder) => {
    const transaction = db.transaction("leases", "readwrite")
    const held = await transaction.store.get(instance)
    if (held?.holder === holder) await transaction.store.delete(instance)
    await transaction.done
  },
  close: () => db.close(),
})

/** Keeps nothing: stands in where the browser has no storage, so that the session can go on and say so. */
export const noOutbox = (): Outbox => {
  const none = () => Promise.reject(new Error("This browser keeps nothing"))
  return {
    add: none,
    removeUpTo: () => Promise.resolve(),
    queueOf: () => Promise.resolve([]),
    instancesOf: () => Promise.resolve([]),
    resettle: none,
    refusedOf: () => Promise.resolve([]),
    discardRefused: () => Promise.resolve(),
    // Nobody can tell what waits under a place that was remembered: only a new one is surely free.
    lease: none,
    release: () => Promise.resolve(),
    close: () => {},
  }
}
