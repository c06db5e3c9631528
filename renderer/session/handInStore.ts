import { type DBSchema, openDB } from "idb"
import type { HandIn } from "./handIns.ts"

/** Where what was handed in, or waits to be, is kept on this device. Every promise resolves when the storage has it. */
export interface HandInStore {
  readonly put: (handIn: HandIn) => Promise<void>
  readonly remove: (workshop: string, key: string) => Promise<void>
  readonly all: (workshop: string) => Promise<readonly HandIn[]>
  readonly close: () => void
}

interface Tables extends DBSchema {
  handIns: { key: [string, string]; value: HandIn; indexes: { workshop: string } }
}

/** Opens the store of this origin. Rejects where there is none. */
export async function openHandInStore(name = "cairn-sealed"): Promise<HandInStore> {
  const db = await openDB<Tables>(name, 1, {
    upgrade: (created) => {
      created.createObjectStore("handIns", { keyPath: ["workshop", "key"] }).createIndex("workshop", "workshop")
    },
  })
  return {
    put: async (handIn) => {
      const transaction = db.transaction("handIns", "readwrite")
      await Promise.all([transaction.store.put(handIn), transaction.done])
    },
    remove: async (workshop, key) => {
      const transaction = db.transaction("handIns", "readwrite")
      await Promise.all([transaction.store.delete([workshop, key]), transaction.done])
    },
    all: (workshop) => db.getAllFromIndex("handIns", "workshop", workshop),
    close: () => db.close(),
  }
}
