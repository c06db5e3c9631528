import { readRecord, type Shape } from "../model/fields.ts"
import {
  type Board,
  type Card,
  type Derivation,
  type Overlay,
  type Participant,
  type Persona,
  type Relation,
  type RootName,
  rootNames,
  type Team,
  type TeamInteraction,
  workshopKey,
  workshopShape,
} from "../model/records.ts"
import type { BoardContent, Snapshot } from "../model/snapshot.ts"
import { BoardIndex, type Owned } from "./boardIndex.ts"
import { isLive, recordIn, sourceOf, type WorkshopDocument } from "./document.ts"
import { type Touched, watchRecords } from "./mirror.ts"
import { shapeFor } from "./shapes.ts"

type AnyRecord = { readonly id: string }
/** The records of one root that are shown or would be, were their surroundings there. */
type Table<R extends AnyRecord> = Map<string, R>

interface Tables {
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
type TableName = keyof Tables

export interface Projection {
  readonly current: () => Snapshot
  readonly stop: () => void
}

/**
 * Shows the document as plain data and reports each transaction that changed something shown, once. Total and
 * read-only: damaged records become readable ones, and nothing is ever written back, which would echo between
 * devices. Costs grow with what a transaction touched and the size of the boards it touched, not the workshop.
 */
export function projectDocument(document: WorkshopDocument, onChange: (next: Snapshot) => void = () => {}): Projection {
  const watches = new Map(rootNames.map((name) => [name, watchRecords(document.roots[name])]))
  const tables: Tables = {
    participants: new Map(),
    personas: new Map(),
    boards: new Map(),
    cards: new Map(),
    relations: new Map(),
    overlays: new Map(),
    teams: new Map(),
    teamInteractions: new Map(),
    derivations: new Map(),
  }
  const boardsOf = new BoardIndex()
  /** Cards and relations that arrived before the board they belong to. */
  const waiting = { cards: new Set<string>(), relations: new Set<string>() }
  let snapshot: Snapshot = emptySnapshot

  /** Reads one record again; true when what is shown may have changed. */
  const refresh = (name: TableName, id: string): boolean => {
    const record = recordIn(document.roots[name], id)
    const before = tables[name].get(id)
    const shape = record && shapeFor(document, name, (field) => record.get(field))
    if (record && !shape && (name === "cards" || name === "relations")) waiting[name].add(id)
    const isShown = record && shape && (name === "participants" || isLive(record))
    if (!isShown) {
      boardsOf.remove(name, id)
      return tables[name].delete(id) || before !== undefined
    }
    const next = { id, ...readRecord<Shape>(shape, sourceOf(record)) }
    ;(tables[name] as Table<AnyRecord>).set(id, next)
    boardsOf.put(name, id, homeOf(name, next, tables))
    return true
  }

  const takeAll = (): Map<RootName, Touched> => {
    const touched = new Map<RootName, Touched>()
    for (const [name, watch] of watches) {
      const ids = watch.take()
      if (ids.size > 0) touched.set(name, ids)
    }
    return touched
  }

  const update = (): boolean => {
    const touched = takeAll()
    if (touched.size === 0) return false
    const changed = new Map<TableName, Set<string>>()
    const dirtyBoards = new Set<string>()
    const refreshAll = (name: TableName, ids: Iterable<string>) => {
      for (const id of ids) {
        const homeBefore = boardsOf.homeOf(name, id)
        if (!refresh(name, id)) continue
        const names = changed.get(name) ?? new Set()
        changed.set(name, names.add(id))
        for (const home of [homeBefore, boardsOf.homeOf(name, id)]) if (home !== undefined) dirtyBoards.add(home)
      }
    }
    // Boards first: the kind of a board decides how its cards are read. Overlays before what belongs to them.
    for (const name of ["boards", "participants", "personas", "overlays", "derivations"] as const)
      refreshAll(name, touched.get(name) ?? none)
    const overlays = touched.get("overlays") ?? none
    for (const name of ["teams", "teamInteractions"] as const)
      refreshAll(name, [...(touched.get(name) ?? none), ...belongingTo(overlays, tables[name])])
    const boards = touched.get("boards")
    for (const name of ["cards", "relations"] as const) {
      if (boards && waiting[name].size > 0) {
        const again = [...waiting[name]]
        waiting[name].clear()
        refreshAll(name, again)
      }
      refreshAll(name, touched.get(name) ?? none)
    }
    if (changed.size === 0 && !touched.has("workshop")) return false
    snapshot = assemble(document, snapshot, tables, boardsOf, changed, dirtyBoards, touched.has("workshop"))
    return true
  }

  update()
  const report = () => {
    if (update()) onChange(snapshot)
  }
  document.ydoc.on("afterTransaction", report)
  return {
    current: () => snapshot,
    stop: () => {
      document.ydoc.off("afterTransaction", report)
      for (const watch of watches.values()) watch.stop()
    },
  }
}

const none: Touched = new Set()

const emptySnapshot: Snapshot = {
  workshop: readRecord(workshopShape, { get: () => undefined, keys: () => [] }),
  participants: new Map(),
  personas: new Map(),
  boards: new Map(),
  contents: new Map(),
}

/** What is shown with an overlay that came, went or came back. */
const belongingTo = (overlays: Touched, table: Table<AnyRecord & { readonly overlayId: string }>): string[] =>
  overlays.size === 0 ? [] : [...table.values()].filter(({ overlayId }) => overlays.has(overlayId)).map(({ id }) => id)

/** Which board a record belongs to; teams and their interactions through their overlay. */
function homeOf(name: TableName, record: AnyRecord, tables: Tables): string | undefined {
  if (name === "boards") return record.id
  if (
    (name === "teams" || name === "teamInteractions") &&
    "overlayId" in record &&
    typeof record.overlayId === "string"
  )
    return tables.overlays.get(record.overlayId)?.boardId
  return "boardId" in record && typeof record.boardId === "string" ? record.boardId : undefined
}

function assemble(
  document: WorkshopDocument,
  before: Snapshot,
  tables: Tables,
  index: BoardIndex,
  changed: ReadonlyMap<TableName, ReadonlySet<string>>,
  dirtyBoards: ReadonlySet<string>,
  workshopTouched: boolean,
): Snapshot {
  const record = workshopTouched ? recordIn(document.roots.workshop, workshopKey) : undefined
  let contents = before.contents
  if (dirtyBoards.size > 0) {
    const next = new Map(before.contents)
    for (const id of dirtyBoards) {
      const board = tables.boards.get(id)
      if (board) next.set(id, contentOf(board, before.contents.get(id), tables, index, changed))
      else next.delete(id)
    }
    contents = next
  }
  return {
    workshop: record ? readRecord(workshopShape, sourceOf(record)) : before.workshop,
    participants: changed.has("participants") ? new Map(tables.participants) : before.participants,
    personas: changed.has("personas") ? new Map(tables.personas) : before.personas,
    boards: changed.has("boards") ? new Map(tables.boards) : before.boards,
    contents,
  }
}

function contentOf(
  board: Board,
  before: BoardContent | undefined,
  tables: Tables,
  index: BoardIndex,
  changed: ReadonlyMap<TableName, ReadonlySet<string>>,
): BoardContent {
  const pick = <R extends AnyRecord>(name: Owned, table: Table<R>, old: ReadonlyMap<string, R> | undefined) => {
    const ids = index.members(name, board.id)
    const touched = changed.get(name)
    if (old && !(touched && isTouched(touched, ids, old))) return old
    return patched(old, table, ids, touched)
  }
  const cards = pick("cards", tables.cards, before?.cards)
  const all = index.members("relations", board.id)
  const relationsChanged = changed.has("relations") || !before
  const endsChanged = !before || !sameKeys(before.cards, cards)
  let relations = before?.relations ?? new Map<string, Relation>()
  if (relationsChanged || endsChanged) {
    const next = new Map<string, Relation>()
    for (const id of all) {
      const relation = tables.relations.get(id)
      if (relation && cards.has(relation.fromId) && cards.has(relation.toId)) next.set(id, relation)
    }
    withoutTwins(next)
    relations = sameEntries(relations, next) && before ? relations : next
  }
  return {
    board,
    cards,
    relations,
    overlays: pick("overlays", tables.overlays, before?.overlays),
    teams: pick("teams", tables.teams, before?.teams),
    teamInteractions: pick("teamInteractions", tables.teamInteractions, before?.teamInteractions),
    derivations: pick("derivations", tables.derivations, before?.derivations),
  }
}

/** Two people who draw the same line at the same moment make two records; the one with the smaller id is shown. */
function withoutTwins(relations: Map<string, Relation>): void {
  const shown = new Map<string, string>()
  for (const { id, kind, fromId, toId } of relations.values()) {
    const line = `${kind} ${fromId} ${toId}`
    const other = shown.get(line)
    const first = other !== undefined && other < id ? other : id
    if (other !== undefined) relations.delete(first === id ? other : id)
    shown.set(line, first)
  }
}

const isTouched = (touched: ReadonlySet<string>, ids: ReadonlySet<string>, old: ReadonlyMap<string, unknown>) => {
  for (const id of touched) if (ids.has(id) || old.has(id)) return true
  return false
}

/** The old table with only the touched records replaced, so that the order of the others stays as it was. */
function patched<R extends AnyRecord>(
  old: ReadonlyMap<string, R> | undefined,
  table: ReadonlyMap<string, R>,
  ids: ReadonlySet<string>,
  touched: ReadonlySet<string> | undefined,
): ReadonlyMap<string, R> {
  const next = new Map(old)
  for (const id of (old && touched) ?? ids) {
    const record = ids.has(id) ? table.get(id) : undefined
    if (record) next.set(id, record)
    else next.delete(id)
  }
  return next
}

const sameKeys = (a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean => {
  if (a === b) return true
  if (a.size !== b.size) return false
  for (const key of a.keys()) if (!b.has(key)) return false
  return true
}

const sameEntries = (a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean => {
  if (a.size !== b.size) return false
  for (const [key, value] of a) if (b.get(key) !== value) return false
  return true
}
