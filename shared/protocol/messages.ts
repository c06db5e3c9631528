import { isPlain } from "../model/fields.ts"
import type { Colour, Role } from "../model/records.ts"
import type { Waiting } from "./requests.ts"

/**
 * What a client and the host say to each other: one tagged union per direction. The bytes are in `codec.ts`;
 * `README.md` beside this file is the description for somebody who writes a client of their own.
 */

/** Raised when a frame of an older program could be misread. Host and client must agree. */
export const protocolVersion = 2

/** Why the host does not let a connection in, or ends it. Closed list; the words are under `refused.<reason>`. */
export const refusals = [
  "protocol",
  "pass",
  "locked",
  "removed",
  "full",
  "busy",
  "not-ready",
  "generation",
  /** It holds what a power cut has taken from the host: begin a new instance with an empty document. */
  "ahead",
  "closed",
  "awaiting-approval",
] as const
export type Refusal = (typeof refusals)[number]

/** Why the host did not take an edit. Closed list; the words are under `rejected.<reason>`. */
export const rejections = [
  "role",
  /** The running step is not for this: too early, too late, or about other cards. */
  "step",
  "locked",
  "size",
  "rate",
  "damaged",
  "identity",
  "gap",
  "schema",
  "depth",
  "quota",
] as const
export type Rejection = (typeof rejections)[number]

export type Device = "laptop" | "tablet" | "phone" | "projector"

/** The first message of a client. */
export interface Hello {
  readonly type: "hello"
  readonly protocol: number
  /** The secret from a link's fragment, or the session token from an earlier welcome, or a typed code. */
  readonly pass: string
  /** Names one tab's queue of edits; made by the client, kept with the queue. 16 to 64 characters of an id. */
  readonly instance: string
  readonly name: string
  readonly device: Device
  readonly lang: string
  /** The generation whose history the client already holds; empty when it holds none. */
  readonly generation: string
}

export interface Welcome {
  readonly type: "welcome"
  readonly workshopId: string
  readonly generation: string
  /** Who this client is; the same after every return. */
  readonly personId: string
  readonly name: string
  readonly role: Role
  readonly colour: Colour
  readonly glyph: number
  /** Presented as `pass` when coming back. Never shown, logged or written to a file. */
  readonly token: string
  /** The only Yjs client id this instance may write with. */
  readonly clientId: number
  /** The last edit of this instance that is on the host's disk; 0 when none is. */
  readonly lastDurable: number
  /** The number of this connection: presence under it is one's own. */
  readonly connection: number
  /** Older generations that this history has come through, newest first: whoever holds one of them goes on with this one. */
  readonly lineage: readonly string[]
  /** Host's clock, milliseconds since 1970. */
  readonly hostTime: number
}

/** One Yjs transaction. `seq` counts from 1 for each instance, without a gap. */
export interface Update {
  readonly type: "update"
  readonly seq: number
  readonly update: Uint8Array
}

export interface State {
  readonly type: "state"
  readonly update: Uint8Array
  readonly isLast: boolean
  /** The update is compressed (zlib, RFC 1950). */
  readonly isPacked?: boolean
}

/** What one person shows of themselves; the host adds who it is. JSON, at most 1 KB. */
export interface PresenceEntry {
  /** Connection number given by the host; a person with two tabs has two. */
  readonly connection: number
  readonly personId: string
  /** Null when that connection is gone. */
  readonly state: unknown
}

export interface RosterEntry {
  readonly connection: number
  readonly personId: string
  readonly name: string
  readonly role: Role
  readonly colour: Colour
  readonly glyph: number
  readonly device: Device
}

export type ClientMessage =
  | Hello
  | Update
  /** Asks for what the client lacks; the host answers `state`. */
  | { readonly type: "sync"; readonly stateVector: Uint8Array }
  | { readonly type: "presence"; readonly state: unknown }
  | { readonly type: "ping"; readonly at: number }
  /** A request besides edits; `ask` is from the closed list in `requests.ts`, the rest is checked there. */
  | { readonly type: "request"; readonly id: number; readonly ask: string; readonly body: unknown }
  /** For the device that writes with the Yjs client id `to`: what it needs to connect to this one. */
  | { readonly type: "signal"; readonly to: number; readonly data: string }

export type HostMessage =
  | Welcome
  | { readonly type: "refuse"; readonly reason: Refusal }
  /** The whole document or what `sync` lacked; `isLast` tells that the board is complete. */
  | State
  /** Others' edits of one moment, in order. All are in the journal's file; a power cut can still take the newest (`ahead`). */
  | { readonly type: "updates"; readonly updates: readonly Uint8Array[] }
  /** Everything this instance sent up to `upTo` is on the host's disk. */
  | { readonly type: "ack"; readonly upTo: number }
  | { readonly type: "reject"; readonly seq: number; readonly reason: Rejection; readonly detail: string }
  /** The newest of everybody who changed, the same for all: a client passes over its own. */
  | { readonly type: "presence"; readonly entries: readonly PresenceEntry[] }
  | { readonly type: "roster"; readonly people: readonly RosterEntry[] }
  | { readonly type: "pong"; readonly at: number; readonly hostTime: number }
  | { readonly type: "answer"; readonly id: number; readonly body: unknown }
  | { readonly type: "notice"; readonly notice: Notice }
  /** From the device that writes with the Yjs client id `from`; the host vouches for that. */
  | { readonly type: "signal"; readonly from: number; readonly data: string }

/** What the host tells everyone, or only those who lead where it says so. `disk` is null while the host can save. */
export type Notice =
  | { readonly type: "disk"; readonly problem: null | "full" | "read-only" | "error" }
  | { readonly type: "room"; readonly isOpen: boolean }
  | { readonly type: "ended" }
  /** The workshop goes on at another host; `secret` lets one in there. */
  | { readonly type: "moved"; readonly address: string; readonly secret: string }
  /** Another host that carried this workshop on too has stood down: what was written there is here now. */
  | { readonly type: "joined" }
  | ({ readonly type: "counters" } & Counters)
  /** To those who lead: how much each person has written and who is ready, never what. */
  | { readonly type: "writers"; readonly people: readonly Writer[] }
  /** To those who lead: who waits at the door. */
  | { readonly type: "waiting"; readonly people: readonly Waiting[] }
  /** To those who lead: somebody tried what their role or the step does not allow. */
  | { readonly type: "tried"; readonly personId: string; readonly reason: Rejection }
  /** To those who lead: somebody's device sent far too much and was cut off. */
  | { readonly type: "flood"; readonly personId: string; readonly name: string }

/** How much there is of what nobody may see yet. */
export interface Counters {
  /** Sealed notes and the people who wrote them, of the running step. */
  readonly notes: number
  readonly writers: number
  readonly ready: number
  /** Notes that are still sealed, by the step they were written in. */
  readonly sealed: { readonly [stepId: string]: number }
  /** Ballots and answers by the id of what is voted on or asked. */
  readonly ballots: { readonly [id: string]: number }
}
export interface Writer {
  readonly personId: string
  readonly notes: number
  readonly isReady: boolean
}

const noticeTypes: readonly unknown[] = [
  "disk",
  "room",
  "ended",
  "moved",
  "joined",
  "counters",
  "writers",
  "tried",
  "waiting",
  "flood",
] satisfies readonly Notice["type"][]
export const isNotice = (raw: unknown): raw is Notice => isPlain(raw) && noticeTypes.includes(raw.type)

/** The most bytes one frame may have, by direction. Larger ones end the connection before they are read. */
export const frameLimit = {
  toHost: 1_048_576,
  /** From the host's own computer, where a whole workshop file may be opened. */
  toOwnHost: 24 * 1_048_576,
  toClient: 64 * 1_048_576,
} as const
/** The most bytes one edit may have. */
export const updateLimit = 262_144
/** The most bytes of JSON one presence state may have. */
export const presenceLimit = 1024
/** The most characters that one device may send another through the host at once. */
export const signalLimit = 16_384
/** A client pings this often; either side gives up after `deadAfterMs` without a frame. */
export const heartbeatMs = 5_000
export const deadAfterMs = 12_000
