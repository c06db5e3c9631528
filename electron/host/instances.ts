import { createHash, randomInt } from "node:crypto"
import type { KnownAuthor } from "../../shared/protocol/cairnCopy.ts"
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
  /** Whose queue it was at the host before, for whoever knows its name. */
  readonly heirOf: (instance: string) => string | undefined
  readonly writingAs: (clientId: number) => KnownInstance | undefined
  /** As other hosts may know them: by a digest of the queue's name. */
  readonly authors: () => readonly KnownAuthor[]
  /**
   * Those of a host that has stood down for this one, when the document has all that it had. Gives those to be written
   * down; nobody who writes here under another name is touched.
   */
  readonly inherit: (authors: readonly KnownAuthor[]) => readonly Instance[]
  /** As they go into a new file: what the document has is on disk together with it. */
  readonly all: () => readonly Instance[]
}

export interface KnownInstance {
  /** Changes once for a queue that is carried on: when its owner comes, who knows its name. */
  instance: string
  readonly personId: string
  readonly clientId: number
  taken: number
  durable: number
  /** It goes on from another host, whose last acknowledgement is not known here: its author's next number may be any. */
  resumes?: boolean
}

const adoptedPrefix = "adopted-"
/** How a queue of the host before is kept while only a digest of its name is known. Nobody may come in under such a name. */
export const adoptedName = (queue: string): string => `${adoptedPrefix}${queue}`
export const isAdoptedName = (instance: string): boolean => instance.startsWith(adoptedPrefix)
/** The name of a queue as others may know it. */
export const queueOf = (instance: string): string => createHash("sha256").update(instance).digest("base64url")

export function openInstances(read: Iterable<Instance>, isTaken: (clientId: number) => boolean): Instances {
  const known = new Map<string, KnownInstance>()
  const byClientId = new Map<number, KnownInstance>()
  for (const { lastDurable, ...rest } of read) {
    const instance = { ...rest, taken: lastDurable, durable: lastDurable }
    known.set(rest.instance, instance)
    byClientId.set(rest.clientId, instance)
  }
  const newClientId = (): number => {
    for (;;) {
      const id = randomInt(1, 2 ** 32 - 1)
      if (!byClientId.has(id) && !isTaken(id)) return id
    }
  }
  const inheritOne = ({ queue, personId, clientId, upTo }: KnownAuthor): Instance | undefined => {
    const here = byClientId.get(clientId)
    if (here ? here.personId !== personId || here.taken >= upTo : known.has(adoptedName(queue))) return undefined
    const instance = here ?? { instance: adoptedName(queue), personId, clientId, taken: 0, durable: 0 }
    instance.taken = upTo
    instance.durable = upTo
    known.set(instance.instance, instance)
    byClientId.set(clientId, instance)
    return { instance: instance.instance, personId, clientId, lastDurable: upTo }
  }
  return {
    claim: (instance, personId) => {
      const found = known.get(instance)
      if (found) return found.personId === personId ? { known: found, isNew: false } : undefined
      const before = known.get(adoptedName(queueOf(instance)))
      if (before?.personId === personId) {
        known.delete(before.instance)
        known.set(instance, before)
        before.instance = instance
        before.resumes = true
        return { known: before, isNew: true }
      }
      const clientId = newClientId()
      const made: KnownInstance = { instance, personId, clientId, taken: 0, durable: 0 }
      known.set(instance, made)
      byClientId.set(clientId, made)
      return { known: made, isNew: true }
    },
    ownerOf: (instance) => known.get(instance)?.personId,
    heirOf: (instance) => known.get(adoptedName(queueOf(instance)))?.personId,
    writingAs: (clientId) => byClientId.get(clientId),
    authors: () =>
      [...known.values()].map(({ instance, personId, clientId, taken }) => ({
        queue: isAdoptedName(instance) ? instance.slice(adoptedPrefix.length) : queueOf(instance),
        personId,
        clientId,
        upTo: taken,
      })),
    inherit: (authors) => authors.flatMap((author) => inheritOne(author) ?? []),
    all: () =>
      [...known.values()].map(({ instance, personId, clientId, taken }) => ({
        instance,
        personId,
        clientId,
        lastDurable: taken,
      })),
  }
}
