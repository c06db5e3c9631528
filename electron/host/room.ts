import * as Y from "yjs"
import type { WorkshopDocument } from "../../shared/document/document.ts"
import type { Role } from "../../shared/model/records.ts"
import { leads } from "../../shared/model/rights.ts"
import { readPresence } from "../../shared/presence/presence.ts"
import type { KnownAuthor } from "../../shared/protocol/cairnCopy.ts"
import { openRoomSeal } from "../../shared/protocol/channel.ts"
import type { ClientMessage, HostMessage, Rejection, Update } from "../../shared/protocol/messages.ts"
import type { Ask } from "../../shared/protocol/requests.ts"
import type { Succession } from "../../shared/protocol/succession.ts"
import { admission, type Welcomed } from "./admission.ts"
import { isAhead } from "./ahead.ts"
import { hostCiphers } from "./ciphers.ts"
import { Connection, type ConnectionPorts } from "./connection.ts"
import { type Door, openDoor } from "./door.ts"
import { type EarlyEdits, openEarlyEdits, patienceMs } from "./earlyEdits.ts"
import { EditIntake } from "./editIntake.ts"
import { type Instances, type KnownInstance, openInstances } from "./instances.ts"
import { openJoinState } from "./joinState.ts"
import type { Journal } from "./journal.ts"
import type { Instance } from "./journalFormat.ts"
import type { HostKey } from "./mesh/hostKey.ts"
import { type HostMesh, openHostMesh } from "./mesh/hostMesh.ts"
import type { Lineage } from "./mesh/lineage.ts"
import type { Passes } from "./passes.ts"
import { openRelay } from "./relay.ts"
import { RoomRequests } from "./roomRequests.ts"
import type { Desk } from "./sealed/desk.ts"
import type { Arrival } from "./wire.ts"

/** Everyone connected to one workshop: who comes in and goes, and what each message of theirs leads to. */
export interface RoomPorts {
  readonly document: WorkshopDocument
  readonly workshopId: string
  readonly generation: string
  readonly instances: Iterable<Instance>
  readonly key: HostKey
  readonly lineage: Lineage
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

/** Where a workshop goes on that this host has stood down for. */
type Whereto = Pick<Succession, "address" | "secret" | "observerSecret">

/** Time for everybody to hear where it goes on. */
const leaveWithinMs = 500
/** The most connections at once. */
const fullAt = 300

export class Room {
  readonly #ports: RoomPorts
  readonly #instances: Instances
  readonly #connections = new Set<Connection>()
  readonly #byInstance = new Map<KnownInstance, Connection>()
  readonly #relay
  readonly #seal = openRoomSeal(hostCiphers)
  readonly #joinState
  readonly #door: Door
  readonly #requests: RoomRequests
  readonly #admit
  readonly #mesh: HostMesh
  readonly #early: EarlyEdits<Connection>
  readonly #intake: EditIntake
  #journal: Journal | undefined
  #desk: Desk | undefined
  #count = 0
  #isClosed = false
  /** Said to everybody once this host has stood down: it takes nothing more and only tells where the workshop goes on. */
  #moved: Whereto | undefined

  constructor(ports: RoomPorts) {
    this.#ports = ports
    const { ydoc } = ports.document
    this.#instances = openInstances(
      ports.instances,
      (client) => client === ydoc.clientID || Y.getState(ydoc.store, client) > 0,
    )
    this.#relay = openRelay({ ...ports, soon: setImmediate, seal: this.#seal.seal })
    this.#joinState = openJoinState(ydoc)
    this.#door = openDoor({
      settings: () => ports.passes.door(),
      newId: ports.newId,
      now: ports.now,
      onWaiting: (people) => this.tellLeaders({ type: "notice", notice: { type: "waiting", people } }),
    })
    this.#admit = admission({ ...ports, instances: this.#instances, door: this.#door })
    this.#intake = new EditIntake({
      ...ports,
      onDocument: (update) => this.#joinState.note(update),
      onTaken: () => this.#early.look(),
      publish: (update, author) => this.#relay.edit(update, author && this.#byInstance.get(author)),
      acknowledge: (author) => this.#byInstance.get(author)?.say({ type: "ack", upTo: author.durable }),
    })
    this.#mesh = this.#openMesh()
    this.#early = this.#openEarlyEdits()
    this.#requests = new RoomRequests({
      ...ports,
      door: this.#door,
      mesh: this.#mesh,
      desk: () => this.#desk,
      connections: () => this.#connections,
      onRenamed: () => this.#tellRoster(),
      onRemoved: () => this.#renewRoomKey(),
    })
  }

  #openMesh(): HostMesh {
    const { passes } = this.#ports
    return openHostMesh({
      ...this.#ports,
      instanceOf: (clientId) => this.#instances.writingAs(clientId),
      mayWrite: ({ personId, role }) => passes.check(passes.tokenFor(personId, role), "").is === "token",
      send: (clientId, message) => {
        const instance = this.#instances.writingAs(clientId)
        if (instance) this.#byInstance.get(instance)?.say(message)
      },
      take: ({ author, seq, update }, instance) => {
        if (seq <= instance.taken) return this.#intake.durableAt(instance, seq)
        if (this.#moved) return "early"
        const taken = this.#intake.take(instance, author.role, { seq, update })
        if (taken.ok) return this.#intake.durableAt(instance, seq)
        return taken.error.reason === "gap" ? "early" : "refused"
      },
    })
  }

  #openEarlyEdits(): EarlyEdits<Connection> {
    const { document, after } = this.#ports
    return openEarlyEdits({
      after,
      has: ({ client, clock }) => clock < Y.getState(document.ydoc.store, client),
      take: (connection, edit) => {
        const { member } = connection
        if (member) this.#edit(connection, member.instance, member.person.role, edit)
      },
      giveUp: (connection, edits) => {
        const detail = "rests on what has not come"
        for (const { seq } of edits) connection.say({ type: "reject", seq, reason: "gap", detail })
      },
    })
  }

  /** Edits are taken from now on. */
  start(journal: Journal, desk: Desk): void {
    this.#journal = journal
    this.#intake.start(journal)
    this.#desk = desk
    void desk.start()
  }

  /** Resolves when everything the host has written into the document is on disk. */
  durable(): Promise<void> {
    return this.#intake.hostEditsDurable()
  }

  /** Everything as it stands, for a new file. */
  whole() {
    const { workshopId, generation } = this.#ports
    return { workshopId, generation, state: this.#intake.state(), instances: this.#instances.all() }
  }

  /** Whose queues are known here, for a host that carries on. */
  authors(): readonly KnownAuthor[] {
    return this.#instances.authors()
  }

  /** Takes over the queues of a host that has stood down, once the document has all that it had. */
  inheritAuthors(authors: readonly KnownAuthor[]): void {
    for (const one of this.#instances.inherit(authors)) this.#journal?.append({ type: "instance", ...one }, () => {})
  }

  /** Sends everybody who is here and whoever still comes to another host. */
  standDown(whereto: Whereto): void {
    this.#moved = whereto
    const here = [...this.#connections]
    for (const connection of here) this.#sendOn(connection)
    this.#ports.after(leaveWithinMs, () => {
      for (const connection of here) connection.close()
    })
  }

  /** Observers come in as observers there too. */
  #sendOn(connection: Connection): void {
    const role = connection.member?.person.role
    if (!this.#moved || !role) return
    const { address, secret, observerSecret } = this.#moved
    const notice = { type: "moved", address, secret: role === "observer" ? observerSecret : secret } as const
    connection.say({ type: "notice", notice })
  }

  accept(arrival: Arrival): void {
    if (this.#isClosed) return arrival.socket.terminate()
    const { passes, now, after } = this.#ports
    const ports: ConnectionPorts = {
      now,
      after,
      ciphers: hostCiphers,
      find: (keyId, from) => passes.find(keyId, from),
      onWrongSecret: (from) => passes.noteWrong(from),
      onFlood: (connection) => this.#noteFlood(connection),
      onMessage: (connection, message) => this.#take(connection, message),
      onGone: (connection) => this.#leave(connection),
      onCatchUp: (connection) => this.#sendState(connection, Uint8Array.of(0)),
    }
    this.#connections.add(new Connection(arrival, ++this.#count, ports))
  }

  tell(message: HostMessage): void {
    this.#relay.tell(message)
  }

  tellLeaders(message: HostMessage): void {
    for (const connection of this.#connections) {
      if (connection.isLive && connection.member && leads(connection.member.person.role)) connection.say(message)
    }
  }

  people(): number {
    return new Set([...this.#connections].flatMap(({ member }) => member?.person.personId ?? [])).size
  }

  /** Ends all connections; clients come back by themselves when there is somewhere to come back to. */
  close(reason?: "generation"): void {
    this.#isClosed = true
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
      else this.#welcome(connection, this.#admit(message, connection.from, connection.connection))
      return
    }
    switch (message.type) {
      case "hello":
        connection.close()
        return
      case "update":
        return this.#edit(connection, member.instance, member.person.role, message)
      case "sync":
        this.#sendState(connection, message.stateVector)
        return this.#watchAhead(connection, member.instance, message.stateVector)
      case "presence":
        if (connection.isLive && member.person.role !== "observer")
          this.#relay.present(connection, message.state === null ? null : readPresence(message.state))
        return
      case "ping":
        return connection.say({ type: "pong", at: message.at, hostTime: this.#ports.clock() })
      case "signal":
        return this.#mesh.signal(member, message.to, message.data)
      case "request":
        if (this.#moved && message.ask !== "stand-down") return
        void this.#requests
          .answer(connection, message.ask, message.body)
          .then((body) => connection.say({ type: "answer", id: message.id, body }))
        return
    }
  }

  #welcome(connection: Connection, welcomed: Welcomed): void {
    if ("refuse" in welcomed) return connection.end(welcomed.refuse)
    const { member, isNewInstance, message } = welcomed
    const { instance } = member
    this.#byInstance.get(instance)?.close()
    this.#byInstance.set(instance, connection)
    connection.letIn(member)
    if (isNewInstance) {
      const { durable: _, taken: lastDurable, ...rest } = instance
      this.#journal?.append({ type: "instance", ...rest, lastDurable }, () => {})
    } else connection.welcomeBack()
    connection.say(message)
    connection.tellRoomKey(this.#seal.key())
    this.#sendOn(connection)
    this.#tellRoster()
    this.#ports.onPeople(this.people())
  }

  #leave(connection: Connection): void {
    this.#connections.delete(connection)
    this.#relay.leave(connection)
    this.#early.forget(connection)
    const { member } = connection
    if (!member) return
    if (this.#byInstance.get(member.instance) === connection) {
      this.#byInstance.delete(member.instance)
      this.#mesh.leave(member)
    }
    this.#tellRoster()
    this.#ports.onPeople(this.people())
  }

  #sendState(connection: Connection, stateVector: Uint8Array): void {
    for (const frame of this.#joinState.framesFor(stateVector)) connection.send(frame)
    if (connection.isLive) return
    connection.isLive = true
    this.#relay.join(connection)
    // Only now, so that a problem that begins between the welcome and here is told too.
    const problem = this.#journal?.problem() ?? null
    if (problem) connection.say({ type: "notice", notice: { type: "disk", problem } })
    this.#tellRoster()
    for (const message of this.#desk?.newsFor(leads(connection.member?.person.role ?? "observer")) ?? [])
      connection.say(message)
  }

  /** Nobody goes on with what a power cut has taken from the host and its author does not bring back. */
  #watchAhead(connection: Connection, { clientId }: KnownInstance, stateVector: Uint8Array): void {
    const { document, after } = this.#ports
    if (!isAhead(stateVector, document.ydoc, clientId)) return
    after(patienceMs, () => {
      if (this.#connections.has(connection) && isAhead(stateVector, document.ydoc, clientId)) connection.end("ahead")
    })
  }

  #tellRoster(): void {
    this.#relay.roster(() => ({
      type: "roster",
      people: [...this.#connections].flatMap(({ connection, member }) =>
        member ? [{ connection, device: member.device, ...member.person }] : [],
      ),
    }))
  }

  #edit(connection: Connection, instance: KnownInstance, role: Role, edit: Update): void {
    const { seq } = edit
    if (this.#moved) return
    if (!this.#journal) return connection.end("not-ready")
    if (seq <= instance.taken) {
      if (seq <= instance.durable) connection.say({ type: "ack", upTo: instance.durable })
      return
    }
    if (this.#early.follow(connection, edit)) return
    const taken = this.#intake.take(instance, role, edit, true)
    if (taken.ok) return
    const { reason, detail, missing } = taken.error
    if (missing && this.#early.keep(connection, edit, missing)) return
    connection.say({ type: "reject", seq, reason, detail })
    if (isTry(reason)) this.tellLeaders(triedBy(instance.personId, reason))
  }

  /** Whoever is not inside any more reads nothing from here on, even if they listen to the network. */
  #renewRoomKey(): void {
    this.#seal.renew()
    for (const connection of this.#connections) if (connection.member) connection.tellRoomKey(this.#seal.key())
  }

  #noteFlood({ member }: Connection): void {
    if (!member) return
    const { personId, name } = member.person
    this.tellLeaders({ type: "notice", notice: { type: "flood", personId, name } })
  }
}

/** What a person's own program would never send: worth a word to whoever leads. */
const isTry = (reason: Rejection): boolean => ["role", "step", "locked", "identity"].includes(reason)
const triedBy = (personId: string, reason: Rejection): HostMessage => ({
  type: "notice",
  notice: { type: "tried", personId, reason },
})
