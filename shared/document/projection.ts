import { readRecordOf, type Shape } from "../model/fields.ts"
import { type RootName, rootNames } from "../model/records.ts"
import { type SessionList, sessionLists } from "../model/sessionRecords.ts"
import type { Snapshot } from "../model/snapshot.ts"
import { BoardContents } from "./boardContents.ts"
import { BoardIndex } from "./boardIndex.ts"
import { isLive, recordIn, sourceOf, type WorkshopDocument } from "./document.ts"
import { MergedReferences } from "./mergedReferences.ts"
import { type Touched, watchRecords } from "./mirror.ts"
import { emptySnapshot, nextSnapshot } from "./nextSnapshot.ts"
import { shapeFor } from "./shapes.ts"
import { type AnyRecord, emptyTables, type Table, type TableName, type Tables } from "./tables.ts"

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
  const tables = emptyTables()
  const boardsOf = new BoardIndex()
  /** Cards and relations that arrived before the board they belong to. */
  const waiting = { cards: new Set<string>(), relations: new Set<string>() }
  const contents = new BoardContents(tables, boardsOf)
  const merged = new MergedReferences(document.kinds)
  /** As the records say, before merged cards are taken into account. */
  let told: Snapshot = emptySnapshot
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
    const next: AnyRecord = readRecordOf<Shape>(id, shape, sourceOf(record))
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

  /** Reads what was touched again; tells which records and which boards' contents that can have changed. */
  const reread = (touched: ReadonlyMap<RootName, Touched>) => {
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
    for (const name of ["boards", "participants", "personas", "overlays", "derivations", ...sessionLists] as const)
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
    return { changed, dirtyBoards }
  }

  const update = (): boolean => {
    const touched = takeAll()
    if (touched.size === 0) return false
    const { changed, dirtyBoards } = reread(touched)
    const singles = { workshop: touched.has("workshop"), session: touched.has("session") }
    if (changed.size === 0 && !singles.workshop && !singles.session) return false
    told = {
      ...nextSnapshot(document, told, tables, { changed, ...singles }),
      contents: contents.next(told.contents, changed, dirtyBoards),
    }
    snapshot = merged.lead(told)
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

/** What is shown with an overlay that came, went or came back. */
const belongingTo = (overlays: Touched, table: Table<AnyRecord & { readonly overlayId: string }>): string[] =>
  overlays.size === 0 ? [] : [...table.values()].filter(({ overlayId }) => overlays.has(overlayId)).map(({ id }) => id)

/** Which board a record belongs to; teams and their interactions through their overlay. */
function homeOf(name: TableName, record: AnyRecord, tables: Tables): string | undefined {
  if (name === "boards") return record.id
  if (isSessionList(name)) return undefined
  if (
    (name === "teams" || name === "teamInteractions") &&
    "overlayId" in record &&
    typeof record.overlayId === "string"
  )
    return tables.overlays.get(record.overlayId)?.boardId
  return "boardId" in record && typeof record.boardId === "string" ? record.boardId : undefined
}

const isSessionList = (name: string): name is SessionList => sessionLists.some((list) => list === name)
