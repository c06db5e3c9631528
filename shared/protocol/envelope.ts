import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import { err, ok, type Result } from "../model/result.ts"
import { bytesOf, type Certificate, isSigned, readCertificate, type Signed, type Verify } from "./certificate.ts"
import { updateLimit } from "./messages.ts"

/**
 * One edit on its way through other devices: the edit, its number, the host's word about its author and the author's
 * signature. Whoever carries it can neither change it nor pass it off as somebody else's.
 */
export interface Envelope {
  readonly certificate: Signed
  readonly seq: number
  readonly update: Uint8Array
  /** The author's signature over `editBytes`. */
  readonly mark: Uint8Array
}

/** An envelope of which every word is vouched for. */
export interface CheckedEnvelope {
  readonly author: Certificate
  readonly seq: number
  readonly update: Uint8Array
  /** As it came, to be handed on. */
  readonly bytes: Uint8Array
}

/** Why an envelope is dropped. */
export type BadEnvelope = "damaged" | "forged" | "expired" | "other-history" | "role"

export interface Trust {
  readonly verify: Verify
  readonly workshopId: string
  /** The present generation and those it came from. */
  readonly generations: readonly string[]
  /** Public keys of the hosts of these generations, in base64. */
  readonly hostKeys: readonly string[]
  /** The host's clock as far as it is known here; nothing where expiry is no reason to drop an edit. */
  readonly hostNow: () => number | undefined
}

const envelopeVersion = 1

/** What the author signs. */
const editBytes = (generation: string, clientId: number, seq: number, update: Uint8Array): Uint8Array =>
  encoding.encode((to) => {
    encoding.writeVarString(to, "cairn edit")
    encoding.writeVarString(to, generation)
    encoding.writeVarUint(to, clientId)
    encoding.writeVarUint(to, seq)
    encoding.writeVarUint8Array(to, update)
  })

const encodeEnvelope = ({ certificate, seq, update, mark }: Envelope): Uint8Array =>
  encoding.encode((to) => {
    encoding.writeUint8(to, envelopeVersion)
    encoding.writeVarString(to, certificate.text)
    encoding.writeVarString(to, certificate.mark)
    encoding.writeVarUint(to, seq)
    encoding.writeVarUint8Array(to, update)
    encoding.writeVarUint8Array(to, mark)
  })

function decodeEnvelope(bytes: Uint8Array): Envelope | undefined {
  try {
    const from = decoding.createDecoder(bytes)
    if (decoding.readUint8(from) !== envelopeVersion) return undefined
    const certificate = { text: decoding.readVarString(from), mark: decoding.readVarString(from) }
    const seq = decoding.readVarUint(from)
    const update = decoding.readVarUint8Array(from).slice()
    const mark = decoding.readVarUint8Array(from).slice()
    const isRight = !decoding.hasContent(from) && seq > 0 && update.length <= updateLimit && mark.length === 64
    return isRight ? { certificate, seq, update, mark } : undefined
  } catch {
    return undefined
  }
}

/** Reads envelopes and believes nothing that is not signed. A certificate is verified once. */
export function openEnvelopeCheck(trust: Trust) {
  const known = new Map<string, Certificate>()
  const authorOf = (signed: Signed): Certificate | undefined => {
    const key = `${signed.mark} ${signed.text}`
    const found = known.get(key)
    if (found || !isSigned(signed, "certificate", trust.hostKeys, trust.verify)) return found
    const certificate = readCertificate(signed.text)
    if (certificate && known.size < mostCertificates) known.set(key, certificate)
    return certificate
  }
  return (bytes: Uint8Array): Result<CheckedEnvelope, BadEnvelope> => {
    const envelope = decodeEnvelope(bytes)
    if (!envelope) return err("damaged")
    const author = authorOf(envelope.certificate)
    if (!author) return err("forged")
    if (author.workshopId !== trust.workshopId || !trust.generations.includes(author.generation))
      return err("other-history")
    if (author.role === "observer") return err("role")
    const now = trust.hostNow()
    if (now !== undefined && now > author.until) return err("expired")
    const { seq, update, mark } = envelope
    const key = bytesOf(author.publicKey)
    const message = editBytes(author.generation, author.clientId, seq, update)
    if (!key || !trust.verify(mark, message, key)) return err("forged")
    return ok({ author, seq, update, bytes })
  }
}

const mostCertificates = 500

/** An envelope of one's own. */
export function sealEdit(
  certificate: Signed,
  author: Certificate,
  edit: { readonly seq: number; readonly update: Uint8Array },
  sign: (message: Uint8Array) => Uint8Array,
): Uint8Array {
  const { seq, update } = edit
  const mark = sign(editBytes(author.generation, author.clientId, seq, update))
  return encodeEnvelope({ certificate, seq, update, mark })
}
