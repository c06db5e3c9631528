import type { WebSocket } from "ws"
import { decodeClient, encodeHost } from "../../shared/protocol/codec.ts"
import {
  type ClientMessage,
  type Device,
  deadAfterMs,
  frameLimit,
  type HostMessage,
  heartbeatMs,
  presenceLimit,
  protocolVersion,
  type Refusal,
} from "../../shared/protocol/messages.ts"
import { Allowance } from "./allowance.ts"
import type { KnownInstance } from "./instances.ts"
import type { Person } from "./people.ts"
import type { Reader } from "./relay.ts"
import { isLoopback } from "./web.ts"
import { type Arrival, Wire } from "./wire.ts"

/** Who a connection has turned out to be. */
export interface Member {
  person: Person
  readonly device: Device
  readonly instance: KnownInstance
}

/** What the workshop does with a connection's messages. Nothing thrown here reaches the process: the connection ends. */
export interface ConnectionPorts {
  readonly now: () => number
  readonly after: (ms: number, run: () => void) => void
  readonly onMessage: (connection: Connection, message: ClientMessage) => void
  readonly onGone: (connection: Connection) => void
  readonly onCatchUp: (connection: Connection) => void
}

interface Received {
  readonly message: ClientMessage
  /** Bytes of its frame. */
  readonly size: number
}

/** Version, type and length in front of a presence state. */
const frameHead = 4
const helloWithinMs = 5_000
/** Durable edits, bytes, presence and everything else, per second and at once. */
const limits = {
  edits: [30, 120],
  returning: [30, 400],
  bytes: [262_144, 1_048_576],
  presence: [15, 30],
  others: [10, 40],
} as const
/** What may wait here while a client is being slowed down; one that sends more is cut off. */
const inboxLimit = { messages: 4_096, bytes: 4 * 1_048_576 } as const

/**
 * One socket: reads frames, slows down whoever sends too much, and notices when nobody is there any more. A client
 * that is slowed down loses nothing: its socket is not read for a moment.
 */
export class Connection implements Reader {
  member: Member | undefined
  isLive = false
  readonly connection: number
  readonly from: string
  readonly #frameLimit: number
  readonly #socket: WebSocket
  readonly #wire: Wire
  readonly #ports: ConnectionPorts
  readonly #presence: Allowance
  readonly #others: Allowance
  readonly #bytes: Allowance
  #edits: Allowance
  #inbox: Received[] = []
  #inboxBytes = 0
  #held: Extract<ClientMessage, { type: "presence" }> | undefined
  #isPaused = false
  #isGone = false
  #heardAt: number

  constructor({ socket, stream, from }: Arrival, connection: number, ports: ConnectionPorts) {
    this.#socket = socket
    this.#wire = new Wire(stream)
    this.connection = connection
    this.from = from
    this.#frameLimit = isLoopback(from) ? frameLimit.toOwnHost : frameLimit.toHost
    this.#ports = ports
    const now = ports.now()
    this.#heardAt = now
    this.#edits = new Allowance(...limits.edits, now)
    this.#bytes = new Allowance(...limits.bytes, now)
    this.#presence = new Allowance(...limits.presence, now)
    this.#others = new Allowance(...limits.others, now)
    socket.on("message", (data, isBinary) => this.#receive(data, isBinary))
    socket.on("pong", () => this.#hear())
    socket.on("close", () => this.#leave())
    // Oversized and malformed frames end here; the socket closes by itself.
    socket.on("error", () => {})
    ports.after(helloWithinMs, () => {
      if (!this.member) this.end("pass")
    })
    this.#watch()
  }

  get personId(): string {
    return this.member?.person.personId ?? ""
  }

  send(...parts: readonly Uint8Array[]): void {
    if (parts.length > 0 && this.#socket.readyState === this.#socket.OPEN) this.#wire.send(parts)
  }

  say(message: HostMessage): void {
    this.send(encodeHost(message))
  }

  waiting(): number {
    return this.#socket.bufferedAmount
  }

  catchUp(): void {
    this.#ports.onCatchUp(this)
  }

  /** Tells why and closes. */
  end(reason: Refusal): void {
    this.say({ type: "refuse", reason })
    this.close()
  }

  close(): void {
    this.#leave()
    this.#socket.close(1000)
    // A client that never answers the closing is not waited for.
    this.#ports.after(1_000, () => this.#socket.terminate())
  }

  /** After the welcome: somebody who comes back with a full queue may send it faster. */
  welcomeBack(): void {
    this.#edits = new Allowance(...limits.returning, this.#ports.now())
  }

  #receive(data: unknown, isBinary: boolean): void {
    if (this.#isGone) return
    this.#hear()
    const read = isBinary && Buffer.isBuffer(data) ? decodeClient(data, this.#frameLimit) : undefined
    if (!read?.ok || !Buffer.isBuffer(data)) return this.#answerUnreadable(data)
    this.#inbox.push({ message: read.value, size: data.length })
    this.#inboxBytes += data.length
    const isFlood = this.#inbox.length > 1 && this.#inboxBytes > this.#frameLimit + inboxLimit.bytes
    if (isFlood || this.#inbox.length > inboxLimit.messages) return this.#cut()
    if (!this.#isPaused) this.#work()
  }

  /** A newer or older program gets a reason; damaged frames get none. */
  #answerUnreadable(data: unknown): void {
    const isOtherVersion = Buffer.isBuffer(data) && data.length > 1 && data[0] !== protocolVersion
    if (isOtherVersion && !this.member) this.end("protocol")
    else this.#cut()
  }

  #cut(): void {
    this.#leave()
    this.#socket.terminate()
  }

  #work(): void {
    for (let next = this.#inbox[0]; next && !this.#isGone; next = this.#inbox[0]) {
      const waitMs = this.#waitMs(next)
      if (waitMs > 0) return this.#pause(waitMs)
      this.#inbox.shift()
      this.#inboxBytes -= next.size
      this.#take(next)
    }
  }

  /** Takes from the allowances what a message costs, or tells how long until it can. */
  #waitMs({ message, size }: Received): number {
    const now = this.#ports.now()
    if (message.type === "presence") return 0
    const count = message.type === "update" ? this.#edits : this.#others
    const waitMs = Math.max(count.waitMs(1, now), this.#bytes.waitMs(size, now))
    if (waitMs > 0) return waitMs
    count.take(1, now)
    this.#bytes.take(size, now)
    return 0
  }

  #pause(ms: number): void {
    this.#isPaused = true
    this.#socket.pause()
    this.#ports.after(ms, () => {
      this.#isPaused = false
      if (this.#isGone) return
      this.#hear()
      this.#work()
      if (!this.#isPaused) this.#socket.resume()
    })
  }

  #take({ message, size }: Received): void {
    if (message.type === "presence") this.#show(message, size)
    else this.#hand(message)
  }

  /** The newest counts: one too early replaces the one that waits, so that the last one is never lost. */
  #show(message: Extract<ClientMessage, { type: "presence" }>, size: number): void {
    if (size > presenceLimit + frameHead) return
    const isWaiting = this.#held !== undefined
    this.#held = message
    if (isWaiting) return
    const waitMs = this.#presence.waitMs(1, this.#ports.now())
    if (waitMs > 0) this.#ports.after(waitMs, () => this.#showHeld())
    else this.#showHeld()
  }

  #showHeld(): void {
    const message = this.#held
    this.#held = undefined
    this.#presence.take(1, this.#ports.now())
    if (message && !this.#isGone) this.#hand(message)
  }

  #hand(message: ClientMessage): void {
    try {
      this.#ports.onMessage(this, message)
    } catch {
      this.#cut()
    }
  }

  #hear(): void {
    this.#heardAt = this.#ports.now()
  }

  #watch(): void {
    this.#ports.after(heartbeatMs, () => {
      if (this.#isGone) return
      if (!this.#isPaused && this.#ports.now() - this.#heardAt > deadAfterMs) return this.#cut()
      if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping(undefined, undefined, ignoreFailure)
      this.#watch()
    })
  }

  #leave(): void {
    if (this.#isGone) return
    this.#isGone = true
    this.#inbox = []
    this.#ports.onGone(this)
  }
}

const ignoreFailure = () => {}
