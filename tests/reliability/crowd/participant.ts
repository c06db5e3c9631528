import { performance } from "node:perf_hooks"
import * as Y from "yjs"
import { openWithinMs, retryAfterMs } from "../../../renderer/session/link.ts"
import { deadAfterMs, heartbeatMs } from "../../../shared/protocol/messages.ts"
import { type ConnectOptions, newQueue, type Queue, ReferenceClient } from "../../support/referenceClient.ts"

/** Where a participant connects: a link, whose address may be that of a line in between, and the host behind it. */
export interface Way {
  readonly link: string
  /** `address:port` of the host, when the link leads to a line before it. */
  readonly host?: string
  /** What of the others' work they take in: a document for each of two hundred on one computer would measure that computer. */
  readonly state?: ConnectOptions["state"]
}

const watchMs = 500

/**
 * Somebody who comes back by themselves: the reference client, anew after each loss, with the same document, queue and
 * token. What is edited in between waits in the queue. It waits and gives up as the page does, so that times hold for the page too.
 */
export class Participant {
  readonly ydoc = new Y.Doc()
  readonly queue: Queue = newQueue()
  client: ReferenceClient | undefined
  /** Has been in at least once, and so has a client id to write with. */
  hasJoined = false
  readonly ackMs: number[] = []
  readonly joinMs: number[] = []
  connects = 0
  refusals = 0
  isReady = false
  acknowledged = 0
  readonly #editedAt = new Map<number, number>()
  #startedAt = 0
  #token: string | undefined
  #failures = 0
  #heardAt = 0
  #pingedAt = 0
  #isClosed = false
  #retry: ReturnType<typeof setTimeout> | undefined
  readonly #rejections: string[] = []
  readonly #watch: ReturnType<typeof setInterval>
  #way: Way

  constructor(way: Way) {
    this.#way = way
    this.#watch = setInterval(() => this.#look(), watchMs)
    this.ydoc.on("update", this.#keep)
    this.#connect()
  }

  /** One edit. Gives its number. */
  edit(change: (ydoc: Y.Doc) => void): number {
    const seq = this.queue.next
    this.#editedAt.set(seq, performance.now())
    this.ydoc.transact(() => change(this.ydoc))
    return seq
  }

  pending(): number {
    return this.queue.unacknowledged.size
  }

  move(way: Way): void {
    this.#way = way
  }

  /** Ends the present connection as a closed lid would, and comes back. */
  drop(): void {
    if (this.client) this.#lose(this.client)
  }

  /** Tries at once, as the page does when somebody looks at it again. */
  retryNow(): void {
    if (this.client) return
    clearTimeout(this.#retry)
    this.#connect()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#watch)
    clearTimeout(this.#retry)
    this.ydoc.off("update", this.#keep)
    await this.client?.close()
  }

  /** What the host refused, in all connections. */
  refused(): readonly string[] {
    const present = this.client?.rejections ?? []
    return [...this.#rejections, ...present.map(({ seq, reason, detail }) => `${seq} ${reason} ${detail}`)]
  }

  /** The client listens while there is one; without it the queue is ours to fill. */
  readonly #keep = (update: Uint8Array) => {
    if (!this.client) this.queue.unacknowledged.set(this.queue.next++, update)
  }

  #connect(): void {
    const { link, host, state } = this.#way
    this.connects++
    this.#heardAt = performance.now()
    this.#pingedAt = this.#heardAt
    this.#startedAt = this.#heardAt
    const client = new ReferenceClient(link, {
      queue: this.queue,
      ydoc: this.ydoc,
      name: "Trial",
      ...(state === undefined ? {} : { state }),
      ...(this.#token === undefined ? {} : { pass: this.#token }),
      ...(host === undefined ? {} : { headers: { Host: host } }),
    })
    this.client = client
    void client.until(() => this.#hear(client))
    client.ready.then(
      () => this.#settle(client),
      () => {},
    )
    void client.closed.then(() => {
      if (this.client === client) this.#lose(client)
    })
  }

  /** Called after each frame. */
  #hear(client: ReferenceClient): boolean {
    this.#heardAt = performance.now()
    for (; this.acknowledged < client.acknowledged; this.acknowledged++) {
      const editedAt = this.#editedAt.get(this.acknowledged + 1)
      if (editedAt !== undefined) this.ackMs.push(this.#heardAt - editedAt)
      this.#editedAt.delete(this.acknowledged + 1)
    }
    return false
  }

  #settle(client: ReferenceClient): void {
    this.#token = client.me.token
    this.#failures = 0
    this.isReady = true
    this.hasJoined = true
    this.joinMs.push(performance.now() - this.#startedAt)
  }

  #lose(client: ReferenceClient): void {
    this.isReady = false
    this.acknowledged = Math.max(this.acknowledged, client.acknowledged)
    this.client = undefined
    this.#rejections.push(...client.rejections.map(({ seq, reason, detail }) => `${seq} ${reason} ${detail}`))
    if (client.refusal !== undefined) this.refusals++
    void client.close()
    if (this.#isClosed) return
    this.#retry = setTimeout(() => this.#connect(), retryAfterMs(this.#failures++, Math.random()))
  }

  #look(): void {
    const { client } = this
    if (!client) return
    const now = performance.now()
    if (now - this.#heardAt > (this.isReady ? deadAfterMs : openWithinMs)) {
      this.#failures = 0
      this.#lose(client)
    } else if (this.isReady && now - this.#pingedAt >= heartbeatMs) {
      this.#pingedAt = now
      client.send("ping", 0)
    }
  }
}
