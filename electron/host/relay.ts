import { encodeHost } from "../../shared/protocol/codec.ts"
import type { HostMessage, PresenceEntry } from "../../shared/protocol/messages.ts"
import { Allowance } from "./allowance.ts"

/**
 * Passes on what is in the journal and what people show of themselves. What has come in together leaves together, as one
 * frame, encoded once, and at once as long as passing edits on takes no more than a share of the host's time; beyond
 * that edits gather for a while. Presence leaves by the clock and in portions, so that pointers never hold up what people write.
 */
export interface Relay {
  readonly join: (reader: Reader) => void
  readonly leave: (reader: Reader) => void
  readonly edit: (update: Uint8Array, author: Reader | undefined) => void
  readonly present: (reader: Reader, state: unknown) => void
  /** To everyone, the newest only. */
  readonly roster: (make: () => HostMessage) => void
  readonly tell: (message: HostMessage) => void
  /** Sends what waits and stops. */
  readonly stop: () => void
}

/** One connection that reads along. */
export interface Reader {
  readonly connection: number
  readonly personId: string
  /** A frame for this reader alone. */
  readonly send: (frame: Uint8Array) => void
  /** A frame that everybody gets, sealed once by the port. */
  readonly sendShared: (sealed: Uint8Array) => void
  /** Bytes handed over that the network has not taken yet. */
  readonly waiting: () => number
  /** Called when it has drained after it was left out: it gets the whole state, which contains what it missed. */
  readonly catchUp: () => void
}

export interface RelayPorts {
  readonly now: () => number
  readonly after: (ms: number, run: () => void) => void
  /** When all that has arrived by now is read: after a moment without the processor that may be edits of many. */
  readonly soon: (run: () => void) => void
  /** Seals a frame for all readers. Those it is then sent to get them in the order of sealing. */
  readonly seal: (frame: Uint8Array) => Uint8Array
}

/** What a slow reader may hold before edits are kept from it. */
const heldBytes = 4 * 1024 * 1024
/** Above this a reader gets no cursors, and the newest ones once it has drained. */
const drainedBytes = 64 * 1024
/** Of each second so many milliseconds may go into passing edits on, and so many at once: a busier room has longer ticks. */
const editSending = { perSecond: 235, burst: 6 } as const
/** Pointers move this often; a little less often in front of many. */
const presenceEveryMs = (readers: number) => Math.min(50, 33 + readers / 10)
/** So many get the pointers at once; edits that have come meanwhile go before the next ones. */
const presencePortion = 32
/** Everybody is in the roster that everybody gets: a crowd that joins must not cost its square at every tick. */
const rosterMsPerReader = 2

export function openRelay(ports: RelayPorts): Relay {
  return new OpenRelay(ports)
}

class OpenRelay implements Relay {
  readonly #ports: RelayPorts
  readonly #readers = new Set<Reader>()
  readonly #behind = new Set<Reader>()
  readonly #lacksPresence = new Set<Reader>()
  readonly #presence = new Map<Reader, PresenceEntry>()
  readonly #sending: Allowance
  #updates: Uint8Array[] = []
  #author: Reader | undefined | "several"
  #changed = new Map<Reader, PresenceEntry>()
  #roster: (() => HostMessage) | undefined
  #rosterAt = Number.NEGATIVE_INFINITY
  /** What passing edits on has cost lately. */
  #sendMs = 0
  #isPlanned = { edits: false, presence: false }
  #isStopped = false

  constructor(ports: RelayPorts) {
    this.#ports = ports
    this.#sending = new Allowance(editSending.perSecond, editSending.burst, ports.now())
  }

  join(reader: Reader): void {
    this.#readers.add(reader)
    if (this.#presence.size > 0) reader.send(this.#wholePresence())
  }

  leave(reader: Reader): void {
    this.#readers.delete(reader)
    this.#behind.delete(reader)
    this.#lacksPresence.delete(reader)
    if (!this.#presence.delete(reader)) return
    this.#changed.set(reader, entryOf(reader, null))
    this.#planPresence()
  }

  edit(update: Uint8Array, author: Reader | undefined): void {
    this.#author = this.#updates.length === 0 || this.#author === author ? author : "several"
    this.#updates.push(update)
    if (this.#isPlanned.edits || this.#isStopped) return
    this.#isPlanned.edits = true
    const send = () => {
      this.#isPlanned.edits = false
      this.#sendUpdates()
    }
    const waitMs = this.#sending.waitMs(this.#sendMs, this.#ports.now())
    if (waitMs === 0) this.#ports.soon(send)
    else this.#ports.after(waitMs, send)
  }

  present(reader: Reader, state: unknown): void {
    const entry = entryOf(reader, state)
    if (state === null) this.#presence.delete(reader)
    else this.#presence.set(reader, entry)
    this.#changed.set(reader, entry)
    this.#planPresence()
  }

  roster(make: () => HostMessage): void {
    this.#roster = make
    this.#planPresence()
  }

  tell(message: HostMessage): void {
    this.#sendAll(encodeHost(message))
  }

  stop(): void {
    this.#sendUpdates()
    this.#flushPresence()
    this.#isStopped = true
  }

  #planPresence(): void {
    if (this.#isPlanned.presence || this.#isStopped) return
    this.#isPlanned.presence = true
    this.#ports.after(presenceEveryMs(this.#readers.size), () => {
      this.#isPlanned.presence = false
      this.#flushPresence()
    })
  }

  #sendUpdates(): void {
    if (this.#updates.length === 0 || this.#isStopped) return
    const startedAt = this.#ports.now()
    const frame = this.#ports.seal(encodeHost({ type: "updates", updates: this.#updates }))
    this.#updates = []
    for (const reader of this.#readers) {
      if (reader === this.#author || this.#behind.has(reader)) continue
      if (reader.waiting() > heldBytes) this.#behind.add(reader)
      else reader.sendShared(frame)
    }
    const now = this.#ports.now()
    this.#sendMs += (now - startedAt - this.#sendMs) / 8
    this.#sending.take(this.#sendMs, now)
    if (this.#behind.size > 0) this.#planPresence()
  }

  #flushPresence(): void {
    if (this.#isStopped) return
    this.#sendRoster()
    this.#sendPresence()
    this.#letCatchUp()
    if (this.#roster || this.#behind.size + this.#lacksPresence.size > 0) this.#planPresence()
  }

  #sendRoster(): void {
    const now = this.#ports.now()
    if (!this.#roster || now - this.#rosterAt < this.#readers.size * rosterMsPerReader) return
    this.#rosterAt = now
    const frame = encodeHost(this.#roster())
    this.#roster = undefined
    this.#sendAll(frame)
  }

  #sendAll(frame: Uint8Array): void {
    const sealed = this.#ports.seal(frame)
    for (const reader of this.#readers) reader.sendShared(sealed)
  }

  #sendPresence(): void {
    if (this.#changed.size === 0) return
    const frame = encodeHost({ type: "presence", entries: [...this.#changed.values()] })
    this.#changed = new Map()
    this.#sendInPortions(frame, [...this.#readers])
  }

  #sendInPortions(frame: Uint8Array, readers: readonly Reader[]): void {
    // Sealed for each portion: between two of them edits are sealed, and everybody gets both in one order.
    const sealed = this.#ports.seal(frame)
    for (const reader of readers.slice(0, presencePortion)) {
      if (!this.#readers.has(reader)) continue
      if (reader.waiting() > drainedBytes) this.#lacksPresence.add(reader)
      else reader.sendShared(sealed)
    }
    const rest = readers.slice(presencePortion)
    if (rest.length > 0) this.#ports.after(0, () => this.#sendInPortions(frame, rest))
  }

  #letCatchUp(): void {
    for (const reader of this.#behind) {
      if (reader.waiting() > drainedBytes) continue
      this.#behind.delete(reader)
      reader.catchUp()
    }
    for (const reader of this.#lacksPresence) {
      if (reader.waiting() > drainedBytes) continue
      this.#lacksPresence.delete(reader)
      if (this.#presence.size > 0) reader.send(this.#wholePresence())
    }
  }

  #wholePresence(): Uint8Array {
    return encodeHost({ type: "presence", entries: [...this.#presence.values()] })
  }
}

/** Everybody gets the same frame, so their own entry comes back to them: a client knows its connection and passes over it. */
const entryOf = ({ connection, personId }: Reader, state: unknown): PresenceEntry => ({ connection, personId, state })
