import type {
  Board,
  Card,
  Derivation,
  Overlay,
  Participant,
  Persona,
  Relation,
  Team,
  TeamInteraction,
  Workshop,
} from "./records.ts"
import type {
  ActionItem,
  AgendaStep,
  Comment,
  Decision,
  EnergyCheck,
  KeptState,
  Mark,
  ParkingLotItem,
  SessionState,
  VotingRound,
} from "./sessionRecords.ts"

/**
 * The whole document as plain, immutable data. Records that a transaction did not touch keep their identity, so
 * `===` tells whether anything changed. Deleted records, relations with a missing end and records of unknown
 * kinds are kept in the document and not shown here.
 */
export interface Snapshot extends SessionRecords {
  readonly workshop: Workshop
  readonly participants: ReadonlyMap<string, Participant>
  readonly personas: ReadonlyMap<string, Persona>
  readonly boards: ReadonlyMap<string, Board>
  /** Each board's own records, by board id. A board that was not touched keeps its identity. */
  readonly contents: ReadonlyMap<string, BoardContent>
}

/** What belongs to the session rather than to a board, by id. */
export interface SessionRecords {
  readonly session: SessionState
  readonly agendaSteps: ReadonlyMap<string, AgendaStep>
  readonly votingRounds: ReadonlyMap<string, VotingRound>
  readonly comments: ReadonlyMap<string, Comment>
  readonly marks: ReadonlyMap<string, Mark>
  readonly parkingLot: ReadonlyMap<string, ParkingLotItem>
  readonly decisions: ReadonlyMap<string, Decision>
  readonly actions: ReadonlyMap<string, ActionItem>
  readonly energyChecks: ReadonlyMap<string, EnergyCheck>
  readonly snapshots: ReadonlyMap<string, KeptState>
}

/** Everything one board shows. */
export interface BoardContent {
  readonly board: Board
  readonly cards: ReadonlyMap<string, Card>
  /** Cards that stand behind another one that says the same; no map shows them by themselves. */
  readonly merged: ReadonlyMap<string, Card>
  readonly relations: ReadonlyMap<string, Relation>
  readonly overlays: ReadonlyMap<string, Overlay>
  readonly teams: ReadonlyMap<string, Team>
  readonly teamInteractions: ReadonlyMap<string, TeamInteraction>
  readonly derivations: ReadonlyMap<string, Derivation>
}
