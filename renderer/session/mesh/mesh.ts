import { Awareness } from "y-protocols/awareness"
import * as Y from "yjs"
import type { WorkshopDocument } from "../../../shared/document/document.ts"
import { isPlain } from "../../../shared/model/fields.ts"
import { writeCairnCopy } from "../../../shared/protocol/cairnCopy.ts"
import {
  base64Of,
  type Certificate,
  readCertificate,
  signedBytes,
  type Verify,
} from "../../../shared/protocol/certificate.ts"
import { type CheckedEnvelope, openEnvelopeCheck, sealEdit, type Trust } from "../../../shared/protocol/envelope.ts"
import type { GivenBack, MeshPlace } from "../../../shared/protocol/requests.ts"
import { readSuccession, type SignedSuccession, type Succession } from "../../../shared/protocol/succession.ts"
import type { QueuedEdit } from "../outbox.ts"
import { type Held, nameOf, openHeld } from "./held.ts"
import type { KeptEnvelope } from "./heldStore.ts"
import { kin } from "./kin.ts"
import type { Net, OpenNet } from "./net.ts"
import { verify as bundledVerify, type DeviceKey, newDeviceKey } from "./signing.ts"
import { openWebrtcNet } from "./webrtcNet.ts"

/**
 * The devices that go on together when their host is gone. They pass each other signed edits; each judges them by the
 * host's rules and shows them. Whoever meets the host again gives back all it holds.
 */
export interface Mesh {
  readonly publicKey: string
  /** The host has vouched for this device and named others to connect to. */
  readonly join: (place: MeshPlace) => void
  readonly peers: () => readonly number[]
  /** False as long as the host has not vouched for whom this device writes as now: others would not take what it writes. */
  readonly isVouchedFor: () => boolean
  readonly signal: (from: number, data: string) => void
  /** No host is there: from now on others' edits are shown and ours are handed round. */
  readonly goOn: () => void
  /** A host is there: edits go its way. */
  readonly rest: () => void
  /** Everything written here that no host has acknowledged. */
  readonly offer: (waiting: readonly QueuedEdit[]) => void
  readonly facts: () => MeshFacts
  /** Gives back to the host what is held. False when this document holds what the host does not take. */
  readonly giveBack: (ask: AskGiveBack) => Promise<boolean>
  /** A copy with which another host can carry this history on (`shared/protocol/cairnCopy.ts`). */
  readonly copy: () => Uint8Array | undefined
  /** Tells the others where it goes on. Only those who lead are believed. */
  readonly announce: (place: NewPlace) => SignedSuccession | undefined
  readonly held: Pick<Held, "list" | "dropped">
  readonly close: () => void
}

/** Where another host carries on; what is carried on is known. */
export type NewPlace = Omit<Succession, "workshopId" | "from">

export interface MeshFacts {
  /** Other devices that can be heard of. */
  readonly devices: number
  /** Those among them that hold every edit of ours that no host has. */
  readonly holders: number
}

export type AskGiveBack = (envelopes: readonly string[]) => Promise<readonly GivenBack[]>

export interface MeshOptions {
  readonly document: () => WorkshopDocument
  readonly workshopId: string
  /** The host's clock as far as it is known here. */
  readonly hostNow: () => number
  /** Names this device, so that its tabs count as one. */
  readonly deviceName: string
  readonly sendSignal: (to: number, data: string) => void
  readonly onChange: () => void
  /** Somebody who leads says where the workshop goes on. */
  readonly onSuccession: (succession: Succession) => void
  /** Keeps others' edits beyond this page; absent where nothing can be kept. */
  readonly keep?: {
    readonly put: (envelopes: readonly KeptEnvelope[]) => void
    readonly remove: (names: readonly string[]) => void
  }
  /** Where this page comes from. */
  readonly origin: string
  readonly openNet?: OpenNet
  readonly verify?: Verify
  /** Monotonic milliseconds. */
  readonly now?: () => number
  readonly after?: (ms: number, run: () => void) => void
}

/** How often a device says that it is there while no host is, and after how long its silence counts as absence. */
const tellEveryMs = 4_000
const absentAfterMs = 12_000
/** How soon it says what it holds. */
const tellPace = { firstMs: 200, perDeviceMs: 25 } as const
/** How much goes into one message to the host. */
const batchBytes = 150_000
/** What devices tell each other: edits, who has been here, and where it goes on. */
const maps = { envelopes: "envelopes", members: "members", successions: "successions" } as const

interface Self {
  readonly place: MeshPlace
  readonly certificate: Certificate
  readonly net: Net
}

export function openMesh(options: MeshOptions): Mesh {
  const { onChange, verify = bundledVerify, now = () => performance.now() } = options
  const after = options.after ?? ((ms, run) => void setTimeout(run, ms))
  const key: DeviceKey = newDeviceKey()
  const doc = new Y.Doc()
  const envelopes = doc.getMap<unknown>(maps.envelopes)
  const members = doc.getMap<unknown>(maps.members)
  const successions = doc.getMap<unknown>(maps.successions)
  const awareness = new Awareness(doc)
  awareness.setLocalState(null)
  const heardAt = new Map<number, number>()
  let self: Self | undefined
  let isAlone = false
  let isTellDue = false
  let mine: readonly QueuedEdit[] = []
  let timer: ReturnType<typeof setInterval> | undefined

  const trust: Trust = {
    verify,
    workshopId: options.workshopId,
    get generations() {
      return self?.place.generations ?? []
    },
    get hostKeys() {
      return self?.place.hostKeys ?? []
    },
    hostNow: options.hostNow,
  }
  const check = openEnvelopeCheck(trust)
  /** Every Yjs client id this page has had: what comes under one of them is known here, or was made anew. */
  const ownIds = new Set<number>()
  const isOurs = (clientId: number) => ownIds.has(clientId)
  const held = openHeld({ check, document: options.document, mayShow: () => isAlone, isOurs })

  const tell = () => {
    isTellDue = false
    if (isAlone) awareness.setLocalState({ device: options.deviceName, upTo: held.upTo() })
  }
  /** Everybody hears of it from each of their peers: the more devices, the more is said at once. */
  const tellSoon = () => {
    if (isTellDue || !isAlone) return
    isTellDue = true
    after(tellPace.firstMs + tellPace.perDeviceMs * awareness.getStates().size, tell)
  }
  const isVouchedFor = () => self?.certificate.clientId === options.document().ydoc.clientID
  const sealMine = () => {
    if (!self || !isAlone || !isVouchedFor()) return
    const { certificate, place } = self
    for (const { seq, update } of mine) {
      if (envelopes.has(`${certificate.clientId}/${seq}`)) continue
      tellSoon()
      const bytes = sealEdit(place.certificate, certificate, { seq, update }, key.sign)
      const envelope = { author: certificate, seq, update, bytes }
      held.keep(envelope)
      envelopes.set(nameOf(envelope), bytes)
    }
  }
  const keptAs = (envelope: CheckedEnvelope): KeptEnvelope => ({
    workshop: options.workshopId,
    generation: envelope.author.generation,
    name: nameOf(envelope),
    bytes: envelope.bytes,
  })
  const forget = (name: string) => {
    held.forget(name)
    envelopes.delete(name)
  }
  /** Ours that a host has acknowledged, or that were given up, go round no longer. */
  const forgetDone = () => {
    const waiting = new Set(mine.map(({ seq }) => seq))
    const { clientID } = options.document().ydoc
    const isDone = ({ author, seq }: CheckedEnvelope) => author.clientId !== clientID || !waiting.has(seq)
    for (const one of held.list()) if (isOurs(one.author.clientId) && isDone(one)) forget(one.name)
  }

  envelopes.observe(({ keysChanged }, { local }) => {
    if (local) return
    const taken = [...keysChanged].flatMap((name) => {
      const bytes = envelopes.get(name)
      return (bytes instanceof Uint8Array && held.take(name, bytes)) || []
    })
    if (taken.length > 0) options.keep?.put(taken.map(keptAs))
    tellSoon()
    onChange()
  })
  successions.observe(({ keysChanged }, { local }) => {
    if (local) return
    for (const name of keysChanged) {
      const succession = readSuccession(successions.get(name), trust)
      if (succession) options.onSuccession(succession)
    }
  })
  awareness.on("update", ({ added, updated }: { readonly added: number[]; readonly updated: number[] }) => {
    for (const client of [...added, ...updated]) heardAt.set(client, now())
    onChange()
  })

  const others = () => {
    const found = new Map<string, Record<string, unknown>>()
    for (const [client, state] of awareness.getStates()) {
      const { device, upTo } = state
      const isHere = now() - (heardAt.get(client) ?? 0) < absentAfterMs
      if (client === doc.clientID || !isHere || typeof device !== "string" || device === options.deviceName) continue
      found.set(device, { ...found.get(device), ...(isPlain(upTo) ? upTo : {}) })
    }
    return found
  }

  const giveBack = async (ask: AskGiveBack): Promise<boolean> => {
    let isWhole = true
    for (const batch of batches(held.list())) {
      const outcomes = await ask(batch.map(({ bytes }) => base64Of(bytes)))
      const done = batch.filter((_one, at) => (outcomes[at] ?? "early") !== "early")
      options.keep?.remove(done.map(({ name }) => name))
      batch.forEach(({ name, author, isShown }, at) => {
        const outcome = outcomes[at] ?? "early"
        if (outcome === "refused" && isShown && !isOurs(author.clientId)) isWhole = false
        if (outcome !== "early") forget(name)
      })
    }
    return isWhole
  }

  const stop = () => {
    clearInterval(timer)
    timer = undefined
    isAlone = false
    awareness.setLocalState(null)
  }

  return {
    publicKey: key.publicKey,
    held,
    join: (place) => {
      const certificate = readCertificate(place.certificate.text)
      if (!certificate) return
      let net = self?.net
      if (!net || self?.certificate.clientId !== certificate.clientId || self.place.topic !== place.topic) {
        net?.close()
        net = (options.openNet ?? openWebrtcNet)({
          doc,
          awareness,
          topic: place.topic,
          device: certificate.clientId,
          sendSignal: options.sendSignal,
          onPeers: onChange,
        })
      }
      self = { place, certificate, net }
      ownIds.add(certificate.clientId)
      net.call(place.call)
    },
    peers: () => self?.net.peers() ?? [],
    isVouchedFor,
    signal: (from, data) => self?.net.signal(from, data),
    goOn: () => {
      if (isAlone) return
      isAlone = true
      if (self) {
        const member = { certificate: self.place.certificate, origin: options.origin }
        members.set(String(self.certificate.clientId), member)
      }
      held.show()
      sealMine()
      tell()
      timer = setInterval(() => {
        tell()
        onChange()
      }, tellEveryMs)
      onChange()
    },
    rest: stop,
    offer: (waiting) => {
      mine = waiting
      forgetDone()
      sealMine()
    },
    facts: () => {
      const found = self && self.net.peers().length > 0 ? others() : new Map<string, Record<string, unknown>>()
      const last = mine.at(-1)?.seq ?? 0
      const own = String(self?.certificate.clientId)
      const holders = [...found.values()].filter((upTo) => Number(upTo[own] ?? 0) >= last).length
      return { devices: found.size, holders: last > 0 && isVouchedFor() ? holders : 0 }
    },
    giveBack,
    copy: () => {
      if (!self) return undefined
      const { generation } = self.certificate
      const { hostKeys, generations } = self.place
      const { ydoc } = options.document()
      const kinship = { generations, hostKeys, ...kin(members, trust, held.list(), options.origin) }
      return writeCairnCopy({ workshopId: options.workshopId, generation, state: Y.encodeStateAsUpdate(ydoc), kinship })
    },
    announce: (place) => {
      if (!self) return undefined
      const { workshopId, generation: from } = self.certificate
      const text = JSON.stringify({ workshopId, from, ...place } satisfies Succession)
      const mark = base64Of(key.sign(signedBytes("succession", text)))
      const signed = { certificate: self.place.certificate, succession: { text, mark } }
      successions.set(place.to, signed)
      return signed
    },
    close: () => {
      stop()
      self?.net.close()
      awareness.destroy()
      doc.destroy()
    },
  }
}

function batches<T extends { readonly bytes: Uint8Array }>(list: readonly T[]): readonly T[][] {
  const found: T[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const one of list) {
    if (size + one.bytes.length > batchBytes) {
      found.push([])
      size = 0
    }
    found.at(-1)?.push(one)
    size += one.bytes.length
  }
  return found
}
