import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import { isPlain } from "../model/fields.ts"
import { colours, roles } from "../model/records.ts"
import { err, ok, type Result } from "../model/result.ts"
import {
  type ClientMessage,
  type Device,
  frameLimit,
  type HostMessage,
  isNotice,
  type PresenceEntry,
  protocolVersion,
  type Refusal,
  type Rejection,
  type RosterEntry,
  refusals,
  rejections,
  type State,
} from "./messages.ts"

/**
 * Frames: version byte, type byte, then the parts of that type. Numbers are variable-length unsigned integers,
 * text is length and UTF-8, bytes are length and bytes, values are JSON text (lib0's encoding, written down in
 * `README.md`). Decoding never throws and refuses what is left over.
 */

/** Why a frame could not be read; for logs, not for people. */
export interface BadFrame {
  readonly type: "BadFrame"
  readonly detail: string
}

const clientTypes = ["hello", "update", "sync", "presence", "ping", "request", "signal"] as const
const hostTypes = [
  "welcome",
  "refuse",
  "state",
  "updates",
  "ack",
  "reject",
  "presence",
  "roster",
  "pong",
  "answer",
  "notice",
  "signal",
] as const

type Writer = encoding.Encoder
type Reader = decoding.Decoder
const { writeVarUint: putNumber, writeVarString: putText, writeVarUint8Array: putBytes } = encoding
const { readVarUint: number, readVarString: text } = decoding
/** A copy, so that keeping it does not keep the whole frame. */
const bytes = (from: Reader): Uint8Array => decoding.readVarUint8Array(from).slice()
const putJson = (to: Writer, value: unknown) => putText(to, JSON.stringify(value ?? null))
const json = (from: Reader): unknown => JSON.parse(text(from))

const frame = (type: number, write: (to: Writer) => void): Uint8Array =>
  encoding.encode((to) => {
    encoding.writeUint8(to, protocolVersion)
    encoding.writeUint8(to, type)
    write(to)
  })

export const encodeClient = (message: ClientMessage): Uint8Array =>
  frame(clientTypes.indexOf(message.type), (to) => writeClient(to, message))

function writeClient(to: Writer, message: ClientMessage): void {
  switch (message.type) {
    case "hello":
      putNumber(to, message.protocol)
      for (const part of [
        message.pass,
        message.instance,
        message.name,
        message.device,
        message.lang,
        message.generation,
      ])
        putText(to, part)
      return
    case "update":
      putNumber(to, message.seq)
      putBytes(to, message.update)
      return
    case "sync":
      putBytes(to, message.stateVector)
      return
    case "presence":
      putJson(to, message.state)
      return
    case "ping":
      putNumber(to, message.at)
      return
    case "request":
      putNumber(to, message.id)
      putText(to, message.ask)
      putJson(to, message.body)
      return
    case "signal":
      putNumber(to, message.to)
      putText(to, message.data)
      return
  }
}

export const decodeClient = (frame: Uint8Array, limit: number = frameLimit.toHost): Result<ClientMessage, BadFrame> =>
  decode(frame, limit, clientTypes, readClient)

function readClient(type: (typeof clientTypes)[number], from: Reader): ClientMessage {
  switch (type) {
    case "hello":
      return {
        type,
        protocol: number(from),
        pass: text(from),
        instance: text(from),
        name: text(from),
        device: readDevice(text(from)),
        lang: text(from),
        generation: text(from),
      }
    case "update":
      return { type, seq: number(from), update: bytes(from) }
    case "sync":
      return { type, stateVector: bytes(from) }
    case "presence":
      return { type, state: json(from) }
    case "ping":
      return { type, at: number(from) }
    case "request":
      return { type, id: number(from), ask: text(from), body: json(from) }
    case "signal":
      return { type, to: number(from), data: text(from) }
  }
}

const readDevice = (raw: string): Device =>
  raw === "phone" || raw === "tablet" || raw === "projector" ? raw : "laptop"

export const encodeHost = (message: HostMessage): Uint8Array =>
  frame(hostTypes.indexOf(message.type), (to) => writeHost(to, message))

function writeHost(to: Writer, message: HostMessage): void {
  switch (message.type) {
    case "welcome": {
      const { type: _, ...rest } = message
      putJson(to, rest)
      return
    }
    case "refuse":
      putText(to, message.reason)
      return
    case "state":
      putNumber(to, (message.isLast ? stateFlags.last : 0) | (message.isPacked ? stateFlags.packed : 0))
      putBytes(to, message.update)
      return
    case "updates":
      putNumber(to, message.updates.length)
      for (const update of message.updates) putBytes(to, update)
      return
    case "ack":
      putNumber(to, message.upTo)
      return
    case "reject":
      putNumber(to, message.seq)
      putText(to, message.reason)
      putText(to, message.detail)
      return
    case "presence":
      putJson(to, message.entries)
      return
    case "roster":
      putJson(to, message.people)
      return
    case "pong":
      putNumber(to, message.at)
      putNumber(to, message.hostTime)
      return
    case "answer":
      putNumber(to, message.id)
      putJson(to, message.body)
      return
    case "notice":
      putJson(to, message.notice)
      return
    case "signal":
      putNumber(to, message.from)
      putText(to, message.data)
      return
  }
}

const stateFlags = { last: 1, packed: 2 } as const

function readState(flags: number, update: Uint8Array): State {
  if (flags > (stateFlags.last | stateFlags.packed)) throw new Error("unknown flags")
  const isLast = (flags & stateFlags.last) !== 0
  return { type: "state", isLast, update, ...((flags & stateFlags.packed) !== 0 && { isPacked: true }) }
}

export const decodeHost = (frame: Uint8Array): Result<HostMessage, BadFrame> =>
  decode(frame, frameLimit.toClient, hostTypes, readHost)

function readHost(type: (typeof hostTypes)[number], from: Reader): HostMessage {
  switch (type) {
    case "welcome":
      return readWelcome(json(from))
    case "refuse":
      return { type, reason: word<Refusal>(refusals, text(from)) }
    case "state":
      return readState(number(from), bytes(from))
    case "updates":
      return { type, updates: Array.from({ length: count(number(from), from) }, () => bytes(from)) }
    case "ack":
      return { type, upTo: number(from) }
    case "reject":
      return { type, seq: number(from), reason: word<Rejection>(rejections, text(from)), detail: text(from) }
    case "presence":
      return { type, entries: list(json(from)).map(readPresence) }
    case "roster":
      return { type, people: list(json(from)).map(readPerson) }
    case "pong":
      return { type, at: number(from), hostTime: number(from) }
    case "answer":
      return { type, id: number(from), body: json(from) }
    case "signal":
      return { type, from: number(from), data: text(from) }
    case "notice": {
      const notice = json(from)
      if (!isNotice(notice)) throw new Error("unknown notice")
      return { type, notice }
    }
  }
}

function decode<T extends string, M>(
  frame: Uint8Array,
  limit: number,
  types: readonly T[],
  read: (type: T, from: Reader) => M,
): Result<M, BadFrame> {
  try {
    if (frame.length > limit) throw new Error(`frame of ${frame.length} bytes`)
    const from = decoding.createDecoder(frame)
    const version = decoding.readUint8(from)
    if (version !== protocolVersion) throw new Error(`protocol version ${version}`)
    const type = types[decoding.readUint8(from)]
    if (type === undefined) throw new Error("unknown type")
    const message = read(type, from)
    if (decoding.hasContent(from)) throw new Error("bytes left over")
    return ok(message)
  } catch (problem) {
    return err({ type: "BadFrame", detail: problem instanceof Error ? problem.message : "unreadable" })
  }
}

/** A count is believed only as far as the bytes that are left could hold it. */
const count = (claimed: number, from: Reader): number => {
  if (claimed > from.arr.length - from.pos) throw new Error("count larger than the frame")
  return claimed
}

const word = <W extends string>(words: readonly W[], raw: unknown): W => {
  const found = words.find((one) => one === raw)
  if (found === undefined) throw new Error("unknown word")
  return found
}
const list = (raw: unknown): readonly unknown[] => {
  if (!Array.isArray(raw)) throw new Error("a list is expected")
  return raw
}
const textIn = (raw: unknown): string => {
  if (typeof raw !== "string") throw new Error("text is expected")
  return raw
}
const fields = (raw: unknown) => {
  if (!isPlain(raw)) throw new Error("an object is expected")
  return {
    text: (name: string): string => {
      const value = raw[name]
      if (typeof value !== "string") throw new Error(`${name} is not text`)
      return value
    },
    number: (name: string): number => {
      const value = raw[name]
      if (typeof value !== "number" || !Number.isFinite(value)) throw new Error(`${name} is not a number`)
      return value
    },
    raw: (name: string): unknown => raw[name],
  }
}

function readWelcome(raw: unknown): HostMessage {
  const from = fields(raw)
  return {
    type: "welcome",
    workshopId: from.text("workshopId"),
    generation: from.text("generation"),
    personId: from.text("personId"),
    name: from.text("name"),
    role: word(roles, from.raw("role")),
    colour: word(colours, from.raw("colour")),
    glyph: from.number("glyph"),
    token: from.text("token"),
    clientId: from.number("clientId"),
    lastDurable: from.number("lastDurable"),
    lineage: list(from.raw("lineage")).map(textIn),
    connection: from.number("connection"),
    hostTime: from.number("hostTime"),
  }
}

function readPresence(raw: unknown): PresenceEntry {
  const from = fields(raw)
  return { connection: from.number("connection"), personId: from.text("personId"), state: from.raw("state") ?? null }
}

function readPerson(raw: unknown): RosterEntry {
  const from = fields(raw)
  return {
    connection: from.number("connection"),
    personId: from.text("personId"),
    name: from.text("name"),
    role: word(roles, from.raw("role")),
    colour: word(colours, from.raw("colour")),
    glyph: from.number("glyph"),
    device: readDevice(from.text("device")),
  }
}
