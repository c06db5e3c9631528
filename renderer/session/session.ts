import type { StoreApi } from "zustand/vanilla"
import type { Editing } from "../../shared/commands/context.ts"
import type { WorkshopDocument } from "../../shared/document/document.ts"
import type { History } from "../../shared/document/history.ts"
import type { Language } from "../../shared/messages/catalogue.ts"
import type { Snapshot } from "../../shared/model/snapshot.ts"
import type { PresenceState } from "../../shared/presence/presence.ts"
import type { Notice, Refusal, Rejection, RosterEntry, Welcome } from "../../shared/protocol/messages.ts"
import type { Ask, Requests } from "../../shared/protocol/requests.ts"
import type { HandIns } from "./handIns.ts"
import type { RefusedEdit } from "./outbox.ts"
import type { RoomNews } from "./roomNews.ts"

/** Without `setState`: views read here and change things through commands or the session's own calls. */
export type ReadonlyStore<T> = Pick<StoreApi<T>, "getState" | "getInitialState" | "subscribe">

/** One open workshop at this device: the document, what connects it, and what this person looks at. */
export interface Session {
  readonly document: WorkshopDocument
  /** The document as plain data; filled by the projection alone. */
  readonly snapshot: ReadonlyStore<Snapshot>
  /** What commands need: document, clock, ids, author. */
  readonly editing: Editing
  readonly history: History
  readonly view: StoreApi<ViewState>
  readonly status: ReadonlyStore<SessionStatus>
  readonly presence: Presence
  /** Asks the host for something that is not an edit. Rejects with an Error whose message is a message key when refused or away. */
  readonly ask: <A extends Ask>(ask: A, body: Requests[A]["body"]) => Promise<Requests[A]["answer"]>
  /** What goes to the host sealed: my private notes, ballots, answers. */
  readonly handIns: Pick<HandIns, "mine" | "put" | "forget">
  /** When the host is gone: a file with which another computer can carry the workshop on; undefined where that is not known. */
  readonly copy: () => Uint8Array | undefined
  /** Goes to a host that carries this workshop on, with everything that no host has yet. */
  readonly moveTo: (address: string, pass: string) => void
  /** Edits of this device that will not enter the document: refused by the host, or made on another history. */
  readonly refused: Refused
  readonly close: () => void
}

export interface Refused {
  /** Everything kept, oldest first, to be shown, copied or written to a file. */
  readonly list: () => readonly RefusedEdit[]
  /** Lets go of all of it. With another history this also takes the host's board in place of the one on screen. */
  readonly discard: () => Promise<void>
}

/** Who I am in this workshop, as the host says. */
export type Me = Pick<Welcome, "personId" | "name" | "role" | "colour" | "glyph">

/** The words of `reliability.md` §5, as data. Counts are undo-sized changes. */
export type Saving =
  | { readonly state: "saved" }
  /** Not saved yet, for less than a moment: shown without words, so that quick answers do not flicker and nothing is promised. */
  | { readonly state: "sending"; readonly changes: number }
  | { readonly state: "syncing"; readonly changes: number }
  /** On this device (IndexedDB complete), not connected. */
  | { readonly state: "device"; readonly changes: number }
  /** Only in this tab's memory: storage failed. */
  | { readonly state: "tab"; readonly changes: number }
  /** No host, but other devices: `changes` are on no host, `holders` of the `devices` hold all of them. */
  | { readonly state: "others"; readonly changes: number; readonly devices: number; readonly holders: number }
  | { readonly state: "host-cannot-save"; readonly changes: number; readonly problem: "full" | "read-only" | "error" }
  | { readonly state: "refused"; readonly changes: number; readonly reason: Rejection }
  | { readonly state: "other-history" }
  | { readonly state: "view-only" }

export interface SessionStatus {
  readonly connection: "connecting" | "connected" | "away" | "refused"
  /** Set while `connection` is `refused`. */
  readonly refusal?: Refusal
  readonly me: Me | undefined
  /** The board is complete for the first time. */
  readonly isLoaded: boolean
  readonly saving: Saving
  readonly room: readonly RosterEntry[]
  readonly notice: Notice | undefined
  readonly news: RoomNews
  /** The host's last answer took longer than people wait for without noticing. */
  readonly isSlow: boolean
  /** Host's clock minus this device's, milliseconds. */
  readonly clockOffsetMs: number
}

/** Others' presence, by connection. A change of one person leaves the others' entries identical. */
export interface Others {
  readonly byConnection: ReadonlyMap<number, { readonly person: RosterEntry; readonly state: PresenceState }>
}

export interface Presence {
  readonly others: ReadonlyStore<Others>
  /** Merges into what I show; sent at most 15 times a second, nothing when nothing changed. `undefined` takes a part away. */
  readonly show: (part: { readonly [K in keyof PresenceState]?: PresenceState[K] | undefined }) => void
}

export type Tool = "select" | "hand" | "connect" | "pointer"

/** What I am looking at. Never shared, never saved, never undone. */
export interface ViewState {
  readonly language: Language
  readonly boardId: string | undefined
  readonly tool: Tool
  /** The kind of card that the next double-click or N makes. */
  readonly nextKind: string | undefined
  readonly selected: ReadonlySet<string>
  /** The card whose title is being written. */
  readonly editing: string | undefined
  readonly panel:
    | "none"
    | "inspector"
    | "people"
    | "derive"
    | "outline"
    | "teams"
    | "walk"
    | "lint"
    | "voting"
    | "keep"
    | "states"
    | "agenda"
  /** The overlay drawn on the board; undefined for the bare map. */
  readonly overlayId: string | undefined
  /** Cards and relations that a panel points at, such as one path of a chain; the rest of the board steps back. */
  readonly highlighted: ReadonlySet<string> | undefined
  /** True while selecting a card shows what it rests on and what rests on it. */
  readonly showsChains: boolean
  readonly dialog:
    | "none"
    | "export"
    | "room"
    | "help"
    | "palette"
    | "search"
    | "connect"
    | "personas"
    | "settings"
    | "refused"
    | "ending"
    | "recap"
}
