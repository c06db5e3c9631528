import * as encoding from "lib0/encoding"
import { encodeHost } from "../../shared/protocol/codec.ts"
import type { HostMessage } from "../../shared/protocol/messages.ts"

/**
 * Passes on what is on disk and what people show of themselves. What comes in within a tick leaves as one frame,
 * encoded once. An idle room has no tick: the first edit leaves at once. Edits and presence have a tick of their own
 * each, which grows with what sending costs, so that a large room spends a bounded part of the host's time on it and
 * pointers never hold up what people write.
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
  /** One frame, in one or more parts; the parts are not copied and must not change afterwards. */
  readonly send: (...parts: readonly Uint8Array[]) => void
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
const editPace = { leastMs: 0, mostMs: 50, share: 4 } as const
const presencePace = { leastMs: 33, mostMs: 60, share: 12 } as const
/** Everybody is in the roster that everybody gets: a crowd that joins must not cost its square at every tick. */
const rosterMsPerReader = 2

/** How often something leaves: a tick is `share` times as long as sending took, within its bounds. */
class Pace {
  readonly #bounds: { readonly leastMs: number; readonly mostMs: number; readonly share: number }
  #tickMs: number
  #last = Number.NEGATIVE_INFINITY

  constructor(bounds: { readonly leastMs: number; readonly mostMs: number; readonly share: number }) {
    this.#bounds = bounds
    this.#tickMs = bounds.leastMs
  }

  waitMs(now: number): number {
    return Math.max(0, this.#last + this.#tickMs - now)
  }

  note(startedAt: number, endedAt: number): void {
    const { leastMs, mostMs, share } = this.#bounds
    const aim = Math.min(mostMs, Math.max(leastMs, (endedAt - startedAt) * share))
    this.#tickMs += (aim - this.#tickMs) / 4
    this.#last = endedAt
  }
}

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
  readonly #edits = new Pace(editPace)
  readonly #cursors = new Pace(presencePace)
  #updates: Uint8Array[] = []
  #author: Reader | undefined | "several"
  #changed = new Map<Reader, Entry>()
  #roster: (() => HostMessage) | undefined
  #rosterAt = Number.NEGATIVE_INFINITY
  #isPlanned = { edits: false, presence: false }
  #isStopped = false

  constructor(ports: RelayPorts) {
    this.#ports = ports
  }

  join(reader: Reader): void {
    this.#readers.add(reader)
    const others = [...this.#presence.values()]
    if (others.length > 0) reader.send(...new PresenceFrame(others).whole())
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
    // Even an idle host waits for what else came to the disk with this one.
    this.#ports.after(this.#edits.waitMs(this.#ports.now()), () => {
      this.#isPlanned.edits = false
      this.#sendUpdates()
    })
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
    const frame = encodeHost(message)
    for (const reader of this.#readers) reader.send(frame)
  }

  stop(): void {
    this.#sendUpdates()
    this.#flushPresence()
    this.#isStopped = true
  }

  #planPresence(): void {
    if (this.#isPlanned.presence || this.#isStopped) return
    this.#isPlanned.presence = true
    this.#ports.after(this.#cursors.waitMs(this.#ports.now()), () => {
      this.#isPlanned.presence = false
      this.#flushPresence()
    })
  }

  #sendUpdates(): void {
    if (this.#updates.length === 0 || this.#isStopped) return
    const startedAt = this.#ports.now()
    const frame = encodeHost({ type: "updates", updates: this.#updates })
    this.#updates = []
    for (const reader of this.#readers) {
      if (reader === this.#author || this.#behind.has(reader)) continue
      if (reader.waiting() > heldBytes) this.#behind.add(reader)
      else reader.send(frame)
    }
    this.#edits.note(startedAt, this.#ports.now())
    if (this.#behind.size > 0) this.#planPresence()
  }

  #flushPresence(): void {
    if (this.#isStopped) return
    const startedAt = this.#ports.now()
    this.#sendRoster()
    this.#sendPresence()
    this.#letCatchUp()
    this.#cursors.note(startedAt, this.#ports.now())
    if (this.#roster || this.#behind.size + this.#lacksPresence.size > 0) this.#planPresence()
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
    const frame = new PresenceFrame([...this.#changed.values()])
    for (const reader of this.#readers) {
      if (reader.waiting() > drainedBytes) this.#lacksPresence.add(reader)
      else reader.send(...frame.without(reader))
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
      if (this.#presence.size > 0) reader.send(...new PresenceFrame([...this.#presence.values()]).without(reader))
    }
  }
}

const entryOf = (reader: Reader, state: unknown): Entry => ({
  reader,
  json: Buffer.from(JSON.stringify({ connection: reader.connection, personId: reader.personId, state })),
})

const presenceHead = Buffer.from(encodeHost({ type: "presence", entries: [] }).subarray(0, 2))
const [open, comma, close] = [Buffer.from("["), Buffer.from(","), Buffer.from("]")]

/**
 * A presence frame as `encodeHost` makes it, put together from entries that were encoded once. Nobody gets their own
 * back, so the frames differ from reader to reader: each is cut from the same bytes, without copying them.
 */
class PresenceFrame {
  readonly #body: Buffer
  /** From where to where an entry stands, with the comma after it. */
  readonly #spans = new Map<Reader, readonly [number, number]>()

  constructor(entries: readonly Entry[]) {
    const parts: Buffer[] = [open]
    let at = open.length
    for (const { reader, json } of entries) {
      parts.push(json, comma)
      this.#spans.set(reader, [at, at + json.length + comma.length])
      at += json.length + comma.length
    }
    this.#body = Buffer.concat(parts)
  }

  whole(): readonly Uint8Array[] {
    return framed([this.#body.subarray(0, -1)])
  }

  /** Nothing at all where the reader's own entry is the only one. */
  without(reader: Reader): readonly Uint8Array[] {
    const span = this.#spans.get(reader)
    if (!span) return this.whole()
    if (this.#spans.size === 1) return []
    const [from, to] = span
    // The comma that is left over is the last one: before the entry when it stands at the end, otherwise after another.
    if (to === this.#body.length) return framed([this.#body.subarray(0, from - 1)])
    return framed([this.#body.subarray(0, from), this.#body.subarray(to, -1)])
  }
}

const framed = (parts: readonly Buffer[]): readonly Uint8Array[] => {
  const length = parts.reduce((sum, part) => sum + part.length, close.length)
  const head = encoding.encode((to) => {
    encoding.writeUint8Array(to, presenceHead)
    encoding.writeVarUint(to, length)
  })
  return [head, ...parts, close]
}
