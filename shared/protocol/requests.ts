import type { Role } from "../model/records.ts"
import type { Signed } from "./certificate.ts"
import type { SignedSuccession } from "./succession.ts"

/**
 * What a client may ask of the host besides editing, by name. The host checks the role of whoever asks; the answer
 * is the given type or `{ "refused": "<why>" }`. One declaration for both ends.
 */
export interface Requests {
  /** Facilitators: listen on the network so that others can join. */
  readonly "open-room": { readonly body: null; readonly answer: RoomInfo }
  readonly "close-room": { readonly body: null; readonly answer: RoomInfo }
  readonly "room-info": { readonly body: null; readonly answer: RoomInfo }
  /** Anyone: where latecomers come in, for the corner of the large screen. Typed codes are let in by the facilitator. */
  readonly "way-in": { readonly body: null; readonly answer: WayIn }
  /** Facilitators: which of the computer's addresses the links show. */
  readonly "choose-address": { readonly body: { readonly address: string }; readonly answer: RoomInfo }
  /** Anyone: another name for oneself. */
  readonly rename: { readonly body: { readonly name: string }; readonly answer: null }
  /** Facilitators: end somebody's connection and pass and, if wished, hide what they made and forget what they sealed. */
  readonly remove: {
    readonly body: { readonly personId: string; readonly takesBack: boolean }
    readonly answer: { readonly hidden: number }
  }
  /** Those who lead: who waits at the door. */
  readonly waiting: { readonly body: null; readonly answer: readonly Waiting[] }
  readonly "let-in": { readonly body: { readonly id: string; readonly isLetIn: boolean }; readonly answer: null }
  /** Facilitators: nobody new comes in; or each newcomer waits for a word. */
  readonly "set-door": {
    readonly body: { readonly isLocked: boolean; readonly isOneByOne: boolean }
    readonly answer: RoomInfo
  }
  readonly "change-code": { readonly body: null; readonly answer: RoomInfo }
  /** Anyone who writes: puts a private note with the host, or replaces it; `null` as note takes it back. Answered once it is on disk. */
  readonly "seal-note": {
    readonly body: { readonly id: string; readonly note: SealedNote | null }
    readonly answer: SealedState
  }
  /** Anyone who writes: the notes of one's own that are sealed with the host. */
  readonly "own-notes": {
    readonly body: null
    readonly answer: readonly { readonly id: string; readonly note: SealedNote }[]
  }
  /** Anyone who writes: done with the running step's writing, or not yet. Refused when another step than `stepId` runs. */
  readonly ready: { readonly body: { readonly stepId?: string; readonly isReady: boolean }; readonly answer: null }
  /** Facilitators: puts all notes of a step on its boards at once. */
  readonly reveal: { readonly body: { readonly stepId: string }; readonly answer: { readonly revealed: number } }
  /** Facilitators: the notes of all steps that were never revealed are deleted, on the host and, through its answer, on devices. */
  readonly "discard-drafts": { readonly body: null; readonly answer: { readonly discarded: number } }
  /** Facilitators: moves a voting round forward: freezes what is voted on, ends the voting, shows the counts. */
  readonly "move-vote": {
    readonly body: { readonly roundId: string; readonly to: "open" | "closed" | "revealed" }
    readonly answer: null
  }
  /** Anyone who writes: one's dots, all at once; replaces an earlier ballot. Answered once it is on disk. */
  readonly "cast-ballot": {
    readonly body: { readonly roundId: string; readonly dots: Ballot }
    readonly answer: null
  }
  /** Anyone who writes: one's own ballot as the host has it, so that another device can go on. */
  readonly "own-ballot": {
    readonly body: { readonly roundId: string }
    readonly answer: Ballot
  }
  /** Facilitators: asks for a fist of five on a decision or for the room's energy, or ends the asking and stores the counts. */
  readonly "ask-all": {
    readonly body: { readonly about: "decisions" | "energyChecks"; readonly id: string; readonly isOpen: boolean }
    readonly answer: null
  }
  /** Anyone who writes: one's answer, 0 to 5 for a decision, 1 to 5 for energy; replaces an earlier one. */
  readonly "answer-all": {
    readonly body: { readonly about: "decisions" | "energyChecks"; readonly id: string; readonly value: number }
    readonly answer: null
  }
  /** Facilitators: their notes to the agenda's steps, which nobody else is sent. */
  readonly "step-notes": { readonly body: null; readonly answer: { readonly [stepId: string]: string } }
  readonly "write-step-note": {
    readonly body: { readonly stepId: string; readonly text: string }
    readonly answer: null
  }
  /** Facilitators: keeps a board as it is now. Gives the id of the record in `snapshots`. */
  readonly "keep-state": {
    readonly body: {
      readonly boardId: string
      readonly label: string
      readonly reason: "step-end" | "vote-closed" | "manual" | "before-import"
    }
    readonly answer: { readonly id: string }
  }
  /** Anyone: a kept state as the JSON of a workshop file that holds this one board. */
  readonly "kept-state": { readonly body: { readonly id: string }; readonly answer: { readonly json: string } }
  /** Anyone: whose viewpoint one speaks for, and one's organisation in one's own words; empty takes it away. */
  readonly introduce: {
    readonly body: { readonly perspective?: string; readonly organisation?: string }
    readonly answer: null
  }
  /**
   * Anyone who writes: be one of the devices that go on together when the host is gone. `publicKey` is Ed25519, in
   * base64; `has` are the Yjs client ids of the devices that this one is connected to already.
   */
  readonly "join-mesh": {
    readonly body: { readonly publicKey: string; readonly has: readonly number[] }
    readonly answer: MeshPlace
  }
  /** Anyone who writes: edits of whoever, in envelopes in base64, in the order in which they rest on each other. */
  readonly "give-back": {
    readonly body: { readonly envelopes: readonly string[] }
    readonly answer: readonly GivenBack[]
  }
  /** Those who lead: what vouches for this host as the one that carries a history on. The first record that comes is kept. */
  readonly "carried-on": {
    readonly body: { readonly record: SignedSuccession | null }
    readonly answer: { readonly hostKey: string; readonly record: SignedSuccession | null }
  }
  /**
   * Anyone, for the record speaks for itself: another host carries on (`succession.ts`), which has what `has` says, a state vector in base64. A
   * host that stands down hands over the rest; it closes when it is shown the other's receipt for that. One that stays
   * says under which record.
   */
  readonly "stand-down": {
    readonly body: { readonly record: SignedSuccession; readonly has: string; readonly receipt?: Signed | undefined }
    readonly answer: StoodDown
  }
  /** Anyone, for it is signed: what another host hands over, with the record that vouches for that host; null asks what is lacking. */
  readonly inherit: {
    readonly body: { readonly handedOver: Signed | null; readonly record?: SignedSuccession | null }
    readonly answer: Inherited
  }
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
  "way-in": true,
  "choose-address": true,
  rename: true,
  remove: true,
  waiting: true,
  "let-in": true,
  "set-door": true,
  "change-code": true,
  "seal-note": true,
  "own-notes": true,
  ready: true,
  reveal: true,
  "discard-drafts": true,
  "move-vote": true,
  "cast-ballot": true,
  "own-ballot": true,
  "ask-all": true,
  "answer-all": true,
  "step-notes": true,
  "write-step-note": true,
  "keep-state": true,
  "kept-state": true,
  introduce: true,
  "join-mesh": true,
  "give-back": true,
  "carried-on": true,
  "stand-down": true,
  inherit: true,
  workshops: true,
  "open-workshop": true,
} satisfies Record<Ask, true>) as readonly Ask[]

export interface RoomInfo {
  readonly isOpen: boolean
  /** Where others reach the host, best first; the first is the one the links use. */
  readonly addresses: readonly { readonly address: string; readonly name: string; readonly isVirtual: boolean }[]
  readonly port: number
  /** Links by role, secret in the fragment. */
  readonly links: { readonly participant: string; readonly observer: string; readonly coFacilitator: string }
  /** Digits to type where scanning is not possible. */
  readonly code: string
  /** True once somebody from another device has reached the host. */
  readonly isReached: boolean
  readonly door: { readonly isLocked: boolean; readonly isOneByOne: boolean }
}

/** Somebody at the door, with the name they gave, if any. */
export interface Waiting {
  readonly id: string
  readonly name: string
}

/** Absent while the room is closed. */
export type WayIn = { readonly address: string; readonly code: string } | null

export interface WorkshopInfo {
  readonly id: string
  readonly title: string
  /** ISO 8601. */
  readonly changedAt: string
  readonly boards: number
}

export type OpenWorkshop =
  | { readonly from: "id"; readonly id: string }
  /** In the language that the facilitator reads; English when none is named. */
  | { readonly from: "templates"; readonly ids: readonly string[]; readonly title: string; readonly lang?: string }
  | { readonly from: "empty"; readonly title: string; readonly lang?: string }
  /** A `.cairn` file that a page has made when its host was gone, in base64; carried on here. */
  | { readonly from: "copy"; readonly copy: string }
  /** The JSON text of a workshop file, or of a template, of which each start is a new workshop. */
  | { readonly from: "json"; readonly text: string }

/** A note that its author alone has, besides the host that keeps it sealed. It becomes the card `id` when it is revealed. */
export interface SealedNote {
  readonly stepId: string
  readonly boardId: string
  readonly kind: string
  /** The card's fields as a plain record; `title` is one of them. */
  readonly values: { readonly [field: string]: unknown }
  /** The card it belongs to; the line that the method draws between the two is drawn when it is revealed. */
  readonly fromId?: string
  /** False when the author wants no name with it, ever. */
  readonly isNamed: boolean
}

/** What a device needs to go on with others (`certificate.ts`). */
export interface MeshPlace {
  /** The host's word about this device. */
  readonly certificate: Signed
  /** The host's public key and those of the hosts that this history comes from, in base64. */
  readonly hostKeys: readonly string[]
  /** The present generation and those it comes from. */
  readonly generations: readonly string[]
  /** Names the devices' room among themselves. */
  readonly topic: string
  /** The Yjs client ids of devices to connect to. */
  readonly call: readonly number[]
}

/** What became of one envelope: on disk now or before, too early (something before it is missing), or never. */
export type GivenBack = "taken" | "early" | "refused"

/** `handedOver` is signed with the host's key (`inheritance.ts`); `record` says what it carries on itself, if it does. */
export type StoodDown =
  | { readonly handedOver: Signed; readonly record: SignedSuccession | null }
  | { readonly goesOn: SignedSuccession | null }

/** The state vector in base64, and the receipt for what was handed over, signed by the host that has it on disk now. */
export interface Inherited {
  readonly has: string
  readonly receipt: Signed | null
}

/** Dots in the order in which they were placed: those beyond the budget never count (`domain.md` A.9, 6). */
export type Ballot = readonly { readonly cardId: string; readonly dots: number }[]

/** `revealed`: the note is on the board; a late one goes there at once. */
export interface SealedState {
  readonly is: "sealed" | "revealed"
  /** It was revealed in other words before these came: these are not on the board. */
  readonly isOther?: boolean
}

const forAnyone: readonly Ask[] = ["way-in", "rename", "introduce", "kept-state", "stand-down", "inherit"]
const forWriters: readonly Ask[] = [
  "seal-note",
  "own-notes",
  "ready",
  "cast-ballot",
  "own-ballot",
  "answer-all",
  "join-mesh",
  "give-back",
]
const forFacilitatorAlone: readonly Ask[] = [
  "set-door",
  "change-code",
  "remove",
  "open-room",
  "close-room",
  "choose-address",
  "workshops",
  "open-workshop",
]

/** Who may ask what. A co-facilitator leads the session, but does not open doors or other workshops. */
export const mayAsk = (role: Role, ask: Ask): boolean => {
  if (forAnyone.includes(ask)) return true
  if (forWriters.includes(ask)) return role !== "observer"
  return role === "facilitator" || (role === "co-facilitator" && !forFacilitatorAlone.includes(ask))
}
