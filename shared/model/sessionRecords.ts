import {
  boardUnits,
  flag,
  group,
  ids,
  instant,
  integer,
  labels,
  line,
  list,
  number,
  object,
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
import { textLimit } from "./text.ts"

/**
 * What belongs to the session rather than to a board: agenda, clock, votes, and what the room keeps (`domain.md` A.1).
 * Who may write what is in `rights.ts` and `shared/gate`. Private notes, ballots, single answers and the
 * facilitator's notes are not here: a shared document has no secrets (A.9, 8).
 */

export const stepKinds = [
  "welcome",
  "frame",
  "energiser",
  "diverge",
  "reveal",
  "cluster",
  "vote",
  "discuss",
  "map",
  "assess",
  "slice",
  "derive",
  "decide",
  "recap",
  "break",
  "present",
] as const

export const inputModes = ["private-until-reveal", "open", "facilitator-only", "closed"] as const
export type InputMode = (typeof inputModes)[number]

/** A rectangle of a board, in board units. */
const frame = () => object({ x: boardUnits(), y: boardUnits(), width: boardUnits(1), height: boardUnits(1) })

export const agendaStepShape = {
  ...lifecycle,
  title: proseLine(),
  kind: oneOf(stepKinds, "discuss"),
  /** 0 for what is prepared before the session. */
  plannedSeconds: integer(0, 86_400, 300),
  /** What may be dropped when it gets late. */
  priority: oneOf(["must", "should", "could"], "must"),
  boardId: optional(reference()),
  /** Where on the board everybody is brought. */
  frame: optional(frame()),
  prompt: line(200),
  instruction: text(textLimit.note),
  inputMode: oneOf(inputModes, "open"),
  /** Card kinds that participants may make and change; all of the board's when empty. */
  allowedKinds: labels(),
  groupMode: oneOf(["solo", "pairs", "fours", "groups", "plenary"], "plenary"),
  votingRoundId: optional(reference()),
  lintOn: flag(true),
  atEnd: oneOf(["ask", "stop", "extend-by-consent"], "ask"),
  exitCriterion: optional(line(200)),
  state: oneOf(["planned", "running", "done", "skipped"], "planned"),
  startedAt: optional(instant()),
  endedAt: optional(instant()),
  extensions: list(object({ seconds: integer(-86_400, 86_400, 0), at: instant() }), 50),
  order: orderKey(),
}
export type AgendaStep = { readonly id: string } & RecordOf<typeof agendaStepShape>

/** The running session: one record, under `sessionKey`. Not part of a file. */
export const sessionShape = {
  /** In the lobby people are in and wait; at the end the boards stand. A workshop without an agenda just runs. */
  phase: oneOf(["lobby", "running", "ended"], "running"),
  stepId: optional(reference()),
  /** When the running step's time is over, by the host's clock. Absent while no clock runs. */
  endsAt: optional(instant()),
  /** What was left on the clock when it was paused; `endsAt` is absent meanwhile. */
  pausedSeconds: optional(number(-86_400, 86_400, 0)),
  /** Nobody but the facilitators changes anything. */
  isPaused: flag(),
  /** Where everybody was brought last, and when. */
  look: optional(object({ boardId: reference(), frame: optional(frame()), at: instant() })),
  /** Whose view everybody follows: a person's id. */
  followId: optional(reference()),
  /** The card everybody looks at. */
  spotlightId: optional(reference()),
  /** The card whose chain is shown on every screen. */
  chainId: optional(reference()),
  /** A path through a map, as the sentence that is read aloud: the room says whether it sounds right. */
  asks: optional(object({ boardId: reference(), text: line(1000) })),
  /** The prompt stands large on every screen. */
  showsPrompt: flag(),
  /** A sound when the time is over. */
  hasSound: flag(),
  /** Without cursors: `auto` is calm above 15 people. */
  calm: oneOf(["auto", "on", "off"], "auto"),
}
export type SessionState = RecordOf<typeof sessionShape>
/** The id of the only record in the root map `session`. */
export const sessionKey = "session"

export const votingRoundShape = {
  ...lifecycle,
  boardId: reference(),
  question: line(200),
  /** What is voted on: cards of these kinds, or exactly `cardIds`; frozen into `cardIds` when the round opens. */
  kinds: labels(),
  cardIds: ids(),
  frame: optional(frame()),
  dots: integer(1, 20, 3),
  maxPerCard: integer(1, 20, 2),
  anonymous: flag(true),
  showRunningTotals: flag(),
  splitBy: optional(oneOf(["audience", "persona", "organisation"], "audience")),
  /** Only forward. The host alone writes this and what follows. */
  state: oneOf(["draft", "open", "closed", "revealed"], "draft"),
  openedAt: optional(instant()),
  closedAt: optional(instant()),
  /** How many ballots were counted. */
  ballots: optional(integer(0, 1_000_000, 0)),
  /** Dots and voters by card; segments below the anonymity floor are left out. */
  result: tableByRecord(
    object({
      dots: integer(0, 1_000_000, 0),
      voters: integer(0, 1_000_000, 0),
      segments: optional(
        list(
          object({ name: line(textLimit.title), dots: integer(0, 1_000_000, 0), voters: integer(0, 1_000_000, 0) }),
          40,
        ),
      ),
    }),
  ),
  order: orderKey(),
}
export type VotingRound = { readonly id: string } & RecordOf<typeof votingRoundShape>

export const commentKinds = ["comment", "question", "objection", "quote"] as const
export const commentShape = {
  ...lifecycle,
  cardId: reference(),
  kind: oneOf(commentKinds, "comment"),
  text: prose(1000),
  resolvedAt: optional(instant()),
}
export type Comment = { readonly id: string } & RecordOf<typeof commentShape>

export const markKinds = ["pain", "joy", "question", "idea", "fact", "risk"] as const
export type MarkKind = (typeof markKinds)[number]
/** At most one of a kind per author and card: readers count doubles once. */
export const markShape = { ...lifecycle, cardId: reference(), kind: oneOf(markKinds, "question") }
export type Mark = { readonly id: string } & RecordOf<typeof markShape>

export const parkingLotItemShape = {
  ...lifecycle,
  text: proseLine(300),
  state: oneOf(["parked", "picked-up", "became-action", "dropped"], "parked"),
  order: orderKey(),
}
export type ParkingLotItem = { readonly id: string } & RecordOf<typeof parkingLotItemShape>

/** A question to all that is answered by one tap; single answers stay sealed, only counts are stored. */
const asking = oneOf(["not-asked", "open", "closed"], "not-asked")
const count = () => integer(0, 1_000_000, 0)

const decisionShape = {
  ...lifecycle,
  text: proseLine(300),
  decidedAt: optional(instant()),
  aboutIds: ids(),
  /** The host alone writes this and the counts: fist of five, how many showed 0 to 5. */
  asking,
  agreement: group({ 0: count(), 1: count(), 2: count(), 3: count(), 4: count(), 5: count() }),
  order: orderKey(),
}
export type Decision = { readonly id: string } & RecordOf<typeof decisionShape>

const actionItemShape = {
  ...lifecycle,
  text: proseLine(300),
  /** In the room's own words; not an account. */
  who: line(60),
  /** A day, such as 2026-04-01. */
  due: optional(line(10)),
  aboutIds: ids(),
  state: oneOf(["open", "done", "dropped"], "open"),
  order: orderKey(),
}
export type ActionItem = { readonly id: string } & RecordOf<typeof actionItemShape>

const energyCheckShape = {
  ...lifecycle,
  stepId: optional(reference()),
  question: line(200),
  /** The host alone writes this and the counts, 1 to 5. */
  asking,
  answers: group({ 1: count(), 2: count(), 3: count(), 4: count(), 5: count() }),
  order: orderKey(),
}
export type EnergyCheck = { readonly id: string } & RecordOf<typeof energyCheckShape>

/** That a board was kept at a moment; the host holds the frozen copy. The host alone writes these. */
export const keptStateShape = {
  ...lifecycle,
  boardId: reference(),
  at: instant(),
  label: line(textLimit.title),
  reason: oneOf(["step-end", "vote-closed", "manual", "before-import"], "manual"),
}
export type KeptState = { readonly id: string } & RecordOf<typeof keptStateShape>

/** The shapes of the session's records by root map. */
export const sessionShapes = {
  agendaSteps: agendaStepShape,
  session: sessionShape,
  votingRounds: votingRoundShape,
  comments: commentShape,
  marks: markShape,
  parkingLot: parkingLotItemShape,
  decisions: decisionShape,
  actions: actionItemShape,
  energyChecks: energyCheckShape,
  snapshots: keptStateShape,
} as const

/** Those that are lists of records that can be deleted; in a snapshot and a file each is a list of its own. */
export const sessionLists = [
  "agendaSteps",
  "votingRounds",
  "comments",
  "marks",
  "parkingLot",
  "decisions",
  "actions",
  "energyChecks",
  "snapshots",
] as const
export type SessionList = (typeof sessionLists)[number]
