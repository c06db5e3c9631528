import type { WebSocket } from "ws"
import type { Ciphers } from "../../shared/protocol/ciphers.ts"
import { decodeClient, encodeHost } from "../../shared/protocol/codec.ts"
import {
  type ClientMessage,
  type Device,
  deadAfterMs,
  frameLimit,
  type HostMessage,
  heartbeatMs,
  presenceLimit,
  type Refusal,
} from "../../shared/protocol/messages.ts"
import { type FindSecret, secretOf } from "../../shared/protocol/opening.ts"
import { Allowance } from "./allowance.ts"
import { ChannelEnd } from "./channelEnd.ts"
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
  readonly ciphers: Ciphers
  readonly find: (...about: [...Parameters<FindSecret>, from: string]) => ReturnType<FindSecret>
  readonly onWrongSecret: (from: string) => void
  /** It sent far more than a program of ours would, and is cut off. */
  readonly onFlood: (connection: Connection) => void
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
  /** Of presence that came, shown or not; more is no hand that moves. */
  presenceAtAll: [60, 300],
} as const
/** What may wait here while a client is being slowed down; one that sends more floods us and is cut off. */
const inboxLimit = { messages: 4_096, bytes: 4 * 1_048_576 } as const

/**
 * One socket: reads frames, slows down whoever sends too much, and notices when nobody is there any more. A client
 * that is slowed down loses nothing: what it sends waits here, up to a limit that only a flood reaches.
 */
export class Connection implements Reader {
  isLive = false
  readonly connection: number
  readonly from: string
  readonly #frameLimit: number
  readonly #letIn: () => void
  readonly #socket: WebSocket
  readonly #wire: Wire
  readonly #channel: ChannelEnd
  readonly #ports: ConnectionPorts
  readonly #presence: Allowance
  readonly #presenceAtAll: Allowance
  readonly #others: Allowance
  readonly #bytes: Allowance
  #edits: Allowance
  #inbox: Received[] = []
  #inboxBytes = 0
  #held: Extract<ClientMessage, { type: "presence" }> | undefined
  #member: Member | undefined
  #isWaiting = false
  #isGone = false
  #heardAt: number

  constructor({ socket, stream, from, letIn }: Arrival, connection: number, ports: ConnectionPorts) {
    this.#socket = socket
    this.#letIn = letIn
    this.#wire = new Wire(stream)
    this.#channel = new ChannelEnd(this.#wire, {
      ciphers: ports.ciphers,
      find: (keyId) => ports.find(keyId, from),
      onWrongSecret: () => ports.onWrongSecret(from),
    })
    this.connection = connection
    this.from = from
    this.#frameLimit = isLoopback(from) ? frameLimit.toOwnHost : frameLimit.toHost
    this.#ports = ports
    const now = ports.now()
    this.#heardAt = now
    this.#edits = new Allowance(...limits.edits, now)
    this.#bytes = new Allowance(...limits.bytes, now)
    this.#presence = new Allowance(...limits.presence, now)
    this.#presenceAtAll = new Allowance(...limits.presenceAtAll, now)
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

  /** Nobody until the host has let them in. */
  get member(): Member | undefined {
    return this.#member
  }

  letIn(member: Member): void {
    this.#member = member
    this.#letIn()
  }

  get personId(): string {
    return this.#member?.person.personId ?? ""
  }

  send(frame: Uint8Array): void {
    if (this.#isOpen()) this.#channel.send(frame)
  }

  sendShared(frame: Uint8Array): void {
    if (this.#isOpen()) this.#channel.sendShared(frame)
  }

  tellRoomKey(key: Uint8Array): void {
    if (this.#isOpen()) this.#channel.tellRoomKey(key)
  }

  say(message: HostMessage): void {
    this.send(encodeHost(message))
  }

  waiting(): number {
    return this.#wire.waiting()
  }

  catchUp(): void {
    this.#ports.onCatchUp(this)
  }

  /** Tells why and closes. */
  end(reason: Refusal): void {
    if (this.#isOpen()) this.#channel.refuse(reason)
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

  #isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }

  #receive(data: unknown, isBinary: boolean): void {
    if (this.#isGone) return
    this.#hear()
    if (!isBinary || !Buffer.isBuffer(data)) return this.#cut()
    const taken = this.#channel.take(data)
    if (taken.is === "refused") this.close()
    else if (taken.is === "broken") this.#cut()
    else if (taken.is === "message") this.#read(taken.message, data.length)
  }

  #read(bytes: Uint8Array, size: number): void {
    const read = decodeClient(bytes, this.#frameLimit)
    if (!read.ok) return this.#cut()
    const message = read.value
    // Whoever names one pass outside and another inside is no program of ours.
    if (message.type === "hello" && secretOf(message.pass) !== this.#channel.secret) return this.end("pass")
    if (message.type === "presence" && !this.#presenceAtAll.take(1, this.#ports.now())) return this.#stopFlood()
    this.#inbox.push({ message, size })
    this.#inboxBytes += size
    const isTooLarge = this.#inbox.length > 1 && this.#inboxBytes > this.#frameLimit + inboxLimit.bytes
    if (isTooLarge || this.#inbox.length > inboxLimit.messages) return this.#stopFlood()
    if (!this.#isWaiting) this.#work()
  }

  #stopFlood(): void {
    this.#ports.onFlood(this)
    this.#cut()
  }

  #cut(): void {
    this.#leave()
    this.#socket.terminate()
  }

  #work(): void {
    for (let next = this.#inbox[0]; next && !this.#isGone; next = this.#inbox[0]) {
      const waitMs = this.#waitMs(next)
      if (waitMs > 0) return this.#wait(waitMs)
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

  #wait(ms: number): void {
    this.#isWaiting = true
    this.#ports.after(ms, () => {
      this.#isWaiting = false
      this.#work()
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
      if (this.#ports.now() - this.#heardAt > deadAfterMs) return this.#cut()
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
