import { applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness"
import * as Y from "yjs"
import type { KnownInstance } from "../../electron/host/instances.ts"
import { type HostKey, nativeVerify } from "../../electron/host/mesh/hostKey.ts"
import { type HostMesh, openHostMesh } from "../../electron/host/mesh/hostMesh.ts"
import { noLineage } from "../../electron/host/mesh/lineage.ts"
import { type Mesh, type MeshOptions, openMesh } from "../../renderer/session/mesh/mesh.ts"
import type { NetOptions, OpenNet } from "../../renderer/session/mesh/net.ts"
import type { QueuedEdit } from "../../renderer/session/outbox.ts"
import { boardKinds } from "../../shared/boards/index.ts"
import { openDocument, origin, type WorkshopDocument } from "../../shared/document/document.ts"
import { takeEdit } from "../../shared/gate/gate.ts"
import type { Role } from "../../shared/model/records.ts"
import { makeBoard, makeCard } from "../reliability/cards.ts"
import type { Random } from "./random.ts"

/**
 * A host and its devices without sockets: connections are queues from which the test takes one message at a time, in
 * an order that a seed decides.
 */
export const workshopId = "workshop-of-mesh"
export const generation = "generation-1"
export const hostTime = Date.UTC(2026, 2, 23)

export interface Device {
  readonly name: string
  readonly role: Role
  readonly instance: KnownInstance
  readonly document: WorkshopDocument
  readonly mesh: Mesh
  readonly queue: QueuedEdit[]
  readonly edit: (change: (ydoc: Y.Doc) => void) => void
}

export class MeshRoom {
  readonly host: WorkshopDocument = openDocument(new Y.Doc(), boardKinds)
  readonly devices: Device[] = []
  readonly wire: Wire
  readonly hostMesh: HostMesh
  readonly #instances = new Map<number, KnownInstance>()
  /** Who writes with which Yjs client id, while the host holds that against them. */
  readonly removed = new Set<string>()
  now = hostTime

  constructor(key: HostKey, random: Random) {
    this.wire = new Wire(random)
    makeBoard(this.host.ydoc)
    this.hostMesh = openHostMesh({
      workshopId,
      generation,
      key,
      lineage: noLineage,
      clock: () => this.now,
      instanceOf: (clientId) => this.#instances.get(clientId),
      mayWrite: ({ personId }) => !this.removed.has(personId),
      send: () => {},
      take: ({ author, seq, update }, instance) => {
        if (seq <= instance.taken) return Promise.resolve()
        if (seq !== instance.taken + 1) return "early"
        const { clientId, personId, role } = author
        const taken = takeEdit(this.host, { clientId, personId, role }, update)
        if (!taken.ok) return taken.error.reason === "gap" ? "early" : "refused"
        instance.taken = seq
        instance.durable = seq
        return Promise.resolve()
      },
    })
  }

  /** Somebody comes in: the board as the host has it, a certificate, and others to connect to. */
  join(
    name: string,
    role: Role = "participant",
    more: Partial<Pick<MeshOptions, "keep" | "onSuccession">> = {},
  ): Device {
    const clientId = 1000 + this.devices.length * 13
    const instance = { instance: `queue-of-${name}-0123456789`, personId: `p-${name}`, clientId, taken: 0, durable: 0 }
    this.#instances.set(clientId, instance)
    const document = openDocument(new Y.Doc(), boardKinds)
    Y.applyUpdate(document.ydoc, Y.encodeStateAsUpdate(this.host.ydoc), origin.remote)
    document.ydoc.clientID = clientId
    const queue: QueuedEdit[] = []
    const mesh = openMesh({
      document: () => document,
      workshopId,
      hostNow: () => this.now,
      deviceName: `device-of-${name}`,
      sendSignal: () => {},
      onChange: () => {},
      onSuccession: () => {},
      origin: "http://192.168.0.5:47800",
      openNet: this.wire.openNet,
      verify: nativeVerify,
      now: () => 0,
      after: (_ms, run) => void this.wire.later.push(run),
      ...more,
    })
    document.ydoc.on("update", (update: Uint8Array, from: unknown) => {
      if (from === origin.remote) return
      const seq = instance.durable + queue.length + 1
      queue.push({ workshop: workshopId, generation, instance: instance.instance, seq, update, time: 0, step: seq })
      mesh.offer(queue)
    })
    const device = {
      name,
      role,
      instance,
      document,
      mesh,
      queue,
      edit: (change: (ydoc: Y.Doc) => void) => document.ydoc.transact(() => change(document.ydoc)),
    }
    this.devices.push(device)
    this.certify(device)
    return device
  }

  certify({ name, role, instance, mesh }: Device): void {
    const person = { personId: instance.personId, name, role, colour: "green", glyph: 0 } as const
    const body = { publicKey: mesh.publicKey, has: mesh.peers() }
    const place = this.hostMesh.join({ person, device: "laptop", instance }, body)
    if (!("refused" in place)) mesh.join(place)
  }

  /** The host is gone: everybody notices. */
  lose(): void {
    for (const { mesh } of this.devices) mesh.goOn()
  }

  /** This device meets the host again. True when its document needs no new beginning. */
  async giveBack(device: Device): Promise<boolean> {
    const isTaken = await device.mesh.giveBack((envelopes) => this.hostMesh.giveBack({ envelopes }))
    const { durable } = device.instance
    device.queue.splice(0, device.queue.filter(({ seq }) => seq <= durable).length)
    return isTaken
  }

  addCard(device: Device, title: string): void {
    device.edit((ydoc) => makeCard(ydoc, `card-${title.replaceAll(" ", "-")}`, title))
  }

  close(): void {
    for (const { mesh } of this.devices) mesh.close()
  }
}

export const titlesIn = ({ roots }: WorkshopDocument): readonly string[] =>
  [...roots.cards.values()].map((card) => String(card.get("title"))).sort()

interface Link {
  readonly to: End
  readonly waiting: Uint8Array[]
}
interface End {
  readonly options: NetOptions
  readonly links: Map<number, Link>
}

/** Messages between devices, each link in order, the links in any. */
class Wire {
  readonly #random: Random
  readonly #ends = new Map<number, End>()
  #busy: Link[] = []
  /** What devices have put off. */
  readonly later: (() => void)[] = []
  constructor(random: Random) {
    this.#random = random
  }

  readonly openNet: OpenNet = (options) => {
    const end: End = { options, links: new Map() }
    this.#ends.set(options.device, end)
    const send = (type: number, bytes: Uint8Array) => {
      for (const link of end.links.values()) this.#put(link, type, bytes)
    }
    options.doc.on("update", (update: Uint8Array) => send(0, update))
    options.awareness.on("update", ({ added, updated, removed }: Record<"added" | "updated" | "removed", number[]>) =>
      send(1, encodeAwarenessUpdate(options.awareness, [...added, ...updated, ...removed])),
    )
    return {
      peers: () => [...end.links.keys()],
      call: (devices) => {
        for (const other of devices) this.connect(options.device, other)
      },
      signal: () => {},
      close: () => this.cut(options.device),
    }
  }

  connect(one: number, other: number): void {
    const [a, b] = [this.#ends.get(one), this.#ends.get(other)]
    if (!a || !b || a === b || a.links.has(other)) return
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const link: Link = { to, waiting: [] }
      from.links.set(to.options.device, link)
      this.#put(link, 0, Y.encodeStateAsUpdate(from.options.doc))
    }
  }

  /** The device is gone, with what was on its way to it and from it. */
  cut(device: number): void {
    const gone = this.#ends.get(device)
    this.#ends.delete(device)
    for (const { links } of this.#ends.values()) links.delete(device)
    gone?.links.clear()
    this.#busy = this.#busy.filter(({ to }) => to !== gone)
  }

  linksOf(device: number): readonly number[] {
    return [...(this.#ends.get(device)?.links.keys() ?? [])]
  }

  /** A message that its sender's program would never send, made from all that the receiver has: it comes after that. */
  inject(to: number, change: (doc: Y.Doc) => void): void {
    const end = this.#ends.get(to)
    if (!end) return
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(end.options.doc))
    change(doc)
    Y.applyUpdate(end.options.doc, Y.encodeStateAsUpdate(doc), "injected")
  }

  /** Delivers until nothing is on its way and nothing put off. */
  settle(): void {
    while (this.#busy.length + this.later.length > 0) {
      const at = this.#random(this.#busy.length)
      const link = this.#busy[at]
      if (!link) for (const run of this.later.splice(0)) run()
      else this.#deliver(link, at)
    }
  }

  #put(link: Link, type: number, bytes: Uint8Array): void {
    const message = new Uint8Array(bytes.length + 1)
    message[0] = type
    message.set(bytes, 1)
    if (link.waiting.push(message) === 1) this.#busy.push(link)
  }

  #deliver(link: Link, at: number): void {
    const { doc, awareness } = link.to.options
    const message = link.waiting.shift()
    if (link.waiting.length === 0) this.#busy.splice(at, 1)
    if (message?.[0] === 0) Y.applyUpdate(doc, message.subarray(1), this)
    else if (message) applyAwarenessUpdate(awareness, message.subarray(1), this)
  }
}
