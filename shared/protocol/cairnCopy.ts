import * as encoding from "lib0/encoding"
import { isPlain } from "../model/fields.ts"
import { isId } from "../model/ids.ts"

/**
 * A `.cairn` file as a page writes it when its host is gone: the board as it stands there, with all its history, and
 * what another host must know to carry that history on. The format is the journal's (`electron/host/journalFormat.ts`).
 */
export interface Kinship {
  /** The generation that the file is a copy of, then those it came from. */
  readonly generations: readonly string[]
  /** Public keys of their hosts, in base64. */
  readonly hostKeys: readonly string[]
  /** Origins of pages that may come over. */
  readonly origins: readonly string[]
  readonly authors: readonly KnownAuthor[]
}

/** Somebody whose page may come over with edits that no host has. */
export interface KnownAuthor {
  /** As in the certificate. */
  readonly queue: string
  readonly personId: string
  readonly clientId: number
  /** The last edit that is part of the copy, where that is known; 0 otherwise. */
  readonly upTo: number
}

const mostAuthors = 500
const mostOrigins = 40

export function readKinship(raw: unknown): Kinship | undefined {
  if (!isPlain(raw)) return undefined
  const { generations, hostKeys, origins, authors } = raw
  return {
    generations: textsIn(generations).filter(isId),
    hostKeys: textsIn(hostKeys),
    origins: textsIn(origins).filter(isPageOrigin).slice(0, mostOrigins),
    authors: (Array.isArray(authors) ? authors : []).flatMap((one) => readAuthor(one) ?? []).slice(0, mostAuthors),
  }
}

function readAuthor(raw: unknown): KnownAuthor | undefined {
  if (!isPlain(raw)) return undefined
  const { queue, personId, clientId, upTo } = raw
  if (!isId(queue) || !isId(personId) || !isCount(clientId) || !isCount(upTo)) return undefined
  return { queue, personId, clientId, upTo }
}

const isCount = (raw: unknown): raw is number => typeof raw === "number" && Number.isSafeInteger(raw) && raw >= 0
const textsIn = (raw: unknown): readonly string[] =>
  Array.isArray(raw) ? raw.filter((one): one is string => typeof one === "string" && one.length <= 256) : []

/** The origin of a page that a host in some room has served. */
export const isPageOrigin = (origin: string): boolean => /^http:\/\/[a-z0-9.-]+:\d{1,5}$/.test(origin)

export interface CairnCopy {
  readonly workshopId: string
  readonly generation: string
  /** A Yjs update (V1) with everything. */
  readonly state: Uint8Array
  readonly kinship: Kinship
}

const magic = Uint8Array.of(0x43, 0x41, 0x49, 0x52, 0x4e, 0, 1, 0)
const types = { head: 1, state: 2, whole: 6, kinship: 7 } as const

export function writeCairnCopy({ workshopId, generation, state, kinship }: CairnCopy): Uint8Array {
  const json = (value: unknown) => encoding.encode((to) => encoding.writeVarString(to, JSON.stringify(value)))
  const bodies: readonly (readonly [number, Uint8Array])[] = [
    [types.head, json({ workshopId, generation, number: 1 })],
    [types.kinship, json(kinship)],
    [types.state, encoding.encode((to) => encoding.writeVarUint8Array(to, state))],
    [types.whole, new Uint8Array()],
  ]
  return concat([magic, ...bodies.map(([type, body], at) => recordOf(type, at + 1, body))])
}

const headLength = 16

function recordOf(type: number, seq: number, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(headLength + body.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, body.length, true)
  view.setUint32(8, seq, true)
  bytes[14] = type
  bytes.set(body, headLength)
  view.setUint32(4, crc32(bytes.subarray(8)), true)
  return bytes
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
