import {
  boardUnits,
  flag,
  group,
  ids,
  instant,
  integer,
  labels,
  line,
  oneOf,
  optional,
  orderKey,
  prose,
  proseLine,
  type RecordOf,
  reference,
  tableByRecord,
  text,
} from "./fields.ts"
import { lifecycle } from "./provenance.ts"
import { sessionShapes } from "./sessionRecords.ts"
import { textLimit } from "./text.ts"

/**
 * The records that every workshop has, whatever boards it holds (`domain.md` A.0, A.1). The cards of one board
 * kind add their own fields in `shared/boards/<kind>/schema.ts`. One shape gives type, reader, check and schema.
 */

/** Raised on every breaking change; each step has a migration in `document/migrations.ts`. */
export const schemaVersion = 1

export const audiences = ["customer", "consumer", "end-customer"] as const
/** Who decides and pays, who works with the product, who is served in the end. */
export type Audience = (typeof audiences)[number]

export const colours = ["neutral", "red", "orange", "yellow", "green", "cyan", "purple"] as const
export type Colour = (typeof colours)[number]

export const roles = ["facilitator", "co-facilitator", "participant", "observer"] as const
export type Role = (typeof roles)[number]

export { maxRewordings } from "./provenance.ts"

export const workshopShape = {
  schemaVersion: integer(1, 1_000_000, schemaVersion),
  id: reference(),
  title: line(textLimit.title),
  purpose: group({ goal: line(), by: line() }),
  eventName: optional(line(textLimit.title)),
  lang: line(35, "en"),
  mode: oneOf(["in-person", "hybrid", "remote"], "in-person"),
  ruleOfTheHouse: oneOf(["open", "chatham-house", "participants-only", "internal"], "chatham-house"),
  settings: group({
    anonymityFloor: integer(3, 100, 4),
    keepDrafts: flag(false),
    participantTools: oneOf(["by-step", "all"], "by-step"),
  }),
  createdAt: optional(instant()),
  createdFromTemplateId: optional(reference()),
}
export type Workshop = RecordOf<typeof workshopShape>

/** Written by the host alone, when somebody joins. */
const participantShape = {
  displayName: line(textLimit.name),
  role: oneOf(roles, "participant"),
  /** The persona whose viewpoint this person speaks for. */
  perspective: optional(reference()),
  /** In their own words, an alias is fine. */
  organisation: optional(line(60)),
  /** Two cues that tell people apart without reading: a colour token and a glyph number. */
  colour: oneOf(colours, "neutral"),
  glyph: integer(0, 11, 0),
}
export type Participant = { readonly id: string } & RecordOf<typeof participantShape>

export const personaShape = {
  ...lifecycle,
  name: proseLine(),
  audience: optional(oneOf(audiences, "consumer")),
  position: oneOf(["internal", "external"], "internal"),
  outcome: group({ situation: line(), motivation: line(), benefit: line() }),
  serves: ids(),
  order: orderKey(),
}
export type Persona = { readonly id: string } & RecordOf<typeof personaShape>

export const boardShape = {
  ...lifecycle,
  kind: line(40),
  title: proseLine(),
  purpose: group({ goal: line(), by: line() }),
  order: orderKey(),
  state: oneOf(["draft", "live", "locked"], "live"),
  derivedFromBoardIds: ids(),
  /** Questions about the board as a whole that somebody has left as they are; see `dismissalOf`. */
  dismissed: labels(),
}
export type Board = { readonly id: string } & RecordOf<typeof boardShape>

/** What every card has, on every kind of board. */
export const cardShape = {
  ...lifecycle,
  boardId: reference(),
  kind: line(40),
  title: proseLine(),
  note: prose(textLimit.note),
  order: orderKey(),
  locked: oneOf(["none", "facilitator"], "none"),
  tags: labels(),
  /** The card that says the same and stands for this one; see `merged.ts`. */
  mergedInto: optional(reference()),
  /** Questions of lint that somebody has left as they are, for everybody; see `dismissalOf`. */
  dismissed: labels(),
}
export type Card = { readonly id: string } & RecordOf<typeof cardShape>

/** Fields for a card that people place freely. */
export const placedShape = { x: boardUnits(), y: boardUnits() }

export const relationShape = {
  ...lifecycle,
  boardId: reference(),
  kind: line(40),
  fromId: reference(),
  toId: reference(),
  label: optional(line(60)),
}
export type Relation = { readonly id: string } & RecordOf<typeof relationShape>

/** One answer to "who owns what". A capability has at most one owner per overlay: its entry in `owners`. */
export const overlayShape = {
  ...lifecycle,
  boardId: reference(),
  title: proseLine(),
  note: text(),
  state: oneOf(["current", "proposed"], "proposed"),
  order: orderKey(),
  /** Team id by capability id. */
  owners: tableByRecord(reference()),
}
export type Overlay = { readonly id: string } & RecordOf<typeof overlayShape>

export const teamTypes = ["stream-aligned", "platform", "complicated-subsystem", "enabling", "undefined"] as const
export const teamShape = {
  ...lifecycle,
  overlayId: reference(),
  name: proseLine(),
  teamType: oneOf(teamTypes, "undefined"),
  contributesTo: ids(),
  /** Capabilities that the team was given, also where another team was given them at the same moment and owns them. */
  claims: ids(),
  parentTeamId: optional(reference()),
  people: optional(integer(1, 50, 7)),
  loadEstimate: optional(integer(1, 5, 3)),
  order: orderKey(),
}
export type Team = { readonly id: string } & RecordOf<typeof teamShape>

export const interactionModes = ["collaboration", "x-as-a-service", "facilitating"] as const
/** How two teams of one overlay work together; listed beside the map and never drawn on it. */
const teamInteractionShape = {
  ...lifecycle,
  overlayId: reference(),
  fromTeamId: reference(),
  toTeamId: reference(),
  mode: oneOf(interactionModes, "collaboration"),
  /** Until when, in the room's own words. */
  until: line(60),
  note: line(),
  order: orderKey(),
}
export type TeamInteraction = { readonly id: string } & RecordOf<typeof teamInteractionShape>

/** Where a derived card came from (`domain.md` B.3). The source's hash tells whether it has changed since. */
export const derivationShape = {
  deleted: flag(true),
  boardId: reference(),
  rule: line(10),
  sourceIds: ids(),
  sourceHash: line(64),
  targetId: optional(reference()),
  state: oneOf(["suggested", "accepted", "edited", "rejected"], "suggested"),
  at: optional(instant()),
}
export type Derivation = { readonly id: string } & RecordOf<typeof derivationShape>

/** The root maps of the document. Each holds one map per record, keyed by id. */
export const rootNames = [
  "workshop",
  "participants",
  "personas",
  "boards",
  "cards",
  "relations",
  "overlays",
  "teams",
  "teamInteractions",
  "derivations",
  "agendaSteps",
  "session",
  "votingRounds",
  "comments",
  "marks",
  "parkingLot",
  "decisions",
  "actions",
  "energyChecks",
  "snapshots",
] as const
export type RootName = (typeof rootNames)[number]

/** The shapes of the records that do not depend on a board's kind. */
export const fixedShapes = {
  workshop: workshopShape,
  participants: participantShape,
  personas: personaShape,
  boards: boardShape,
  overlays: overlayShape,
  teams: teamShape,
  teamInteractions: teamInteractionShape,
  derivations: derivationShape,
  ...sessionShapes,
} as const

/** The id of the only record in the root map `workshop`. */
export const workshopKey = "workshop"

/** Order within a parent: by key, ties by id, the same on every device (`domain.md` A.9, 4). */
export const byOrder = <R extends { readonly order: string; readonly id: string }>(a: R, b: R): number =>
  a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0
