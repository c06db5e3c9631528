import { crc32 } from "node:zlib"
import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import { isPlain } from "../../shared/model/fields.ts"
import { isId } from "../../shared/model/ids.ts"
import { type Kinship, readKinship } from "../../shared/protocol/cairnCopy.ts"

/**
 * A workshop's file (`.cairn`): the journal's bytes, complete in themselves, so that any copy of one opens elsewhere.
 *
 *     magic      8 bytes  "CAIRN", 0, format version as u16 little-endian
 *     record     16 bytes of head, then the body
 *       0  u32   length of the body
 *       4  u32   CRC-32 of everything that follows it: bytes 8 to the end of the body
 *       8  u48   seq, counted from 1 within the file
 *      14  u8    type
 *      15  u8    0
 *
 * Types: 1 head (JSON: workshop, generation, file number), 2 state (a Yjs V1 update), 3 instance (JSON), 4 edit of a client
 * (instance, seq, V1 update), 5 edit of the host (V1 update), 6 whole (what stands before it is complete), 7 kinship (JSON;
 * only in copies that pages make when their host is gone, `shared/protocol/cairnCopy.ts`). A file
 * begins with head, state, instances and whole; edits and instances follow. Numbers are little-endian, bodies use
 * lib0's variable-length encoding. There are no secrets in it: those are in `passes.json` beside it.
 */
export type JournalRecord =
  | { readonly type: "head"; readonly workshopId: string; readonly generation: string; readonly number: number }
  | { readonly type: "state"; readonly update: Uint8Array }
  | ({ readonly type: "instance" } & Instance)
  | { readonly type: "edit"; readonly instance: string; readonly seq: number; readonly update: Uint8Array }
  | { readonly type: "host-edit"; readonly update: Uint8Array }
  | { readonly type: "whole" }
  | { readonly type: "kinship"; readonly kinship: Kinship }

/** One tab's queue of edits: whose it is, the Yjs client id it writes with, and its last edit on disk. */
export interface Instance {
  readonly instance: string
  readonly personId: string
  readonly clientId: number
  readonly lastDurable: number
}

const types = ["", "head", "state", "instance", "edit", "host-edit", "whole", "kinship"] as const
export const formatVersion = 1
const magicWord = [0x43, 0x41, 0x49, 0x52, 0x4e, 0]
export const magic = Uint8Array.from([...magicWord, formatVersion & 255, formatVersion >> 8])
const headLength = 16
/** A state of the largest workshop fits; a damaged length does not lead far away. */
const bodyLimit = 256 * 1024 * 1024

export function encodeRecord(record: JournalRecord, seq: number): Uint8Array {
  const body = encoding.encode((to) => writeBody(to, record))
  const bytes = Buffer.allocUnsafe(headLength + body.length)
  bytes.writeUInt32LE(body.length, 0)
  bytes.writeUIntLE(seq, 8, 6)
  bytes[14] = types.indexOf(record.type)
  bytes[15] = 0
  bytes.set(body, headLength)
  bytes.writeUInt32LE(crc32(bytes.subarray(8)), 4)
  return bytes
}

function writeBody(to: encoding.Encoder, record: JournalRecord): void {
  switch (record.type) {
    case "head":
    case "instance": {
      const { type: _, ...rest } = record
      return encoding.writeVarString(to, JSON.stringify(rest))
    }
    case "edit":
      encoding.writeVarString(to, record.instance)
      encoding.writeVarUint(to, record.seq)
      return encoding.writeVarUint8Array(to, record.update)
    case "state":
    case "host-edit":
      return encoding.writeVarUint8Array(to, record.update)
    case "kinship":
      return encoding.writeVarString(to, JSON.stringify(record.kinship))
    case "whole":
      return
  }
}

export interface FoundRecord {
  readonly record: JournalRecord
  readonly seq: number
  /** Where the record ends in the file. */
  readonly end: number
}

/** The record at a place of the file, or undefined when none can be read there. Never throws. */
export function recordAt(file: Buffer, start: number): FoundRecord | undefined {
  if (start + headLength > file.length) return undefined
  const length = file.readUInt32LE(start)
  const type = types[file[start + 14] ?? 0]
  const end = start + headLength + length
  if (!type || file[start + 15] !== 0 || length > bodyLimit || end > file.length) return undefined
  if (crc32(file.subarray(start + 8, end)) !== file.readUInt32LE(start + 4)) return undefined
  const seq = file.readUIntLE(start + 8, 6)
  try {
    const record = readBody(type, decoding.createDecoder(file.subarray(start + headLength, end)))
    return record && { record, seq, end }
  } catch {
    return undefined
  }
}

function readBody(type: (typeof types)[number], from: decoding.Decoder): JournalRecord | undefined {
  switch (type) {
    case "head":
      return readHead(JSON.parse(decoding.readVarString(from)))
    case "instance":
      return readInstance(JSON.parse(decoding.readVarString(from)))
    case "state":
    case "host-edit":
      return { type, update: decoding.readVarUint8Array(from) }
    case "edit":
      return {
        type,
        instance: decoding.readVarString(from),
        seq: decoding.readVarUint(from),
        update: decoding.readVarUint8Array(from),
      }
    case "whole":
      return { type }
    case "kinship": {
      const kinship = readKinship(JSON.parse(decoding.readVarString(from)))
      return kinship && { type, kinship }
    }
    case "":
      return undefined
  }
}

function readHead(raw: unknown): JournalRecord | undefined {
  if (!isPlain(raw) || !isId(raw.workshopId) || !isId(raw.generation) || typeof raw.number !== "number")
    return undefined
  return { type: "head", workshopId: raw.workshopId, generation: raw.generation, number: raw.number }
}

function readInstance(raw: unknown): JournalRecord | undefined {
  if (!isPlain(raw) || !isId(raw.instance) || !isId(raw.personId)) return undefined
  if (typeof raw.clientId !== "number" || typeof raw.lastDurable !== "number") return undefined
  const { instance, personId, clientId, lastDurable } = raw
  return { type: "instance", instance, personId, clientId, lastDurable }
}

/** The version of a journal file, from 1 on; undefined when it is none or its head is damaged. */
export function versionOf(file: Buffer): number | undefined {
  if (file.length < magic.length || !magicWord.every((byte, at) => file[at] === byte)) return undefined
  return file.readUInt16LE(magicWord.length) || undefined
}
