import * as decoding from "lib0/decoding"
import type { Rejection } from "../protocol/messages.ts"
import { updateLimit } from "../protocol/messages.ts"

/**
 * Reads a Yjs update (format V1) without believing it: every count is held against the bytes that are left, and what
 * an honest client of ours never sends (several authors, GC, Skip, embeds, sub-documents, deep values) ends the
 * reading. `Y.decodeUpdate` would build all of it first.
 */

/** Why an edit is not taken. */
export class Rejected extends Error {
  readonly reason: Rejection
  readonly missing: Id | undefined
  constructor(reason: Rejection, detail: string, missing?: Id) {
    super(detail)
    this.reason = reason
    this.missing = missing
  }
}

export interface Id {
  readonly client: number
  readonly clock: number
}

export type Content =
  | { readonly is: "deleted" }
  | { readonly is: "string"; readonly text: string }
  | { readonly is: "values"; readonly values: readonly unknown[] }
  | { readonly is: "map" }
  | { readonly is: "text" }

export interface Struct {
  readonly clock: number
  readonly length: number
  readonly origin: Id | undefined
  readonly rightOrigin: Id | undefined
  /** A root's name or the id of the item that holds the parent; undefined when it follows from the origins. */
  readonly parent: string | Id | undefined
  readonly key: string | undefined
  readonly content: Content
}

export interface Deletion {
  readonly client: number
  readonly clock: number
  readonly length: number
}

export interface ReadUpdate {
  /** Undefined when the update only deletes. */
  readonly client: number | undefined
  readonly structs: readonly Struct[]
  readonly deletions: readonly Deletion[]
}

const partLimit = 20_000
const clockLimit = 2 ** 31
const lengthLimit = updateLimit * 4
const depthLimit = 6

type Reader = decoding.Decoder

/** Throws `Rejected`, or whatever lib0 throws on damaged bytes. */
export function readUpdate(bytes: Uint8Array): ReadUpdate {
  if (bytes.length > updateLimit) throw new Rejected("size", `${bytes.length} bytes`)
  const from = decoding.createDecoder(bytes)
  const authors = decoding.readVarUint(from)
  if (authors > 1) throw new Rejected("identity", "several authors in one edit")
  const block = authors === 1 ? readBlock(from) : { client: undefined, structs: [] }
  const deletions = readDeletions(from)
  if (decoding.hasContent(from)) throw new Rejected("damaged", "bytes left over")
  return { ...block, deletions }
}

function readBlock(from: Reader): { client: number; structs: readonly Struct[] } {
  const count = bounded(decoding.readVarUint(from), from)
  const client = decoding.readVarUint(from)
  let clock = decoding.readVarUint(from)
  const structs: Struct[] = []
  for (let at = 0; at < count; at++) {
    const struct = readStruct(from, clock)
    clock += struct.length
    if (clock > clockLimit) throw new Rejected("damaged", "clock out of bounds")
    structs.push(struct)
  }
  return { client, structs }
}

const bounded = (count: number, from: Reader): number => {
  if (count > from.arr.length - from.pos) throw new Rejected("damaged", "count larger than the edit")
  if (count > partLimit) throw new Rejected("size", `${count} parts`)
  return count
}

const hasOrigin = 0b1000_0000
const hasRightOrigin = 0b0100_0000
const hasKey = 0b0010_0000
const contentBits = 0b0001_1111

function readStruct(from: Reader, clock: number): Struct {
  const info = decoding.readUint8(from)
  const origin = info & hasOrigin ? readId(from) : undefined
  const rightOrigin = info & hasRightOrigin ? readId(from) : undefined
  const isFree = origin === undefined && rightOrigin === undefined
  const parent = isFree ? readParent(from) : undefined
  const key = isFree && info & hasKey ? decoding.readVarString(from) : undefined
  const { content, length } = readContent(from, info & contentBits)
  return { clock, length, origin, rightOrigin, parent, key, content }
}

const readId = (from: Reader): Id => ({ client: decoding.readVarUint(from), clock: decoding.readVarUint(from) })
const readParent = (from: Reader): string | Id =>
  decoding.readVarUint(from) === 1 ? decoding.readVarString(from) : readId(from)

function readContent(from: Reader, ref: number): { content: Content; length: number } {
  switch (ref) {
    case 1: {
      const length = decoding.readVarUint(from)
      if (length === 0 || length > lengthLimit) throw new Rejected("damaged", "length out of bounds")
      return { content: { is: "deleted" }, length }
    }
    case 4: {
      const text = decoding.readVarString(from)
      if (text === "") throw new Rejected("damaged", "empty text")
      return { content: { is: "string", text }, length: text.length }
    }
    case 7:
      return { content: { is: readTypeName(from) }, length: 1 }
    case 8: {
      const count = bounded(decoding.readVarUint(from), from)
      if (count === 0) throw new Rejected("damaged", "empty value")
      const values = Array.from({ length: count }, () => readValue(from, 0))
      return { content: { is: "values", values }, length: count }
    }
    default:
      throw new Rejected("schema", `content of sort ${ref}`)
  }
}

function readTypeName(from: Reader): "map" | "text" {
  const type = decoding.readVarUint(from)
  if (type === 1) return "map"
  if (type === 2) return "text"
  throw new Rejected("schema", `shared type ${type}`)
}

/** A value as JSON could hold it; never an object with somebody else's prototype. */
function readValue(from: Reader, depth: number): unknown {
  if (depth > depthLimit) throw new Rejected("depth", "a value nested too deep")
  switch (decoding.readUint8(from)) {
    case 126:
      return null
    case 125:
      return decoding.readVarInt(from)
    case 124:
      return decoding.readFloat32(from)
    case 123:
      return decoding.readFloat64(from)
    case 121:
      return false
    case 120:
      return true
    case 119:
      return decoding.readVarString(from)
    case 118:
      return readObject(from, depth)
    case 117:
      return Array.from({ length: bounded(decoding.readVarUint(from), from) }, () => readValue(from, depth + 1))
    default:
      throw new Rejected("schema", "a value that JSON does not know")
  }
}

function readObject(from: Reader, depth: number): unknown {
  const object: Record<string, unknown> = {}
  for (let left = bounded(decoding.readVarUint(from), from); left > 0; left--) {
    const key = decoding.readVarString(from)
    if (key === "__proto__") throw new Rejected("schema", "a key that is not allowed")
    object[key] = readValue(from, depth + 1)
  }
  return object
}

function readDeletions(from: Reader): readonly Deletion[] {
  const deletions: Deletion[] = []
  for (let authors = bounded(decoding.readVarUint(from), from); authors > 0; authors--) {
    const client = decoding.readVarUint(from)
    for (let left = bounded(decoding.readVarUint(from), from); left > 0; left--) {
      const clock = decoding.readVarUint(from)
      const length = decoding.readVarUint(from)
      if (length === 0 || clock + length > clockLimit) throw new Rejected("damaged", "deletion out of bounds")
      deletions.push({ client, clock, length })
      if (deletions.length > partLimit) throw new Rejected("size", "too many deletions")
    }
  }
  return deletions
}
