import type { WorkshopDocument } from "../../../shared/document/document.ts"
import { takeEdit } from "../../../shared/gate/gate.ts"
import type { Result } from "../../../shared/model/result.ts"
import type { BadEnvelope, CheckedEnvelope } from "../../../shared/protocol/envelope.ts"

/**
 * Edits that are on no host, ours and others', as this device holds them for whoever asks. Others' are shown as soon as
 * what they rest on is here and the rules let them in; those that the rules keep out are held all the same, for the
 * host decides.
 */
export interface Held {
  /** Takes in what came from another device; under which name it came must be its own. Gives it when it is new here. */
  readonly take: (name: string, bytes: Uint8Array) => CheckedEnvelope | undefined
  /** One of our own, which the document has already. */
  readonly keep: (envelope: CheckedEnvelope) => void
  /** Shows what is waiting; called when that has become possible. */
  readonly show: () => void
  /** In the order in which they rest on each other, as far as that is known here. */
  readonly list: () => readonly HeldEnvelope[]
  readonly forget: (name: string) => void
  /** The last edit of each author up to which none is missing, by Yjs client id. */
  readonly upTo: () => Readonly<Record<string, number>>
  readonly dropped: () => Readonly<Record<Dropped, number>>
}

export interface HeldEnvelope extends CheckedEnvelope {
  readonly name: string
  /** Part of the document on this device. */
  readonly isShown: boolean
}

/** `repeated`: another edit under a name that is taken. `full`: more than a device can hold. */
export type Dropped = BadEnvelope | "repeated" | "full"

export interface HeldPorts {
  readonly check: (bytes: Uint8Array) => Result<CheckedEnvelope, BadEnvelope>
  readonly document: () => WorkshopDocument
  /** False while a host is there: it shows everything that counts. */
  readonly mayShow: () => boolean
  readonly isOurs: (clientId: number) => boolean
}

interface Entry {
  readonly name: string
  readonly envelope: CheckedEnvelope
  state: "waiting" | "shown" | "refused"
  order: number
}

/** Of one author, so that nobody can crowd out the others. */
const mostBytes = 2 * 1024 * 1024
const mostOfAll = 32 * 1024 * 1024

export const nameOf = ({ author, seq }: CheckedEnvelope): string => `${author.clientId}/${seq}`

export function openHeld(ports: HeldPorts): Held {
  const entries = new Map<string, Entry>()
  const dropped = { damaged: 0, forged: 0, expired: 0, "other-history": 0, role: 0, repeated: 0, full: 0 }
  const bytesOf = new Map<number, number>()
  let bytes = 0
  let lastOrder = 0

  const count = ({ author, bytes: raw }: CheckedEnvelope, sign: 1 | -1) => {
    bytes += sign * raw.length
    bytesOf.set(author.clientId, (bytesOf.get(author.clientId) ?? 0) + sign * raw.length)
  }

  const add = (envelope: CheckedEnvelope, state: Entry["state"]) => {
    const name = nameOf(envelope)
    count(envelope, 1)
    entries.set(name, { name, envelope, state, order: state === "shown" ? ++lastOrder : 0 })
  }
  const byAuthor = (isWanted: (entry: Entry) => boolean) => {
    const authors = new Map<number, Entry[]>()
    for (const entry of entries.values()) {
      if (!isWanted(entry)) continue
      const own = authors.get(entry.envelope.author.clientId)
      if (own) own.push(entry)
      else authors.set(entry.envelope.author.clientId, [entry])
    }
    for (const own of authors.values()) own.sort((a, b) => a.envelope.seq - b.envelope.seq)
    return authors
  }
  /** True when it has become part of the document. */
  const tryOne = (entry: Entry): boolean => {
    const { author, update } = entry.envelope
    const { clientId, personId, role } = author
    const taken = takeEdit(ports.document(), { clientId, personId, role }, update)
    if (taken.ok) {
      entry.state = "shown"
      entry.order = ++lastOrder
    } else if (taken.error.reason !== "gap") entry.state = "refused"
    return taken.ok
  }
  const show = () => {
    if (!ports.mayShow()) return
    for (let isMoving = true; isMoving; ) {
      isMoving = false
      for (const own of byAuthor(({ state }) => state !== "shown").values()) {
        for (const entry of own) {
          if (entry.state === "refused" || !tryOne(entry)) break
          isMoving = true
        }
      }
    }
  }
  const isFull = ({ author, bytes: raw }: CheckedEnvelope) =>
    bytes + raw.length > mostOfAll || (bytesOf.get(author.clientId) ?? 0) + raw.length > mostBytes
  const order = (entry: Entry) => (entry.state === "shown" ? entry.order : Number.POSITIVE_INFINITY)

  return {
    take: (name, raw) => {
      const known = entries.get(name)
      if (known) {
        if (!isSame(known.envelope.bytes, raw)) dropped.repeated++
        return undefined
      }
      const envelope = ports.check(raw)
      if (!envelope.ok) dropped[envelope.error]++
      else if (nameOf(envelope.value) !== name || ports.isOurs(envelope.value.author.clientId)) dropped.forged++
      else if (isFull(envelope.value)) dropped.full++
      else {
        add(envelope.value, "waiting")
        show()
        return envelope.value
      }
      return undefined
    },
    keep: (envelope) => {
      if (!entries.has(nameOf(envelope))) add(envelope, "shown")
    },
    show,
    list: () =>
      [...entries.values()]
        .sort(
          (a, b) =>
            order(a) - order(b) ||
            a.envelope.author.clientId - b.envelope.author.clientId ||
            a.envelope.seq - b.envelope.seq,
        )
        .map(({ name, envelope, state }) => ({ ...envelope, name, isShown: state === "shown" })),
    forget: (name) => {
      const entry = entries.get(name)
      if (entry) count(entry.envelope, -1)
      entries.delete(name)
    },
    upTo: () => {
      const last: Record<string, number> = {}
      for (const [clientId, own] of byAuthor(() => true)) {
        let seq = own[0]?.envelope.seq ?? 0
        for (const { envelope } of own) if (envelope.seq === seq + 1) seq++
        last[clientId] = seq
      }
      return last
    },
    dropped: () => ({ ...dropped }),
  }
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, at) => byte === b[at])
