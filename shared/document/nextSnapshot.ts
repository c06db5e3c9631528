import { readRecord } from "../model/fields.ts"
import { workshopKey, workshopShape } from "../model/records.ts"
import { sessionKey, sessionShape } from "../model/sessionRecords.ts"
import type { Snapshot } from "../model/snapshot.ts"
import { recordIn, sourceOf, type WorkshopDocument } from "./document.ts"
import { type Changed, emptyLists, type Tables } from "./tables.ts"

const nothing = { get: () => undefined, keys: () => [] }
/** Of a document in which nothing has been written. */
export const emptySnapshot: Snapshot = {
  ...emptyLists(),
  workshop: readRecord(workshopShape, nothing),
  session: readRecord(sessionShape, nothing),
  participants: new Map(),
  personas: new Map(),
  boards: new Map(),
  contents: new Map(),
}

/** What has been touched since the snapshot before. */
export interface SnapshotChanges {
  readonly changed: Changed
  readonly workshop: boolean
  readonly session: boolean
}

/** The snapshot after the one `before`, without the boards' contents; a table without changes stays the same object. */
export function nextSnapshot(
  document: WorkshopDocument,
  before: Snapshot,
  tables: Tables,
  { changed, workshop, session }: SnapshotChanges,
): Omit<Snapshot, "contents"> {
  const workshopRecord = workshop ? recordIn(document.roots.workshop, workshopKey) : undefined
  const sessionRecord = session ? recordIn(document.roots.session, sessionKey) : undefined
  return {
    workshop: workshopRecord ? readRecord(workshopShape, sourceOf(workshopRecord)) : before.workshop,
    session: sessionRecord ? readRecord(sessionShape, sourceOf(sessionRecord)) : before.session,
    agendaSteps: changed.has("agendaSteps") ? new Map(tables.agendaSteps) : before.agendaSteps,
    votingRounds: changed.has("votingRounds") ? new Map(tables.votingRounds) : before.votingRounds,
    comments: changed.has("comments") ? new Map(tables.comments) : before.comments,
    marks: changed.has("marks") ? new Map(tables.marks) : before.marks,
    parkingLot: changed.has("parkingLot") ? new Map(tables.parkingLot) : before.parkingLot,
    decisions: changed.has("decisions") ? new Map(tables.decisions) : before.decisions,
    actions: changed.has("actions") ? new Map(tables.actions) : before.actions,
    energyChecks: changed.has("energyChecks") ? new Map(tables.energyChecks) : before.energyChecks,
    snapshots: changed.has("snapshots") ? new Map(tables.snapshots) : before.snapshots,
    participants: changed.has("participants") ? new Map(tables.participants) : before.participants,
    personas: changed.has("personas") ? new Map(tables.personas) : before.personas,
    boards: changed.has("boards") ? new Map(tables.boards) : before.boards,
  }
}
