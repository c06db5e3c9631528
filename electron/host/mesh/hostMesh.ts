import { createHmac } from "node:crypto"
import { isPlain } from "../../../shared/model/fields.ts"
import { bytesOf, type Certificate, certificateMs } from "../../../shared/protocol/certificate.ts"
import { type CheckedEnvelope, openEnvelopeCheck, type Trust } from "../../../shared/protocol/envelope.ts"
import { type HostMessage, signalLimit } from "../../../shared/protocol/messages.ts"
import type { GivenBack, MeshPlace } from "../../../shared/protocol/requests.ts"
import type { Member } from "../connection.ts"
import { type KnownInstance, queueOf } from "../instances.ts"
import { type HostKey, nativeVerify } from "./hostKey.ts"
import { openIntroductions } from "./introductions.ts"
import type { Lineage } from "./lineage.ts"

/**
 * What the host does so that its room survives it: vouches for the devices, introduces them to each other while it is
 * there, and afterwards takes back, from whoever brings it, what their authors have signed.
 */
export interface HostMesh {
  readonly join: (member: Member, body: unknown) => MeshPlace | { readonly refused: string }
  readonly leave: (member: Member) => void
  /** Passes on what one device has to tell another so that they connect. */
  readonly signal: (member: Member, to: number, data: string) => void
  /** Resolves when what was taken is on disk. */
  readonly giveBack: (body: unknown) => Promise<readonly GivenBack[]>
}

export interface HostMeshPorts {
  readonly workshopId: string
  readonly generation: string
  readonly key: HostKey
  readonly lineage: Lineage
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly instanceOf: (clientId: number) => KnownInstance | undefined
  readonly mayWrite: (author: Certificate) => boolean
  readonly send: (clientId: number, message: HostMessage) => void
  /** An edit under its author's name. The promise resolves when it is on disk. */
  readonly take: (envelope: CheckedEnvelope, instance: KnownInstance) => Promise<void> | "early" | "refused"
}

/** The most envelopes in one giving back. */
const mostAtOnce = 500

export function openHostMesh(ports: HostMeshPorts): HostMesh {
  const { workshopId, generation, key, lineage } = ports
  const introductions = openIntroductions()
  const trust: Trust = {
    verify: nativeVerify,
    workshopId,
    get generations() {
      return [generation, ...lineage.generations]
    },
    get hostKeys() {
      return [key.publicKey, ...lineage.hostKeys]
    },
    // Nothing is refused for coming late: whoever was away for days gives back all the same.
    hostNow: () => undefined,
  }
  const check = openEnvelopeCheck(trust)
  const topic = createHmac("sha256", key.sign("certificate", "topic").mark)
    .update(`${workshopId} ${generation}`)
    .digest("base64url")

  const certificateFor = ({ person, instance }: Member, publicKey: string): Certificate => ({
    workshopId,
    generation,
    personId: person.personId,
    name: person.name,
    role: person.role,
    clientId: instance.clientId,
    publicKey,
    queue: queueOf(instance.instance),
    until: ports.clock() + certificateMs,
  })

  const takeOne = (raw: unknown, durable: Promise<void>[]): GivenBack => {
    const bytes = typeof raw === "string" ? bytesOf(raw) : undefined
    const envelope = bytes && check(bytes)
    if (!envelope?.ok) return "refused"
    const { author } = envelope.value
    const instance = ports.instanceOf(author.clientId)
    if (!instance || instance.personId !== author.personId || !ports.mayWrite(author)) return "refused"
    const taken = ports.take(envelope.value, instance)
    if (typeof taken === "string") return taken
    durable.push(taken)
    return "taken"
  }

  return {
    join: (member, body) => {
      const publicKey = isPlain(body) && typeof body.publicKey === "string" ? body.publicKey : ""
      if (bytesOf(publicKey)?.length !== 32) return { refused: "key" }
      const call = introductions.join(member.instance.clientId, numbersIn(body))
      if (!call) return { refused: "full" }
      const certificate = key.sign("certificate", JSON.stringify(certificateFor(member, publicKey)))
      return { certificate, hostKeys: trust.hostKeys, generations: trust.generations, topic, call }
    },
    leave: ({ instance }) => introductions.leave(instance.clientId),
    signal: ({ instance }, to, data) => {
      if (data.length > signalLimit || !introductions.isIn(instance.clientId) || !introductions.isIn(to)) return
      ports.send(to, { type: "signal", from: instance.clientId, data })
    },
    giveBack: async (body) => {
      const envelopes = isPlain(body) && Array.isArray(body.envelopes) ? body.envelopes.slice(0, mostAtOnce) : []
      const durable: Promise<void>[] = []
      const outcomes = envelopes.map((one: unknown) => takeOne(one, durable))
      await Promise.all(durable)
      return outcomes
    },
  }
}

const numbersIn = (body: unknown): readonly number[] =>
  isPlain(body) && Array.isArray(body.has)
    ? body.has.filter((one): one is number => typeof one === "number").slice(0, 100)
    : []
