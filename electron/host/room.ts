import * as Y from "yjs"
import { origin, type WorkshopDocument } from "../../shared/document/document.ts"
import type { Role } from "../../shared/model/records.ts"
import { readPresence } from "../../shared/presence/presence.ts"
import type { ClientMessage, HostMessage, Rejection, Update } from "../../shared/protocol/messages.ts"
import { type Ask, asks, mayAsk } from "../../shared/protocol/requests.ts"
import { admission, type Welcomed } from "./admission.ts"
import { Connection, type ConnectionPorts } from "./connection.ts"
import { takeEdit } from "./gate.ts"
import { type Instances, type KnownInstance, openInstances } from "./instances.ts"
import { openJoinState } from "./joinState.ts"
import type { Journal } from "./journal.ts"
import type { Instance } from "./journalFormat.ts"
import type { Passes } from "./passes.ts"
import { personIn, rename } from "./people.ts"
import { openRelay } from "./relay.ts"
import type { Arrival } from "./wire.ts"

/**
 * Everyone connected to one workshop. An edit goes gate, document, journal; when the journal has it on disk its author
 * hears so and the others get it.
 */
export interface RoomPorts {
  readonly document: WorkshopDocument
  readonly workshopId: string
  readonly generation: string
  readonly instances: Iterable<Instance>
  readonly passes: Passes
  readonly newId: () => string
  readonly now: () => number
  /** Milliseconds since 1970, for people only. */
  readonly clock: () => number
  readonly after: (ms: number, run: () => void) => void
  /** Answers what concerns the host rather than this workshop. */
  readonly answer: (ask: Ask, body: unknown) => Promise<unknown>
  readonly onPeople: (count: number) => void
}

/** The most connections at once. */
const fullAt = 400
/** The most bytes a workshop may have. */
const bytesLimit = 50 * 1024 * 1024

export class Room {
  readonly #ports: RoomPorts
  readonly #instances: Instances
  readonly #connections = new Set<Connection>()
  readonly #byInstance = new Map<KnownInstance, Connection>()
  readonly #relay
  readonly #joinState
  readonly #admit
  #journal: Journal | undefined
  #ackDue = new Set<KnownInstance>()
  #count = 0
  #bytes: number

  constructor(ports: RoomPorts) {
    this.#ports = ports
    const { ydoc } = ports.document
    this.#instances = openInstances(
      ports.instances,
      (client) => client === ydoc.clientID || Y.getState(ydoc.store, client) > 0,
    )
    this.#relay = openRelay(ports)
    this.#joinState = openJoinState(ydoc)
    this.#admit = admission({ ...ports, instances: this.#instances })
    this.#bytes = Y.encodeStateAsUpdate(ydoc).length
    // Yjs encodes every transaction again for a listener of updates; only the host's own edits are worth that.
    const note = (update: Uint8Array) => this.#noteHostEdit(update)
    ydoc.on("beforeTransaction", (transaction: Y.Transaction) => {
      ydoc.off("update", note)
      if (transaction.origin === origin.host) ydoc.on("update", note)
    })
  }

  /** Edits are taken from now on. */
  start(journal: Journal): void {
    this.#journal = journal
  }

  /** Everything as it stands, for a new file. */
  whole() {
    const { workshopId, generation, document } = this.#ports
    const state = Y.encodeStateAsUpdate(document.ydoc)
    this.#bytes = state.length
    return { workshopId, generation, state, instances: this.#instances.all() }
  }

  accept(arrival: Arrival): void {
    const ports: ConnectionPorts = {
      now: this.#ports.now,
      after: this.#ports.after,
      onMessage: (connection, message) => this.#take(connection, message),
      onGone: (connection) => this.#leave(connection),
      onCatchUp: (connection) => this.#sendState(connection, Uint8Array.of(0)),
    }
    this.#connections.add(new Connection(arrival, ++this.#count, ports))
  }

  tell(message: HostMessage): void {
    this.#relay.tell(message)
  }

  people(): number {
    return new Set([...this.#connections].flatMap(({ member }) => member?.person.personId ?? [])).size
  }

  /** Ends all connections; clients come back by themselves when there is somewhere to come back to. */
  close(reason?: "generation"): void {
    this.#relay.stop()
    for (const connection of [...this.#connections]) {
      if (reason) connection.end(reason)
      else connection.close()
    }
  }

  #take(connection: Connection, message: ClientMessage): void {
    const { member } = connection
    if (!member) {
      if (message.type !== "hello") connection.end("pass")
      else if (this.#byInstance.size >= fullAt) connection.end("full")
      else this.#welcome(connection, this.#admit(message, connection.from))
      return
    }
    switch (message.type) {
      case "hello":
        connection.close()
        return
      case "update":
        return this.#edit(connection, member.instance, member.person.role, message)
      case "sync":
        return this.#sendState(connection, message.stateVector)
      case "presence":
        if (connection.isLive && member.person.role !== "observer")
          this.#relay.present(connection, message.state === null ? null : readPresence(message.state))
        return
      case "ping":
        return connection.say({ type: "pong", at: message.at, hostTime: this.#ports.clock() })
      case "request":
        void this.#ask(connection, message.ask, message.body).then((body) =>
          connection.say({ type: "answer", id: message.id, body }),
        )
        return
    }
  }

  #welcome(connection: Connection, welcomed: Welcomed): void {
    if ("refuse" in welcomed) return connection.end(welcomed.refuse)
    const { member, isNewInstance, message } = welcomed
    const { instance } = member
    this.#byInstance.get(instance)?.close()
    this.#byInstance.set(instance, connection)
    connection.member = member
    if (isNewInstance) {
      const { durable: _, taken: lastDurable, ...rest } = instance
      this.#journal?.append({ type: "instance", ...rest, lastDurable }, () => {})
    } else connection.welcomeBack()
    connection.say(message)
    const problem = this.#journal?.problem() ?? null
    if (problem) connection.say({ type: "notice", notice: { type: "disk", problem } })
    this.#tellRoster()
    this.#ports.onPeople(this.people())
  }

  #leave(connection: Connection): void {
    this.#connections.delete(connection)
    this.#relay.leave(connection)
    const { member } = connection
    if (!member) return
    if (this.#byInstance.get(member.instance) === connection) this.#byInstance.delete(member.instance)
    this.#tellRoster()
    this.#ports.onPeople(this.people())
  }

  #sendState(connection: Connection, stateVector: Uint8Array): void {
    for (const frame of this.#joinState.framesFor(stateVector)) connection.send(frame)
    if (connection.isLive) return
    connection.isLive = true
    this.#relay.join(connection)
    this.#tellRoster()
  }

  #tellRoster(): void {
    this.#relay.roster(() => ({
      type: "roster",
      people: [...this.#connections].flatMap(({ connection, member }) =>
        member ? [{ connection, device: member.device, ...member.person }] : [],
      ),
    }))
  }

  #edit(connection: Connection, instance: KnownInstance, role: Role, { seq, update }: Update): void {
    const journal = this.#journal
    if (!journal) return connection.end("not-ready")
    if (seq <= instance.taken) {
      if (seq <= instance.durable) connection.say({ type: "ack", upTo: instance.durable })
      return
    }
    const reject = (reason: Rejection, detail: string) => connection.say({ type: "reject", seq, reason, detail })
    if (seq !== instance.taken + 1) return reject("gap", `expected ${instance.taken + 1}`)
    if (this.#bytes > bytesLimit) return reject("quota", "the workshop is full")
    const { clientId, personId } = instance
    const taken = takeEdit(this.#ports.document, { clientId, personId, role }, update)
    if (!taken.ok) return reject(taken.error.reason, taken.error.detail)
    instance.taken = seq
    this.#bytes += update.length
    this.#joinState.note(update)
    journal.append({ type: "edit", instance: instance.instance, seq, update }, () => {
      instance.durable = seq
      this.#ack(instance)
      this.#relay.edit(update, this.#byInstance.get(instance))
    })
  }

  /** Once for all that one write to the disk has covered. */
  #ack(instance: KnownInstance): void {
    if (this.#ackDue.size === 0) queueMicrotask(() => this.#sendAcks())
    this.#ackDue.add(instance)
  }

  #sendAcks(): void {
    for (const instance of this.#ackDue) this.#byInstance.get(instance)?.say({ type: "ack", upTo: instance.durable })
    this.#ackDue = new Set()
  }

  #noteHostEdit(update: Uint8Array): void {
    this.#joinState.note(update)
    this.#bytes += update.length
    this.#journal?.append({ type: "host-edit", update }, () => this.#relay.edit(update, undefined))
  }

  async #ask(connection: Connection, name: string, body: unknown): Promise<unknown> {
    const ask = asks.find((one) => one === name)
    const { member } = connection
    if (!ask || !member) return { refused: "unknown" }
    if (!mayAsk(member.person.role, ask)) return { refused: "role" }
    if (ask === "rename") return this.#rename(connection, text(body, "name"))
    if (ask === "remove") return this.#remove(text(body, "personId"))
    return this.#ports.answer(ask, body).catch(() => ({ refused: "failed" }))
  }

  #rename(connection: Connection, name: string): unknown {
    const { document } = this.#ports
    const { personId } = connection
    if (!rename(document, personId, name)) return { refused: "name" }
    for (const { member } of this.#connections) {
      if (member?.person.personId === personId) member.person = personIn(document, personId, member.person.role)
    }
    this.#tellRoster()
    return null
  }

  async #remove(personId: string): Promise<unknown> {
    await this.#ports.passes.remove(personId)
    for (const connection of [...this.#connections]) if (connection.personId === personId) connection.end("removed")
    return null
  }
}

const text = (body: unknown, name: string): string => {
  const value =
    typeof body === "object" && body !== null ? Object.getOwnPropertyDescriptor(body, name)?.value : undefined
  return typeof value === "string" ? value : ""
}
