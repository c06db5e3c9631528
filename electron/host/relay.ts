import * as encoding from "lib0/encoding"
import { encodeHost } from "../../shared/protocol/codec.ts"
import type { HostMessage } from "../../shared/protocol/messages.ts"

/**
 * Passes on what is on disk and what people show of themselves. What comes in within a tick leaves as one frame,
 * encoded once. An idle room has no tick: the first edit leaves at once. The tick grows with what sending costs, so
 * that a large room spends a bounded part of the host's time on it.
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
  readonly send: (frame: Uint8Array) => void
  /** Bytes handed over that the network has not taken yet. */
  readonly waiting: () => number
  /** Called when it has drained after it was left out: it gets the whole state, which contains what it missed. */
  readonly catchUp: () => void
}

export interface RelayPorts {
  readonly now: () => number
  readonly after: (ms: number, run: () => void) => void
}

/** What a slow reader may hold before edits are kept from it. */
const heldBytes = 4 * 1024 * 1024
/** Above this a reader gets no cursors, and the newest ones once it has drained. */
const drainedBytes = 64 * 1024
const tickMs = { least: 4, most: 50 } as const
/** Everybody is in the roster that everybody gets: a crowd that joins must not cost its square at every tick. */
const rosterMsPerReader = 2
/** A tick is so many times as long as sending took. */
const share = 8

interface Entry {
  readonly reader: Reader
  readonly json: Buffer
}

export function openRelay(ports: RelayPorts): Relay {
  return new OpenRelay(ports)
}

class OpenRelay implements Relay {
  readonly #ports: RelayPorts
  readonly #readers = new Set<Reader>()
  readonly #behind = new Set<Reader>()
  readonly #lacksPresence = new Set<Reader>()
  readonly #presence = new Map<Reader, Entry>()
  #updates: Uint8Array[] = []
  #author: Reader | undefined | "several"
  #changed = new Map<Reader, Entry>()
  #roster: (() => HostMessage) | undefined
  #rosterAt = Number.NEGATIVE_INFINITY
  #lastFlush = Number.NEGATIVE_INFINITY
  #tick: number = tickMs.least
  #isPlanned = false
  #isStopped = false

  constructor(ports: RelayPorts) {
    this.#ports = ports
  }

  join(reader: Reader): void {
    this.#readers.add(reader)
    const others = [...this.#presence.values()]
    if (others.length > 0) reader.send(presenceFrame(others))
  }

  leave(reader: Reader): void {
    this.#readers.delete(reader)
    this.#behind.delete(reader)
    this.#lacksPresence.delete(reader)
    if (!this.#presence.delete(reader)) return
    this.#changed.set(reader, entryOf(reader, null))
    this.#plan()
  }

  edit(update: Uint8Array, author: Reader | undefined): void {
    this.#author = this.#updates.length === 0 || this.#author === author ? author : "several"
    this.#updates.push(update)
    this.#plan()
  }

  present(reader: Reader, state: unknown): void {
    const entry = entryOf(reader, state)
    if (state === null) this.#presence.delete(reader)
    else this.#presence.set(reader, entry)
    this.#changed.set(reader, entry)
    this.#plan()
  }

  roster(make: () => HostMessage): void {
    this.#roster = make
    this.#plan()
  }

  tell(message: HostMessage): void {
    const frame = encodeHost(message)
    for (const reader of this.#readers) reader.send(frame)
  }

  stop(): void {
    this.#flush()
    this.#isStopped = true
  }

  #plan(): void {
    if (this.#isPlanned || this.#isStopped) return
    const idle = this.#ports.now() - this.#lastFlush
    this.#isPlanned = true
    // Even an idle host waits for what else arrived with the same packet.
    this.#ports.after(Math.max(0, this.#tick - idle), () => {
      this.#isPlanned = false
      this.#flush()
    })
  }

  #flush(): void {
    if (this.#isStopped) return
    const started = this.#ports.now()
    this.#sendUpdates()
    this.#sendRoster()
    this.#sendPresence()
    this.#letCatchUp()
    this.#lastFlush = this.#ports.now()
    const aim = Math.min(tickMs.most, Math.max(tickMs.least, (this.#lastFlush - started) * share))
    this.#tick += (aim - this.#tick) / 4
    if (this.#roster || this.#behind.size + this.#lacksPresence.size > 0) this.#plan()
  }

  #sendUpdates(): void {
    if (this.#updates.length === 0) return
    const frame = encodeHost({ type: "updates", updates: this.#updates })
    this.#updates = []
    for (const reader of this.#readers) {
      if (reader === this.#author || this.#behind.has(reader)) continue
      if (reader.waiting() > heldBytes) this.#behind.add(reader)
      else reader.send(frame)
    }
  }

  #sendRoster(): void {
    const now = this.#ports.now()
    if (!this.#roster || now - this.#rosterAt < this.#readers.size * rosterMsPerReader) return
    this.#rosterAt = now
    const frame = encodeHost(this.#roster())
    this.#roster = undefined
    for (const reader of this.#readers) reader.send(frame)
  }

  #sendPresence(): void {
    if (this.#changed.size === 0) return
    const entries = [...this.#changed.values()]
    const forOthers = presenceFrame(entries)
    for (const reader of this.#readers) {
      if (reader.waiting() > drainedBytes) this.#lacksPresence.add(reader)
      else if (!this.#changed.has(reader)) reader.send(forOthers)
      else if (entries.length > 1) reader.send(presenceFrame(entries.filter((entry) => entry.reader !== reader)))
    }
    this.#changed = new Map()
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
      const others = [...this.#presence.values()].filter((entry) => entry.reader !== reader)
      if (others.length > 0) reader.send(presenceFrame(others))
    }
  }
}

const entryOf = (reader: Reader, state: unknown): Entry => ({
  reader,
  json: Buffer.from(JSON.stringify({ connection: reader.connection, personId: reader.personId, state })),
})

const presenceHead = encodeHost({ type: "presence", entries: [] }).subarray(0, 2)
const comma = Buffer.from(",")

/**
 * As `encodeHost` makes it, put together from entries that were encoded once: nobody gets their own back, so the
 * frames differ from reader to reader, and copying bytes is far cheaper than writing JSON for each.
 */
function presenceFrame(entries: readonly Entry[]): Uint8Array {
  const parts: Buffer[] = []
  for (const { json } of entries) parts.push(parts.length === 0 ? open : comma, json)
  parts.push(close)
  const body = Buffer.concat(parts)
  return encoding.encode((to) => {
    encoding.writeUint8Array(to, presenceHead)
    encoding.writeVarUint8Array(to, body)
  })
}
const open = Buffer.from("[")
const close = Buffer.from("]")
