import type { Role } from "../model/records.ts"

/**
 * What a client may ask of the host besides editing, by name. The host checks the role of whoever asks; the answer
 * is the given type or `{ "refused": "<why>" }`. One declaration for both ends.
 */
export interface Requests {
  /** Facilitators: listen on the network so that others can join. */
  readonly "open-room": { readonly body: null; readonly answer: RoomInfo }
  readonly "close-room": { readonly body: null; readonly answer: RoomInfo }
  readonly "room-info": { readonly body: null; readonly answer: RoomInfo }
  /** Facilitators: which of the computer's addresses the links show. */
  readonly "choose-address": { readonly body: { readonly address: string }; readonly answer: RoomInfo }
  /** Anyone: another name for oneself. */
  readonly rename: { readonly body: { readonly name: string }; readonly answer: null }
  /** Facilitators: end somebody's connection and pass. */
  readonly remove: { readonly body: { readonly personId: string }; readonly answer: null }
  /** Facilitators: the workshops in the data directory, newest first. */
  readonly workshops: { readonly body: null; readonly answer: readonly WorkshopInfo[] }
  /** Facilitators: leave the present workshop and open another; everyone connected follows. */
  readonly "open-workshop": { readonly body: OpenWorkshop; readonly answer: { readonly workshopId: string } }
}
export type Ask = keyof Requests

/** The run-time names of the requests; the compiler checks that none is missing. */
export const asks = Object.keys({
  "open-room": true,
  "close-room": true,
  "room-info": true,
  "choose-address": true,
  rename: true,
  remove: true,
  workshops: true,
  "open-workshop": true,
} satisfies Record<Ask, true>) as readonly Ask[]

export interface RoomInfo {
  readonly isOpen: boolean
  /** Where others reach the host, best first; the first is the one the links use. */
  readonly addresses: readonly { readonly address: string; readonly name: string; readonly isVirtual: boolean }[]
  readonly port: number
  /** Links by role, secret in the fragment. */
  readonly links: { readonly participant: string; readonly observer: string }
  /** Digits to type where scanning is not possible. */
  readonly code: string
  /** True once somebody from another device has reached the host. */
  readonly isReached: boolean
}

export interface WorkshopInfo {
  readonly id: string
  readonly title: string
  /** ISO 8601. */
  readonly changedAt: string
  readonly boards: number
}

export type OpenWorkshop =
  | { readonly from: "id"; readonly id: string }
  | { readonly from: "templates"; readonly ids: readonly string[]; readonly title: string }
  | { readonly from: "empty"; readonly title: string }
  /** A workshop file's JSON text. */
  | { readonly from: "json"; readonly text: string }

/** Who may ask what. */
export const mayAsk = (role: Role, ask: Ask): boolean =>
  ask === "rename" || role === "facilitator" || (role === "co-facilitator" && ask === "room-info")
