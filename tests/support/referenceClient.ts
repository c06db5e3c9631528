/**
 * A client written from `shared/protocol/README.md` alone: it uses lib0, yjs and ws and nothing of ours, so that a
 * program outside can copy this file. It connects with a link, reads the state, edits and waits for the acknowledgement.
 */
import * as crypto from "node:crypto"
import { inflateSync } from "node:zlib"
import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import { WebSocket } from "ws"
import * as Y from "yjs"

const protocol = 2
const clientTypes = ["hello", "update", "sync", "presence", "ping", "request"] as const
const { readVarUint: number, readVarString: text, readVarUint8Array: bytes } = decoding
const json = (from: decoding.Decoder) => JSON.parse(text(from))

export type Welcome = Readonly<
  Record<"workshopId" | "generation" | "personId" | "name" | "role" | "token", string> &
    Record<"clientId" | "lastDurable" | "connection" | "hostTime", number>
>
export type Rejection = Readonly<{ seq: number; reason: string; detail: string }>

export interface ConnectOptions {
  readonly name?: string
  /** The token of an earlier welcome, or typed digits; the link's secret when absent. */
  readonly pass?: string
  /** The queue to go on with; a new one when absent. */
  readonly queue?: Queue
  readonly ydoc?: Y.Doc
  readonly headers?: Readonly<Record<string, string>>
  /** `heard`: takes nothing into the document, which costs hardly any time. `unasked`: hears only of its own edits. */
  readonly state?: "heard" | "unasked"
  /** Hears every message as it was before sealing; a packed state also unpacked. */
  readonly hear?: (message: Uint8Array) => void
}

/** What a client keeps until the host acknowledges it: the name of the queue, its next number and the edits in it. */
export type Queue = { readonly instance: string; next: number; readonly unacknowledged: Map<number, Uint8Array> }

export const newQueue = (): Queue => ({ instance: crypto.randomUUID(), next: 1, unacknowledged: new Map() })

/** Resolves when the state is complete; rejects with the host's reason when it does not let us in. */
export async function connect(link: string, options: ConnectOptions = {}): Promise<ReferenceClient> {
  const client = new ReferenceClient(link, options)
  await client.ready
  return client
}

/** What stands before the 32 bytes of an X25519 public key in DER. */
const der = Buffer.from("302a300506032b656e032100", "hex")
const spki = { format: "der", type: "spki" } as const
const [cipher, tag] = ["chacha20-poly1305", { authTagLength: 16 }] as const
const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), crypto.createHash("sha256")).digest()

/** The sealed channel: what is sent first, what the answer makes of it, and the frames after that. */
class Channel {
  readonly opening: Uint8Array
  readonly #pair = crypto.generateKeyPairSync("x25519")
  readonly #secret: string
  #keys: { readonly toHost: Buffer; readonly toClient: Buffer; room: Uint8Array } | undefined
  readonly #count = { sent: 0, received: 0, shared: 0, leastShared: 0 }

  constructor(pass: string) {
    this.#secret = pass.length < 16 ? "" : pass
    const hash = sha256(`cairn key id ${pass}`).toString("hex").slice(0, 32)
    const keyId = pass.includes(".") ? pass.slice(0, pass.indexOf(".")) : this.#secret && hash
    this.opening = encoding.encode((to) => {
      encoding.writeUint8(to, protocol)
      encoding.writeUint8Array(to, this.#pair.publicKey.export(spki).subarray(der.length))
      encoding.writeVarString(to, keyId)
    })
  }

  seal(message: Uint8Array): Uint8Array {
    if (!this.#keys) throw new Error("not open yet")
    const sealing = crypto.createCipheriv(cipher, this.#keys.toHost, nonce(0, this.#count.sent++), tag)
    sealing.setAAD(Buffer.of(0), { plaintextLength: message.length })
    return Buffer.concat([Buffer.of(0), sealing.update(message), sealing.final(), sealing.getAuthTag()])
  }

  /** The message in a frame, a word for the answer to our opening, or nothing for the room's key. */
  take(frame: Buffer): Uint8Array | string | undefined {
    const [keys, count] = [this.#keys, this.#count]
    if (!keys) return this.#begin(frame)
    if (frame[0] === 1) {
      const from = decoding.createDecoder(frame.subarray(1))
      const number = decoding.readVarUint(from)
      if (number < count.leastShared) throw new Error("a frame came twice")
      Object.assign(count, { leastShared: number + 1, shared: count.shared + 1 })
      return opened(frame, 1 + from.pos, keys.room, nonce(0, number))
    }
    const message = opened(frame, 1, keys.toClient, nonce(count.shared, count.received++))
    if (frame[0] === 0) return message
    keys.room = message
    count.leastShared = 0
    return undefined
  }

  #begin(answer: Buffer): string {
    if (answer[1] !== 0) return decoding.readVarString(decoding.createDecoder(answer.subarray(2)))
    const publicKey = crypto.createPublicKey({ key: Buffer.concat([der, answer.subarray(2)]), ...spki })
    const agreed = crypto.diffieHellman({ privateKey: this.#pair.privateKey, publicKey })
    const [input, salt] = [Buffer.concat([agreed, Buffer.from(this.#secret)]), sha256(this.opening, answer)]
    const both = Buffer.from(crypto.hkdfSync("sha256", input, salt, "cairn 2 channel", 64))
    this.#keys = { toHost: both.subarray(0, 32), toClient: both.subarray(32), room: new Uint8Array(32) }
    return "open"
  }
}

/** Little endian: shared frames so far (4 bytes), number of this frame (8). */
const nonce = (shared: number, number: number): Buffer =>
  Buffer.from(Uint32Array.of(shared, number, Math.floor(number / 2 ** 32)).buffer)

function opened(frame: Buffer, headLength: number, key: Uint8Array, iv: Buffer): Uint8Array {
  const end = frame.length - tag.authTagLength
  const opening = crypto.createDecipheriv(cipher, key, iv, tag)
  opening.setAAD(frame.subarray(0, headLength), { plaintextLength: end - headLength })
  opening.setAuthTag(frame.subarray(end))
  return Buffer.concat([opening.update(frame.subarray(headLength, end)), opening.final()])
}

export class ReferenceClient {
  readonly ydoc: Y.Doc
  readonly queue: Queue
  readonly ready: Promise<void>
  readonly closed: Promise<void>
  readonly rejections: Rejection[] = []
  readonly notices: { readonly type: string; readonly [part: string]: unknown }[] = []
  readonly presence = new Map<number, { readonly personId: string; readonly state: unknown }>()
  roster: readonly { readonly connection: number; readonly personId: string; readonly name: string }[] = []
  refusal: string | undefined
  /** Everything up to this number is on the host's disk. */
  acknowledged = 0
  readonly socket: WebSocket
  readonly #channel: Channel
  readonly #hello: readonly string[]
  readonly #options: ConnectOptions
  readonly #waiting = new Set<() => void>()
  readonly #answers = new Map<number, (body: unknown) => void>()
  readonly #settle = { resolve: () => {}, reject: (_problem: Error) => {} }
  #welcome: Welcome | undefined
  #asked = 0

  constructor(link: string, options: ConnectOptions) {
    const { name = "Reference", pass, queue = newQueue(), ydoc = new Y.Doc(), headers = {} } = options
    const url = new URL(link)
    this.#options = options
    this.ydoc = ydoc
    this.queue = queue
    this.ready = new Promise((resolve, reject) => Object.assign(this.#settle, { resolve, reject }))
    this.socket = new WebSocket(`ws://${url.host}/ws`, { perMessageDeflate: false, headers })
    this.closed = new Promise((resolve) => this.socket.on("close", () => resolve()))
    this.socket.on("close", () => this.#settle.reject(new Error(this.refusal ?? "closed")))
    this.socket.on("error", (problem) => this.#settle.reject(problem))
    const shown = pass ?? url.hash.replace(/^#j=/, "")
    this.#channel = new Channel(shown)
    this.#hello = [shown, queue.instance, name, "laptop", "en", ""]
    this.socket.on("open", () => this.socket.send(this.#channel.opening))
    this.socket.on("message", this.#take)
    this.ydoc.on("update", this.#onUpdate)
  }

  get me(): Welcome {
    if (!this.#welcome) throw new Error("not welcome yet")
    return this.#welcome
  }

  /** One edit: everything the function changes is one transaction. Gives its number. */
  edit(change: (ydoc: Y.Doc) => void): number {
    const seq = this.queue.next
    this.ydoc.transact(() => change(this.ydoc))
    return seq
  }

  /** Resolves when everything edited so far is on the host's disk. */
  saved(): Promise<void> {
    const upTo = this.queue.next - 1
    return this.until(() => this.acknowledged >= upTo)
  }

  /** Resolves when this holds; looked at after each frame. */
  until(isMet: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => void (isMet() && this.#waiting.delete(look) && resolve())
      this.#waiting.add(look)
      look()
    })
  }

  ask(ask: string, body: unknown = null): Promise<unknown> {
    const id = ++this.#asked
    this.send("request", id, ask, JSON.stringify(body))
    return new Promise((resolve) => this.#answers.set(id, resolve))
  }

  show = (state: unknown): void => this.send("presence", JSON.stringify(state))
  sendUpdate = (seq: number, update: Uint8Array): void => this.send("update", seq, update)

  /** A message from its parts: numbers, texts and bytes. */
  send(type: (typeof clientTypes)[number], ...parts: readonly (number | string | Uint8Array)[]): void {
    const message = encoding.encode((to) => {
      for (const byte of [protocol, clientTypes.indexOf(type)]) encoding.writeUint8(to, byte)
      for (const part of parts) {
        if (typeof part === "number") encoding.writeVarUint(to, part)
        else if (typeof part === "string") encoding.writeVarString(to, part)
        else encoding.writeVarUint8Array(to, part)
      }
    })
    this.sendSealed(message)
  }

  /** A frame as it is, good or bad, through the channel. */
  sendSealed(frame: Uint8Array): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(this.#channel.seal(frame))
  }

  async close(): Promise<void> {
    this.ydoc.off("update", this.#onUpdate)
    this.ready.catch(() => {})
    this.socket.terminate()
    await this.closed
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin === "remote") return
    const seq = this.queue.next++
    this.queue.unacknowledged.set(seq, update)
    if (this.#welcome) this.sendUpdate(seq, update)
  }

  readonly #take = (frame: Buffer): void => {
    let taken: ReturnType<Channel["take"]>
    try {
      taken = this.#channel.take(frame)
    } catch {
      // Nothing on a connection can be trusted once a frame does not open.
      return this.socket.terminate()
    }
    if (taken === "open") return this.send("hello", protocol, ...this.#hello)
    if (typeof taken === "string") this.refusal = taken
    if (typeof taken !== "object") return
    this.#options.hear?.(taken)
    const from = decoding.createDecoder(taken)
    if (decoding.readUint8(from) !== protocol) throw new Error("another protocol")
    this.#takes[decoding.readUint8(from)]?.(from)
    for (const look of [...this.#waiting]) look()
  }

  /** By type: welcome, refuse, state, updates, ack, reject, presence, roster, pong, answer, notice. */
  readonly #takes: readonly ((from: decoding.Decoder) => unknown)[] = [
    (from) => this.#begin(json(from)),
    (from) => Object.assign(this, { refusal: text(from) }),
    (from) => this.#takeState(number(from), bytes(from)),
    (from) => this.#apply(Array.from({ length: number(from) }, () => bytes(from))),
    (from) => this.#acknowledge(number(from)),
    (from) => this.rejections.push({ seq: number(from), reason: text(from), detail: text(from) }),
    (from) => this.#takePresence(json(from)),
    (from) => Object.assign(this, { roster: json(from) }),
    () => {},
    (from) => this.#answers.get(number(from))?.(json(from)),
    (from) => this.notices.push(json(from)),
  ]

  #takeState(flags: number, update: Uint8Array): void {
    const state = flags & 2 ? inflateSync(update) : update
    this.#options.hear?.(state)
    this.#apply([state])
    if (flags & 1) this.#settle.resolve()
  }

  #apply(updates: readonly Uint8Array[]): void {
    if (!this.#options.state)
      this.ydoc.transact(() => {
        for (const update of updates) Y.applyUpdate(this.ydoc, update, "remote")
      }, "remote")
    // After applying: Yjs takes another client id when its own arrives from elsewhere, as when one comes back.
    this.ydoc.clientID = this.me.clientId
  }

  #takePresence(entries: readonly { connection: number; personId: string; state: unknown }[]): void {
    for (const { connection, personId, state } of entries) {
      if (state === null) this.presence.delete(connection)
      else if (connection !== this.me.connection) this.presence.set(connection, { personId, state })
    }
  }

  /** First what was not acknowledged is sent again, then the state is asked for. */
  #begin(welcome: Welcome): void {
    this.#welcome = welcome
    this.#acknowledge(welcome.lastDurable)
    this.queue.next = Math.max(this.queue.next, welcome.lastDurable + 1)
    for (const [seq, update] of this.queue.unacknowledged) this.sendUpdate(seq, update)
    if (this.#options.state !== "unasked") return this.send("sync", Y.encodeStateVector(this.ydoc))
    this.#takeState(1, Uint8Array.of(0, 0))
  }

  #acknowledge(upTo: number): void {
    this.acknowledged = Math.max(this.acknowledged, upTo)
    for (const seq of this.queue.unacknowledged.keys()) if (seq <= upTo) this.queue.unacknowledged.delete(seq)
  }
}
