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

/**
 * The whole document as plain, immutable data. Records that a transaction did not touch keep their identity, so
 * `===` tells whether anything changed. Deleted records, relations with a missing end and records of unknown
 * kinds are kept in the document and not shown here.
 */
export interface Snapshot {
  readonly workshop: Workshop
  readonly participants: ReadonlyMap<string, Participant>
  readonly personas: ReadonlyMap<string, Persona>
  readonly boards: ReadonlyMap<string, Board>
  /** Each board's own records, by board id. A board that was not touched keeps its identity. */
  readonly contents: ReadonlyMap<string, BoardContent>
}

/** Everything one board shows. */
export interface BoardContent {
  readonly board: Board
  readonly cards: ReadonlyMap<string, Card>
  readonly relations: ReadonlyMap<string, Relation>
  readonly overlays: ReadonlyMap<string, Overlay>
  readonly teams: ReadonlyMap<string, Team>
  readonly teamInteractions: ReadonlyMap<string, TeamInteraction>
  readonly derivations: ReadonlyMap<string, Derivation>
}
