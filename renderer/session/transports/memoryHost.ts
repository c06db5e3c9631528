import * as Y from "yjs"
import { origin } from "../../../shared/document/document.ts"
import { colours, type Role } from "../../../shared/model/records.ts"
import { decodeClient, encodeHost } from "../../../shared/protocol/codec.ts"
import {
  type ClientMessage,
  type Hello,
  type HostMessage,
  isNotice,
  type Notice,
  type Refusal,
  type Rejection,
  type RosterEntry,
  type Update,
} from "../../../shared/protocol/messages.ts"

/** How a connection is reached: what the real host has a socket for. */
export interface Peer {
  readonly send: (frame: Uint8Array) => void
  readonly close: () => void
}

export interface MemoryHostOptions {
  readonly ydoc?: Y.Doc
  readonly workshopId?: string
  readonly generation?: string
  /** The role a link's secret gives; undefined refuses it. Everybody is let in as participant when absent. */
  readonly roleOf?: (pass: string) => Role | undefined
  /** Refuses an edit; asked before it counts. */
  readonly judge?: (update: Uint8Array, instance: string) => Rejection | undefined
  readonly answer?: (ask: string, body: unknown) => unknown
  readonly now?: () => number
}

interface Instance {
  readonly clientId: number
  durable: number
  /** The last edit taken, on disk or not. */
  taken: number
}

interface Person {
  readonly personId: string
  readonly token: string
  readonly role: Role
  name: string
}

interface Client {
  readonly connection: number
  readonly peer: Peer
  hello?: Hello
  person?: Person
  instance?: Instance
}

/**
 * A host without disk or network that keeps the protocol's promises: an edit counts once per (instance, seq), is
 * acknowledged and relayed only when "on disk", and two connections never share an instance. Tests hold the disk
 * back, crash it or refuse edits; `npm run dev` runs on it.
 */
export class MemoryHost {
  ydoc: Y.Doc
  workshopId: string
  generation: string
  isReachable = true
  /** The next connections are refused with this. */
  refusal: Refusal | undefined
  readonly #options: MemoryHostOptions
  readonly #instances = new Map<string, Instance>()
  readonly #people = new Map<string, Person>()
  readonly #clients = new Set<Client>()
  #disk: Notice | undefined
  #isDiskHeld = false
  #unsynced: { client: Client; update: Update }[] = []
  #connections = 0

  constructor(options: MemoryHostOptions = {}) {
    this.#options = options
    this.ydoc = options.ydoc ?? new Y.Doc()
    this.workshopId = options.workshopId ?? "workshop-1"
    this.generation = options.generation ?? "generation-1"
  }

  /** Takes a new connection; the first frame must be a hello. */
  accept(peer: Peer): { readonly receive: (frame: Uint8Array) => void; readonly gone: () => void } {
    const client: Client = { connection: ++this.#connections, peer }
    this.#clients.add(client)
    return {
      receive: (frame) => {
        const message = decodeClient(frame)
        if (!this.#clients.has(client)) return
        if (message.ok) this.#take(client, message.value)
        else this.#drop(client)
      },
      gone: () => this.#leave(client),
    }
  }

  get connected(): number {
    return this.#clients.size
  }

  /** The last edit of an instance that is on disk. */
  durableOf(instance: string): number {
    return this.#instances.get(instance)?.durable ?? 0
  }

  /** From now on edits stay in memory, unacknowledged, until `releaseDisk`. */
  holdDisk(): void {
    this.#isDiskHeld = true
  }

  releaseDisk(): void {
    this.#isDiskHeld = false
    const held = this.#unsynced
    this.#unsynced = []
    for (const { client, update } of held) this.#makeDurable(client, update)
  }

  /** Loses what is not on disk and every connection, as a power cut does. */
  crash(): void {
    this.#unsynced = []
    this.#isDiskHeld = false
    for (const instance of this.#instances.values()) instance.taken = instance.durable
    this.dropAll()
  }

  dropAll(): void {
    for (const client of [...this.#clients]) this.#drop(client)
  }

  /** Another history under the same address: a workshop opened from a copy, or another workshop. */
  replaceHistory(generation: string, ydoc = new Y.Doc(), workshopId = this.workshopId): void {
    this.generation = generation
    this.workshopId = workshopId
    this.ydoc = ydoc
    this.#instances.clear()
    this.dropAll()
  }

  tell(notice: Notice): void {
    if (notice.type === "disk") this.#disk = notice
    for (const client of this.#clients) if (client.person) this.#send(client, { type: "notice", notice })
  }

  /** An edit by somebody who is not connected through this class. */
  editAsOther(change: (ydoc: Y.Doc) => void): void {
    const before = Y.encodeStateVector(this.ydoc)
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.ydoc))
    copy.transact(() => change(copy))
    const update = Y.encodeStateAsUpdate(copy, before)
    Y.applyUpdate(this.ydoc, update, origin.remote)
    this.#relay([update])
  }

  #send(client: Client, message: HostMessage): void {
    client.peer.send(encodeHost(message))
  }

  #drop(client: Client): void {
    client.peer.close()
    this.#leave(client)
  }

  #leave(client: Client): void {
    if (!this.#clients.delete(client) || !client.person) return
    const entry = { connection: client.connection, personId: client.person.personId, state: null }
    for (const other of this.#clients) if (other.person) this.#send(other, { type: "presence", entries: [entry] })
    this.#tellRoster()
  }

  #take(client: Client, message: ClientMessage): void {
    if (message.type === "hello" ? client.hello : !client.person) this.#drop(client)
    else if (message.type === "hello") this.#welcome(client, message)
    else if (message.type === "update") this.#edit(client, message)
    else if (message.type === "presence") this.#present(client, message.state)
    else if (message.type === "signal") return
    else this.#send(client, this.#reply(message))
  }

  #reply(message: Extract<ClientMessage, { type: "sync" | "ping" | "request" }>): HostMessage {
    switch (message.type) {
      case "sync":
        return { type: "state", update: Y.encodeStateAsUpdate(this.ydoc, message.stateVector), isLast: true }
      case "ping":
        return { type: "pong", at: message.at, hostTime: this.#now() }
      case "request": {
        const body = this.#options.answer?.(message.ask, message.body) ?? { refused: "unknown" }
        return { type: "answer", id: message.id, body }
      }
    }
  }

  #now(): number {
    return (this.#options.now ?? Date.now)()
  }

  #welcome(client: Client, hello: Hello): void {
    const person = this.#personFor(hello)
    const isOtherHistory = hello.generation !== "" && hello.generation !== this.generation
    const reason = this.refusal ?? (person ? (isOtherHistory ? "generation" : undefined) : "pass")
    if (!person || reason) {
      this.#send(client, { type: "refuse", reason: reason ?? "pass" })
      this.#drop(client)
      return
    }
    for (const other of [...this.#clients]) if (other.hello?.instance === hello.instance) this.#drop(other)
    client.hello = hello
    client.person = person
    client.instance = this.#instanceFor(hello.instance)
    this.#send(client, {
      type: "welcome",
      workshopId: this.workshopId,
      generation: this.generation,
      ...entryOf(person),
      token: person.token,
      clientId: client.instance.clientId,
      lastDurable: client.instance.durable,
      lineage: [],
      connection: client.connection,
      hostTime: this.#now(),
    })
    if (this.#disk && isNotice(this.#disk)) this.#send(client, { type: "notice", notice: this.#disk })
    this.#tellRoster()
  }

  #personFor(hello: Hello): Person | undefined {
    const known = this.#people.get(hello.pass)
    if (known) return known
    const role = this.#options.roleOf ? this.#options.roleOf(hello.pass) : "participant"
    if (!role) return undefined
    const number = this.#people.size + 1
    const person: Person = { personId: `person-${number}`, token: `token-${number}`, role, name: hello.name }
    this.#people.set(person.token, person)
    return person
  }

  #instanceFor(name: string): Instance {
    let instance = this.#instances.get(name)
    if (!instance) {
      instance = { clientId: 1000 + this.#connections * 7, durable: 0, taken: 0 }
      this.#instances.set(name, instance)
    }
    return instance
  }

  #edit(client: Client, message: Update): void {
    const { instance, person, hello } = client
    if (!instance || !person || !hello) return
    const { seq, update } = message
    if (seq <= instance.durable) this.#send(client, { type: "ack", upTo: instance.durable })
    if (seq <= instance.taken) return
    const reason = this.#judge(seq, update, instance, person, hello.instance)
    if (reason) {
      this.#send(client, { type: "reject", seq, reason, detail: "" })
      return
    }
    instance.taken = seq
    if (this.#isDiskHeld) this.#unsynced.push({ client, update: message })
    else this.#makeDurable(client, message)
  }

  #judge(seq: number, update: Uint8Array, to: Instance, person: Person, name: string): Rejection | undefined {
    if (person.role === "observer") return "role"
    if (seq !== to.taken + 1) return "gap"
    const foreign = Y.decodeUpdate(update).structs.some(({ id }) => id.client !== to.clientId)
    return foreign ? "identity" : this.#options.judge?.(update, name)
  }

  #makeDurable(client: Client, { seq, update }: Update): void {
    if (!client.instance) return
    Y.applyUpdate(this.ydoc, update, origin.remote)
    client.instance.durable = seq
    const now = [...this.#clients].find(({ instance }) => instance === client.instance)
    if (now) this.#send(now, { type: "ack", upTo: seq })
    this.#relay([update], client.instance)
  }

  #relay(updates: readonly Uint8Array[], from?: Instance): void {
    for (const client of this.#clients)
      if (client.person && client.instance !== from) this.#send(client, { type: "updates", updates })
  }

  #present(from: Client, state: unknown): void {
    if (!from.person) return
    const entry = { connection: from.connection, personId: from.person.personId, state: state ?? null }
    for (const client of this.#clients)
      if (client !== from && client.person) this.#send(client, { type: "presence", entries: [entry] })
  }

  #tellRoster(): void {
    const people: RosterEntry[] = [...this.#clients].flatMap(({ connection, person, hello }) =>
      person && hello ? [{ connection, ...entryOf(person), device: hello.device }] : [],
    )
    for (const client of this.#clients) if (client.person) this.#send(client, { type: "roster", people })
  }
}

const entryOf = ({ personId, name, role }: Person) => {
  const number = Number(personId.slice(personId.indexOf("-") + 1))
  return { personId, name, role, colour: colours[number % colours.length] ?? "neutral", glyph: number % 12 }
}
