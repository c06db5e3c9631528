import { isPlain } from "../model/fields.ts"
import type { Colour, Role } from "../model/records.ts"

/**
 * What a client and the host say to each other: one tagged union per direction. The bytes are in `codec.ts`;
 * `README.md` beside this file is the description for somebody who writes a client of their own.
 */

/** Raised when a frame of an older program could be misread. Host and client must agree. */
export const protocolVersion = 1

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
  "closed",
  "awaiting-approval",
] as const
export type Refusal = (typeof refusals)[number]

/** Why the host did not take an edit. Closed list; the words are under `rejected.<reason>`. */
export const rejections = [
  "role",
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
  /** Host's clock, milliseconds since 1970. */
  readonly hostTime: number
}

/** One Yjs transaction. `seq` counts from 1 for each instance, without a gap. */
export interface Update {
  readonly type: "update"
  readonly seq: number
  readonly update: Uint8Array
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

export type HostMessage =
  | Welcome
  | { readonly type: "refuse"; readonly reason: Refusal }
  /** The whole document or what `sync` lacked; `isLast` tells that the board is complete. */
  | { readonly type: "state"; readonly update: Uint8Array; readonly isLast: boolean }
  /** Others' edits of one moment, in order. All are on the host's disk. */
  | { readonly type: "updates"; readonly updates: readonly Uint8Array[] }
  /** Everything this instance sent up to `upTo` is on the host's disk. */
  | { readonly type: "ack"; readonly upTo: number }
  | { readonly type: "reject"; readonly seq: number; readonly reason: Rejection; readonly detail: string }
  | { readonly type: "presence"; readonly entries: readonly PresenceEntry[] }
  | { readonly type: "roster"; readonly people: readonly RosterEntry[] }
  | { readonly type: "pong"; readonly at: number; readonly hostTime: number }
  | { readonly type: "answer"; readonly id: number; readonly body: unknown }
  | { readonly type: "notice"; readonly notice: Notice }

/** What the host tells everyone. `disk` is null while the host can save. */
export type Notice =
  | { readonly type: "disk"; readonly problem: null | "full" | "read-only" | "error" }
  | { readonly type: "room"; readonly isOpen: boolean }
  | { readonly type: "ended" }

export const isNotice = (raw: unknown): raw is Notice =>
  isPlain(raw) && (raw.type === "disk" || raw.type === "room" || raw.type === "ended")

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
/** A client pings this often; either side gives up after `deadAfterMs` without a frame. */
export const heartbeatMs = 5_000
export const deadAfterMs = 12_000
