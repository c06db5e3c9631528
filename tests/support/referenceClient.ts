/**
 * A client written from `shared/protocol/README.md` alone: it uses lib0, yjs and ws and nothing of ours, so that a
 * program outside can copy this file. It connects with a link, reads the state, edits and waits for the acknowledgement.
 */
import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import { WebSocket } from "ws"
import * as Y from "yjs"

const protocol = 1
const clientTypes = ["hello", "update", "sync", "presence", "ping", "request"] as const
const remote = Symbol("remote")

export interface Welcome {
  readonly workshopId: string
  readonly generation: string
  readonly personId: string
  readonly name: string
  readonly role: string
  readonly token: string
  readonly clientId: number
  readonly lastDurable: number
  readonly hostTime: number
}

export interface Rejection {
  readonly seq: number
  readonly reason: string
  readonly detail: string
}

export interface ConnectOptions {
  readonly name?: string
  /** The token of an earlier welcome, or typed digits; the link's secret when absent. */
  readonly pass?: string
  /** The queue to go on with; a new one when absent. */
  readonly queue?: Queue
  readonly ydoc?: Y.Doc
  readonly headers?: Readonly<Record<string, string>>
}

/** What a client keeps until the host acknowledges it: the name of the queue, its next number and the edits in it. */
export interface Queue {
  readonly instance: string
  next: number
  readonly unacknowledged: Map<number, Uint8Array>
}

export const newQueue = (): Queue => ({
  instance: Array.from({ length: 4 }, () => Math.random().toString(36).slice(2, 8).padEnd(6, "0")).join(""),
  next: 1,
  unacknowledged: new Map(),
})

/** Resolves when the state is complete; rejects with the host's reason when it does not let us in. */
export async function connect(link: string, options: ConnectOptions = {}): Promise<ReferenceClient> {
  const client = new ReferenceClient(link, options)
  await client.ready
  return client
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
  readonly #socket: WebSocket
  readonly #waiting = new Set<{ readonly isMet: () => boolean; readonly meet: () => void }>()
  readonly #answers = new Map<number, (body: unknown) => void>()
  readonly #settle: { readonly resolve: () => void; readonly reject: (problem: Error) => void }
  #welcome: Welcome | undefined
  #asked = 0

  constructor(link: string, { name = "Reference", pass, queue = newQueue(), ydoc, headers = {} }: ConnectOptions) {
    const url = new URL(link)
    this.ydoc = ydoc ?? new Y.Doc()
    this.queue = queue
    let settle: { resolve: () => void; reject: (problem: Error) => void } | undefined
    this.ready = new Promise((resolve, reject) => {
      settle = { resolve, reject }
    })
    this.#settle = settle ?? { resolve: () => {}, reject: () => {} }
    this.#socket = new WebSocket(`ws://${url.host}/ws`, { perMessageDeflate: false, headers })
    this.closed = new Promise((resolve) => {
      this.#socket.on("close", () => {
        this.#settle.reject(new Error(this.refusal ?? "closed"))
        resolve()
      })
    })
    this.#socket.on("error", (problem) => this.#settle.reject(problem))
    this.#socket.on("open", () => this.#hello(pass ?? url.hash.replace(/^#j=/, ""), name))
    this.#socket.on("message", (frame: Buffer) => this.#take(frame))
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
    if (isMet()) return Promise.resolve()
    return new Promise((resolve) => {
      const one = {
        isMet,
        meet: () => {
          this.#waiting.delete(one)
          resolve()
        },
      }
      this.#waiting.add(one)
    })
  }

  show(state: unknown): void {
    this.send("presence", (to) => encoding.writeVarString(to, JSON.stringify(state)))
  }

  ask(ask: string, body: unknown = null): Promise<unknown> {
    const id = ++this.#asked
    return new Promise((resolve) => {
      this.#answers.set(id, resolve)
      this.send("request", (to) => {
        encoding.writeVarUint(to, id)
        encoding.writeVarString(to, ask)
        encoding.writeVarString(to, JSON.stringify(body))
      })
    })
  }

  sendUpdate(seq: number, update: Uint8Array): void {
    this.send("update", (to) => {
      encoding.writeVarUint(to, seq)
      encoding.writeVarUint8Array(to, update)
    })
  }

  send(type: (typeof clientTypes)[number], write: (to: encoding.Encoder) => void): void {
    const frame = encoding.encode((to) => {
      encoding.writeUint8(to, protocol)
      encoding.writeUint8(to, clientTypes.indexOf(type))
      write(to)
    })
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(frame)
  }

  sendRaw(data: Uint8Array | string): void {
    this.#socket.send(data)
  }

  /** Stops and starts reading, as a slow network does. */
  pause(isPaused: boolean): void {
    if (isPaused) this.#socket.pause()
    else this.#socket.resume()
  }

  async close(): Promise<void> {
    this.ydoc.off("update", this.#onUpdate)
    this.ready.catch(() => {})
    this.#socket.terminate()
    await this.closed
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin === remote) return
    const seq = this.queue.next++
    this.queue.unacknowledged.set(seq, update)
    if (this.#welcome) this.sendUpdate(seq, update)
  }

  #hello(pass: string, name: string): void {
    this.send("hello", (to) => {
      encoding.writeVarUint(to, protocol)
      for (const part of [pass, this.queue.instance, name, "laptop", "en", ""]) encoding.writeVarString(to, part)
    })
  }

  #take(frame: Uint8Array): void {
    const from = decoding.createDecoder(frame)
    if (decoding.readUint8(from) !== protocol) throw new Error("another protocol")
    this.#read(decoding.readUint8(from), from)
    for (const one of [...this.#waiting]) if (one.isMet()) one.meet()
  }

  #read(type: number, from: decoding.Decoder): void {
    const { readVarUint: number, readVarString: text, readVarUint8Array: bytes } = decoding
    const json = () => JSON.parse(text(from))
    switch (type) {
      case 0:
        return this.#begin(json())
      case 1:
        this.refusal = text(from)
        return
      case 2: {
        const isLast = number(from) === 1
        Y.applyUpdate(this.ydoc, bytes(from), remote)
        // After applying: Yjs takes another client id when its own arrives from elsewhere, as when one comes back.
        this.ydoc.clientID = this.me.clientId
        if (isLast) this.#settle.resolve()
        return
      }
      case 3:
        for (let left = number(from); left > 0; left--) Y.applyUpdate(this.ydoc, bytes(from), remote)
        this.ydoc.clientID = this.me.clientId
        return
      case 4:
        return this.#acknowledge(number(from))
      case 5:
        this.rejections.push({ seq: number(from), reason: text(from), detail: text(from) })
        return
      case 6:
        for (const { connection, personId, state } of json()) {
          if (state === null) this.presence.delete(connection)
          else this.presence.set(connection, { personId, state })
        }
        return
      case 7:
        this.roster = json()
        return
      case 9: {
        const id = number(from)
        this.#answers.get(id)?.(json())
        this.#answers.delete(id)
        return
      }
      case 10:
        this.notices.push(json())
        return
    }
  }

  /** First what was not acknowledged is sent again, then the state is asked for. */
  #begin(welcome: Welcome): void {
    this.#welcome = welcome
    this.#acknowledge(welcome.lastDurable)
    this.queue.next = Math.max(this.queue.next, welcome.lastDurable + 1)
    for (const [seq, update] of this.queue.unacknowledged) this.sendUpdate(seq, update)
    this.send("sync", (to) => encoding.writeVarUint8Array(to, Y.encodeStateVector(this.ydoc)))
  }

  #acknowledge(upTo: number): void {
    this.acknowledged = Math.max(this.acknowledged, upTo)
    for (const seq of this.queue.unacknowledged.keys()) if (seq <= upTo) this.queue.unacknowledged.delete(seq)
  }
}
