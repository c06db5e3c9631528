import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import { encodeUtf8 } from "lib0/string"
import { err, ok, type Result } from "../model/result.ts"
import {
  type ChannelKeys,
  type ClientChannel,
  type HostChannel,
  openClientChannel,
  openHostChannel,
} from "./channel.ts"
import type { Ciphers } from "./ciphers.ts"
import { protocolVersion, type Refusal } from "./messages.ts"

/**
 * The first frame of either end, the only two in clear: each gives a public key made for this connection. The keys
 * that follow from them also need the pass, where there is one that only its owners can know; so nobody who listens learns
 * anything, and nobody without the pass can stand in between. A typed code is too short for that: whoever joins with one
 * is safe from listeners only.
 */

/** Reasons that may be given in clear: the two ends have no key yet. */
export const clearRefusals = ["protocol", "pass", "busy", "full"] as const satisfies readonly Refusal[]
export type ClearRefusal = (typeof clearRefusals)[number]

/** A pass shorter than this is a typed code and part of no key. */
const leastSecretLength = 16
const publicKeyLength = 32
const keyIdLimit = 256
const answers = { key: 0, refusal: 1 } as const

/** The part of a pass that the keys are made with: all of it, or nothing of a typed code. */
export const secretOf = (pass: string): string => (pass.length < leastSecretLength ? "" : pass)

/**
 * Names a pass to the host without telling it: what stands before the point of a token, which means something to the
 * host alone; 16 bytes of a hash of a link's secret, in hexadecimal digits; nothing for a typed code.
 */
export function keyIdOf({ hash }: Ciphers, pass: string): string {
  const secret = secretOf(pass)
  const point = secret.indexOf(".")
  if (secret === "" || point >= 0) return secret.slice(0, Math.max(0, point))
  const bytes = hash(encodeUtf8(`cairn key id ${secret}`)).subarray(0, 16)
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}

export interface Opening {
  /** To be sent first. */
  readonly frame: Uint8Array
  /** Reads the host's first frame: a channel, or why there is none. */
  readonly read: (answer: Uint8Array) => Result<ClientChannel, ClearRefusal | "unreadable">
}

/** A client begins. */
export function beginOpening(ciphers: Ciphers, pass: string): Opening {
  const pair = ciphers.newPair()
  const frame = encoding.encode((to) => {
    encoding.writeUint8(to, protocolVersion)
    encoding.writeUint8Array(to, pair.publicKey)
    encoding.writeVarString(to, keyIdOf(ciphers, pass))
  })
  return {
    frame,
    read: (answer) => {
      try {
        const from = decoding.createDecoder(answer)
        if (decoding.readUint8(from) !== protocolVersion) return err("unreadable")
        if (decoding.readUint8(from) === answers.refusal) return err(readReason(decoding.readVarString(from)))
        const theirs = decoding.readUint8Array(from, publicKeyLength)
        if (decoding.hasContent(from)) return err("unreadable")
        const keys = deriveKeys(ciphers, pair.agree(theirs), secretOf(pass), frame, answer)
        return ok(openClientChannel(ciphers, keys))
      } catch {
        return err("unreadable")
      }
    },
  }
}

const readReason = (raw: string): ClearRefusal | "unreadable" =>
  clearRefusals.find((reason) => reason === raw) ?? "unreadable"

/** What the host answers, and the channel when the connection may go on. */
export type Answered =
  | { readonly frame: Uint8Array; readonly channel: HostChannel; readonly secret: string }
  | { readonly frame: Uint8Array; readonly channel?: undefined }

/** Looks up whose key is meant; an empty name never reaches it. */
export type FindSecret = (keyId: string) => Result<string, ClearRefusal>

/** The host answers a client's first frame; nothing to one that cannot be read. */
export function answerOpening(ciphers: Ciphers, opening: Uint8Array, find: FindSecret): Answered | undefined {
  const version = opening[0]
  if (version === undefined) return undefined
  if (version !== protocolVersion) return { frame: refuseInClear("protocol", version) }
  try {
    const from = decoding.createDecoder(opening)
    decoding.readUint8(from)
    const theirs = decoding.readUint8Array(from, publicKeyLength)
    const keyId = decoding.readVarString(from)
    if (decoding.hasContent(from) || keyId.length > keyIdLimit) return undefined
    const secret = keyId === "" ? ok("") : find(keyId)
    if (!secret.ok) return { frame: refuseInClear(secret.error) }
    const pair = ciphers.newPair()
    const frame = Uint8Array.of(protocolVersion, answers.key, ...pair.publicKey)
    const keys = deriveKeys(ciphers, pair.agree(theirs), secret.value, opening, frame)
    return { frame, channel: openHostChannel(ciphers, keys), secret: secret.value }
  } catch {
    return undefined
  }
}

/** The host's first frame when there will be no second. In the words of the client's version, as far as we know them. */
export const refuseInClear = (reason: ClearRefusal, version: number = protocolVersion): Uint8Array =>
  encoding.encode((to) => {
    encoding.writeUint8(to, version)
    encoding.writeUint8(to, answers.refusal)
    encoding.writeVarString(to, reason)
  })

function deriveKeys(
  ciphers: Ciphers,
  agreed: Uint8Array,
  secret: string,
  opening: Uint8Array,
  answer: Uint8Array,
): ChannelKeys {
  const input = joined(agreed, encodeUtf8(secret))
  const both = ciphers.derive(input, ciphers.hash(joined(opening, answer)), `cairn ${protocolVersion} channel`, 64)
  return { toHost: both.slice(0, 32), toClient: both.slice(32) }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length)
  bytes.set(first)
  bytes.set(second, first.length)
  return bytes
}
