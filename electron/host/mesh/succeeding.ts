import * as Y from "yjs"
import { origin, type WorkshopDocument } from "../../../shared/document/document.ts"
import { isPlain } from "../../../shared/model/fields.ts"
import type { KnownAuthor } from "../../../shared/protocol/cairnCopy.ts"
import {
  base64Of,
  bytesOf,
  isSigned,
  readHandedOver,
  readSigned,
  type Signed,
} from "../../../shared/protocol/certificate.ts"
import type { Ask, Inherited, StoodDown } from "../../../shared/protocol/requests.ts"
import {
  readRecord,
  readSuccession,
  type SignedSuccession,
  type Succession,
  type SuccessionTrust,
  staysBeside,
} from "../../../shared/protocol/succession.ts"
import { type Disk, replaceFile } from "../disk.ts"
import { type HostKey, nativeVerify } from "./hostKey.ts"
import { follows, type Inheritance, readInheritance, writeInheritance } from "./inheritance.ts"
import type { KeptLineage } from "./lineage.ts"

/**
 * A history is carried on by one host. The host before, when it is back, and of two that carry on the same the one with
 * the higher name stand down: first they hand over, then the other one has it on disk and gives a receipt, and only
 * shown that receipt they close. So whatever breaks off between the two, somebody still has everything and serves it.
 */
export interface Succeeding {
  /** Undefined for questions about something else. */
  readonly answer: (ask: Ask, body: unknown) => Promise<unknown> | undefined
}

export interface SucceedingPorts {
  readonly document: WorkshopDocument
  readonly workshopId: string
  readonly generation: string
  readonly key: HostKey
  readonly lineage: KeptLineage
  readonly disk: Disk
  readonly folder: string
  /** Of this host's own pages. */
  readonly ownOrigins: () => readonly string[]
  /** Whose queues are known here, and how far the document has each. */
  readonly authors: () => readonly KnownAuthor[]
  readonly inheritAuthors: (authors: readonly KnownAuthor[]) => void
  /** Resolves when everything the host has written into the document is on disk. */
  readonly durable: () => Promise<void>
  /** This host stands down. */
  readonly onSucceeded: (succession: Succession) => void
  /** Another host has stood down for this one. */
  readonly onJoined: () => void
}

const succeededName = "succeeded.json"
/** Receipts are for something handed over a short while ago. */
const mostHandedOver = 20

const refused = (why: string) => ({ refused: why })

export function openSucceeding(ports: SucceedingPorts): Succeeding {
  const { document, workshopId, generation, key, lineage, disk, folder } = ports
  const generations = () => [generation, ...lineage.generations]
  const trust: SuccessionTrust = {
    verify: nativeVerify,
    workshopId,
    get generations() {
      return generations()
    },
    get hostKeys() {
      return [key.publicKey, ...lineage.hostKeys]
    },
  }
  let handedOver: readonly string[] = []
  let successor: { readonly to: string; readonly record: SignedSuccession } | undefined

  const handOver = (has: Uint8Array): Signed => {
    const { hostKeys } = lineage
    const origins = [...ports.ownOrigins(), ...lineage.origins]
    const update = Y.encodeStateAsUpdate(document.ydoc, has)
    const inheritance = { generations: generations(), hostKeys, origins, authors: ports.authors(), update }
    const signed = key.sign("inheritance", writeInheritance(inheritance))
    handedOver = [...handedOver, signed.mark].slice(-mostHandedOver)
    return signed
  }
  const isReceipt = (raw: unknown, { hostKey }: Succession): boolean => {
    const receipt = readSigned(raw)
    return (
      receipt !== undefined &&
      handedOver.includes(receipt.text) &&
      isSigned(receipt, "receipt", [hostKey], nativeVerify)
    )
  }
  const standDown = async (body: unknown): Promise<StoodDown | { readonly refused: string }> => {
    const { record, has: raw, receipt } = isPlain(body) ? body : {}
    const succession = readSuccession(record, trust)
    const has = typeof raw === "string" ? bytesOf(raw) : undefined
    const signed = readRecord(record)
    if (!succession || !has || !signed) return refused("unknown")
    if (successor && successor.to !== succession.to) return { goesOn: successor.record }
    if (staysBeside(generations(), succession)) return { goesOn: lineage.record() ?? null }
    if (!successor && isReceipt(receipt, succession)) {
      const { address, to } = succession
      await replaceFile(disk, folder, succeededName, Buffer.from(JSON.stringify({ address, to })))
      successor = { to, record: signed }
      ports.onSucceeded(succession)
    }
    return { handedOver: handOver(has), record: lineage.record() ?? null }
  }

  /** The keys that may have signed what is handed over: of a host that is to stand down for this one also its own. */
  const keysFor = (raw: unknown): { readonly keys: readonly string[]; readonly rival?: Succession } => {
    const rival = readSuccession(raw, trust)
    if (!rival || !staysBeside(generations(), rival)) return { keys: trust.hostKeys }
    return { keys: [...trust.hostKeys, rival.hostKey], rival }
  }
  const takeOver = async ({ update, authors, ...kin }: Inheritance, rival: Succession | undefined): Promise<void> => {
    Y.applyUpdate(document.ydoc, update, origin.host)
    await ports.durable()
    ports.inheritAuthors(authors)
    const origins = rival ? [...kin.origins, `http://${rival.address}`] : kin.origins
    const hostKeys = rival ? [...kin.hostKeys, rival.hostKey] : kin.hostKeys
    const isNew = kin.generations.some((one) => !generations().includes(one))
    const others = kin.generations.filter((one) => one !== generation)
    await lineage.add({ generations: others, hostKeys: hostKeys.filter((one) => one !== key.publicKey), origins })
    if (isNew) ports.onJoined()
  }
  const inherit = async (body: unknown): Promise<Inherited | { readonly refused: string }> => {
    const raw = isPlain(body) ? body : {}
    const has = () => base64Of(Y.encodeStateVector(document.ydoc))
    if (raw.handedOver === null) return { has: has(), receipt: null }
    const signed = readHandedOver(raw.handedOver)
    const { keys, rival } = keysFor(raw.record)
    const inheritance =
      signed && isSigned(signed, "inheritance", keys, nativeVerify) ? readInheritance(signed.text) : undefined
    if (!signed || !inheritance || successor) return refused("unknown")
    if (!follows(inheritance.update, document.ydoc)) return refused("gap")
    await takeOver(inheritance, rival)
    return { has: has(), receipt: key.sign("receipt", signed.mark) }
  }
  const carriedOn = async (body: unknown) => {
    const raw = isPlain(body) ? body.record : undefined
    const succession = readSuccession(raw, trust)
    const record = readRecord(raw)
    const isAboutUs = succession?.to === generation && succession.hostKey === key.publicKey
    if (record && isAboutUs && !lineage.record()) await lineage.keepRecord(record)
    return { hostKey: key.publicKey, record: lineage.record() ?? null }
  }

  return {
    answer: (ask, body) => {
      if (ask === "stand-down") return standDown(body)
      if (ask === "carried-on") return carriedOn(body)
      return ask === "inherit" ? inherit(body) : undefined
    },
  }
}

/** Where a workshop of this computer is carried on, if it is. */
export async function successorOf(disk: Disk, folder: string): Promise<string | undefined> {
  try {
    const raw: unknown = JSON.parse(Buffer.from(await disk.read(`${folder}/${succeededName}`)).toString("utf8"))
    return isPlain(raw) && typeof raw.address === "string" ? raw.address : undefined
  } catch {
    return undefined
  }
}
