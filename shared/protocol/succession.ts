import { isPlain } from "../model/fields.ts"
import { isId } from "../model/ids.ts"
import {
  bytesOf,
  type Certificate,
  isSigned,
  readCertificate,
  readSigned,
  type Signed,
  type Verify,
} from "./certificate.ts"
import { isLocalHost } from "./deepLink.ts"

/** Where a workshop goes on whose host is gone, said by somebody who led it there. */
export interface Succession {
  readonly workshopId: string
  /** The generation that is carried on, and its new name. */
  readonly from: string
  readonly to: string
  /** Older generations of the one that carries on, newest first. */
  readonly lineage: readonly string[]
  /** Public key of the host that carries on, in base64. */
  readonly hostKey: string
  /** Of the host that carries it on, such as `192.168.0.9:47800`. */
  readonly address: string
  /** The participants' secret there, and the observers', who are never told the other. */
  readonly secret: string
  readonly observerSecret: string
}

/** A succession with what makes others believe it. */
export interface SignedSuccession {
  readonly certificate: Signed
  /** Signed with the certificate's key. */
  readonly succession: Signed
}

export interface SuccessionTrust {
  readonly verify: Verify
  readonly workshopId: string
  readonly generations: readonly string[]
  readonly hostKeys: readonly string[]
}

/** The record as it is to be handed on; says nothing about who has signed it. */
export function readRecord(raw: unknown): SignedSuccession | undefined {
  const certificate = isPlain(raw) ? readSigned(raw.certificate) : undefined
  const succession = isPlain(raw) ? readSigned(raw.succession) : undefined
  return certificate && succession ? { certificate, succession } : undefined
}

/** What a record says; whether it is to be believed is for hosts and devices to see that can check it. */
export const successionIn = ({ succession }: SignedSuccession): Succession | undefined => parsed(succession.text)

/** The succession in what came from another device; nothing unless a facilitator or co-facilitator of this workshop has signed it. */
export function readSuccession(raw: unknown, trust: SuccessionTrust): Succession | undefined {
  const record = readRecord(raw)
  if (!record || !isSigned(record.certificate, "certificate", trust.hostKeys, trust.verify)) return undefined
  const { certificate, succession: signed } = record
  const author = readCertificate(certificate.text)
  if (!author || !mayLead(author, trust) || !isSigned(signed, "succession", [author.publicKey], trust.verify))
    return undefined
  const succession = parsed(signed.text)
  const isOurs = succession?.workshopId === trust.workshopId && partsAt(trust.generations, succession) !== undefined
  return isOurs ? succession : undefined
}

/**
 * Of two hosts that carry the same history on one stands down: a host does so for the one that carries on its own
 * generation, and where both have parted from an older one, the lower name of the generation after that stays. No clock
 * has a part in it, so both sides find the same. `generations` are those of this host, its own first.
 */
export function staysBeside(generations: readonly string[], other: Succession): boolean {
  if (generations.includes(other.to)) return true
  const parting = partsAt(generations, other)
  if (parting === undefined || parting === generations[0]) return false
  return after(generations, parting) < after(generationsOf(other), parting)
}

/** All generations of the host that carries on, its own first. */
const generationsOf = ({ to, lineage }: Succession): readonly string[] => [to, ...lineage]

/** The newest generation that both have in common. */
const partsAt = (generations: readonly string[], other: Succession): string | undefined =>
  generations.find((one) => generationsOf(other).includes(one))

const after = (generations: readonly string[], one: string): string => generations[generations.indexOf(one) - 1] ?? ""

const mayLead = ({ role, workshopId, generation }: Certificate, trust: SuccessionTrust): boolean =>
  (role === "facilitator" || role === "co-facilitator") &&
  workshopId === trust.workshopId &&
  trust.generations.includes(generation)

const mostGenerations = 40
const isSecret = (raw: unknown): raw is string => typeof raw === "string" && /^[A-Za-z0-9_-]{16,128}$/.test(raw)

function parsed(text: string): Succession | undefined {
  try {
    const raw: unknown = JSON.parse(text)
    if (!isPlain(raw) || !isId(raw.workshopId) || !isId(raw.from) || !isId(raw.to)) return undefined
    const { workshopId, from, to, hostKey, address, secret, observerSecret } = raw
    const lineage = Array.isArray(raw.lineage) ? raw.lineage.filter(isId).slice(0, mostGenerations) : []
    if (typeof hostKey !== "string" || bytesOf(hostKey)?.length !== 32) return undefined
    if (typeof address !== "string" || !isLocalHost(address) || !isSecret(secret) || !isSecret(observerSecret))
      return undefined
    return { workshopId, from, to, lineage, hostKey, address, secret, observerSecret }
  } catch {
    return undefined
  }
}
