import { randomInt } from "node:crypto"
import type { Instance } from "./journalFormat.ts"

/**
 * The queues of edits that this workshop knows, one per tab: whose each is, the Yjs client id it writes with, the last
 * edit the document has taken and the last one on disk.
 */
export interface Instances {
  /** Finds or makes the instance; undefined when it is somebody else's. */
  readonly claim: (
    instance: string,
    personId: string,
  ) => { readonly known: KnownInstance; readonly isNew: boolean } | undefined
  readonly ownerOf: (instance: string) => string | undefined
  /** As they go into a new file: what the document has is on disk together with it. */
  readonly all: () => readonly Instance[]
}

export interface KnownInstance {
  readonly instance: string
  readonly personId: string
  readonly clientId: number
  taken: number
  durable: number
}

export function openInstances(read: Iterable<Instance>, isTaken: (clientId: number) => boolean): Instances {
  const known = new Map<string, KnownInstance>()
  const clientIds = new Set<number>()
  for (const { lastDurable, ...rest } of read) {
    known.set(rest.instance, { ...rest, taken: lastDurable, durable: lastDurable })
    clientIds.add(rest.clientId)
  }
  const newClientId = (): number => {
    for (;;) {
      const id = randomInt(1, 2 ** 32 - 1)
      if (!clientIds.has(id) && !isTaken(id)) return id
    }
  }
  return {
    claim: (instance, personId) => {
      const found = known.get(instance)
      if (found) return found.personId === personId ? { known: found, isNew: false } : undefined
      const clientId = newClientId()
      clientIds.add(clientId)
      const made: KnownInstance = { instance, personId, clientId, taken: 0, durable: 0 }
      known.set(instance, made)
      return { known: made, isNew: true }
    },
    ownerOf: (instance) => known.get(instance)?.personId,
    all: () =>
      [...known.values()].map(({ instance, personId, clientId, taken }) => ({
        instance,
        personId,
        clientId,
        lastDurable: taken,
      })),
  }
}
