import { fromBase64, toBase64 } from "lib0/buffer"
import { encodeUtf8 } from "lib0/string"
import { isPlain } from "../model/fields.ts"
import { isId } from "../model/ids.ts"
import { type Role, roles } from "../model/records.ts"

/**
 * What a host vouches for about one queue of edits, so that other devices and later hosts believe it without asking:
 * whose it is, in which role, with which Yjs client id and which key. Signed with the workshop's key (Ed25519).
 */
export interface Certificate {
  readonly workshopId: string
  readonly generation: string
  readonly personId: string
  readonly name: string
  readonly role: Role
  readonly clientId: number
  /** Ed25519, 32 bytes in base64. The device signs its edits with the other half. */
  readonly publicKey: string
  /** SHA-256 of the queue's name in base64: the name itself lets its owner in and is never told to others. */
  readonly queue: string
  /** On the host's clock, milliseconds since 1970. Devices take nothing under it later; a host always does. */
  readonly until: number
}

/** Text with the signature over it, in base64. Travels as it is: writing it anew could change its bytes. */
export interface Signed {
  readonly text: string
  readonly mark: string
}

/** Ed25519 (RFC 8032). Never throws. */
export type Verify = (mark: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean

/** How long a device may go on under a certificate without having met the host again. */
export const certificateMs = 24 * 3_600_000
const longest = 4_096

/** What is signed of a text: no signature for one purpose fits another. */
export const signedBytes = (
  purpose: "certificate" | "succession" | "inheritance" | "receipt",
  text: string,
): Uint8Array => encodeUtf8(`cairn ${purpose}\n${text}`)

/** The certificate in a text, or nothing; says nothing about the signature. */
export function readCertificate(text: string): Certificate | undefined {
  const raw = parsed(text)
  if (!raw || !isId(raw.workshopId) || !isId(raw.generation) || !isId(raw.personId)) return undefined
  const { workshopId, generation, personId, name, clientId, publicKey, queue, until } = raw
  const role = roles.find((one) => one === raw.role)
  if (!role || typeof name !== "string" || typeof publicKey !== "string" || typeof queue !== "string") return undefined
  if (!isCount(clientId) || !isCount(until) || bytesOf(publicKey)?.length !== 32) return undefined
  return { workshopId, generation, personId, name, role, clientId, publicKey, queue, until }
}

/** True when one of these keys has signed it. */
export function isSigned(
  { text, mark }: Signed,
  purpose: Parameters<typeof signedBytes>[0],
  keys: readonly string[],
  verify: Verify,
): boolean {
  const bytes = bytesOf(mark)
  if (bytes?.length !== 64) return false
  const message = signedBytes(purpose, text)
  return keys.some((key) => {
    const publicKey = bytesOf(key)
    return publicKey !== undefined && verify(bytes, message, publicKey)
  })
}

export function readSigned(raw: unknown): Signed | undefined {
  if (!isPlain(raw) || typeof raw.text !== "string" || typeof raw.mark !== "string") return undefined
  return raw.text.length + raw.mark.length > longest ? undefined : { text: raw.text, mark: raw.mark }
}

/** The same for what a host hands over, which can be a whole workshop. */
export const readHandedOver = (raw: unknown): Signed | undefined =>
  isPlain(raw) && typeof raw.text === "string" && typeof raw.mark === "string"
    ? { text: raw.text, mark: raw.mark }
    : undefined

/** Bytes in base64; nothing where it is none. */
export function bytesOf(base64: string): Uint8Array | undefined {
  try {
    return fromBase64(base64)
  } catch {
    return undefined
  }
}
export const base64Of = (bytes: Uint8Array): string => toBase64(bytes)

const isCount = (raw: unknown): raw is number => typeof raw === "number" && Number.isSafeInteger(raw) && raw >= 0

function parsed(text: string): { readonly [key: string]: unknown } | undefined {
  if (text.length > longest) return undefined
  try {
    const raw: unknown = JSON.parse(text)
    return isPlain(raw) ? raw : undefined
  } catch {
    return undefined
  }
}
