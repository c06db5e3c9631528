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
} from "../model/records.ts"
import type { SessionList } from "../model/sessionRecords.ts"
import type { SessionRecords } from "../model/snapshot.ts"

export type AnyRecord = { readonly id: string }
/** The records of one root that are shown or would be, were their surroundings there. */
export type Table<R extends AnyRecord> = Map<string, R>

type SessionTables = { readonly [name in SessionList]: Table<RecordAt<name>> }
type RecordAt<N extends SessionList> =
  SessionRecords[N] extends ReadonlyMap<string, infer R extends AnyRecord> ? R : never

export interface Tables extends SessionTables {
  readonly participants: Table<Participant>
  readonly personas: Table<Persona>
  readonly boards: Table<Board>
  readonly cards: Table<Card>
  readonly relations: Table<Relation>
  readonly overlays: Table<Overlay>
  readonly teams: Table<Team>
  readonly teamInteractions: Table<TeamInteraction>
  readonly derivations: Table<Derivation>
}
export type TableName = keyof Tables

/** Ids of the records that have come, gone or become different, by table. */
export type Changed = ReadonlyMap<TableName, ReadonlySet<string>>

/** Tables without records. */
export const emptyTables = (): Tables => ({
  participants: new Map(),
  personas: new Map(),
  boards: new Map(),
  cards: new Map(),
  relations: new Map(),
  overlays: new Map(),
  teams: new Map(),
  teamInteractions: new Map(),
  derivations: new Map(),
  ...emptyLists(),
})

/** Tables without records, for what belongs to the session. */
export const emptyLists = (): SessionTables => ({
  agendaSteps: new Map(),
  votingRounds: new Map(),
  comments: new Map(),
  marks: new Map(),
  parkingLot: new Map(),
  decisions: new Map(),
  actions: new Map(),
  energyChecks: new Map(),
  snapshots: new Map(),
})
