import { type DBSchema, openDB } from "idb"
import { base64Of } from "../../../shared/protocol/certificate.ts"
import type { AskGiveBack } from "./mesh.ts"

/** Somebody else's edit that no host has acknowledged, signed, as it is given back. */
export interface KeptEnvelope {
  readonly workshop: string
  /** The history it was made on. */
  readonly generation: string
  /** `<Yjs client id>/<seq>`: an author's edits sort by number within it, not by text. */
  readonly name: string
  readonly bytes: Uint8Array
}

/**
 * Where others' edits wait on this device, so that they outlive its page: it may hold the last copy. Promises resolve
 * when the storage has completed the transaction.
 */
export interface HeldStore {
  readonly put: (envelopes: readonly KeptEnvelope[]) => Promise<void>
  readonly remove: (workshop: string, names: readonly string[]) => Promise<void>
  readonly all: (workshop: string) => Promise<readonly KeptEnvelope[]>
  readonly close: () => void
}

interface Tables extends DBSchema {
  envelopes: { key: [string, string]; value: KeptEnvelope; indexes: { workshop: string } }
}

/** Opens the store of this origin. Rejects where there is none: then what is held lasts as long as the page. */
export async function openHeldStore(name = "cairn-held"): Promise<HeldStore> {
  const db = await openDB<Tables>(name, 1, {
    upgrade: (created) => {
      created.createObjectStore("envelopes", { keyPath: ["workshop", "name"] }).createIndex("workshop", "workshop")
    },
    blocking: (_now, _next, event) => {
      if (event.target instanceof IDBDatabase) event.target.close()
    },
  })
  return {
    put: async (envelopes) => {
      const transaction = db.transaction("envelopes", "readwrite")
      await Promise.all([...envelopes.map((one) => transaction.store.put(one)), transaction.done])
    },
    remove: async (workshop, names) => {
      const transaction = db.transaction("envelopes", "readwrite")
      await Promise.all([...names.map((name) => transaction.store.delete([workshop, name])), transaction.done])
    },
    all: (workshop) => db.getAllFromIndex("envelopes", "workshop", workshop),
    close: () => db.close(),
  }
}

/** How much goes into one message to the host. */
const batchSize = 50

/**
 * Gives a host what earlier pages of this device have kept for it. What has entered, or never will, is let go of; what
 * lacks something before it stays, since that may come with another device.
 */
export async function giveBackKept(
  store: HeldStore,
  workshop: string,
  generations: readonly string[],
  ask: AskGiveBack,
): Promise<void> {
  let waiting = (await store.all(workshop))
    .filter(({ generation }) => generations.includes(generation))
    .sort((a, b) => seqOf(a) - seqOf(b))
  for (let isMoving = true; isMoving && waiting.length > 0; ) {
    const early: KeptEnvelope[] = []
    for (let at = 0; at < waiting.length; at += batchSize) {
      const batch = waiting.slice(at, at + batchSize)
      const outcomes = await ask(batch.map(({ bytes }) => base64Of(bytes)))
      const isEarly = (_one: KeptEnvelope, place: number) => (outcomes[place] ?? "early") === "early"
      early.push(...batch.filter(isEarly))
      const done = batch.filter((one, place) => !isEarly(one, place))
      await store.remove(
        workshop,
        done.map(({ name }) => name),
      )
    }
    isMoving = early.length < waiting.length
    waiting = early
  }
}

const seqOf = ({ name }: KeptEnvelope): number => Number(name.split("/")[1] ?? 0)
