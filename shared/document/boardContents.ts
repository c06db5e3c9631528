import { splitMerged } from "../model/merged.ts"
import type { Board, Card, Relation } from "../model/records.ts"
import type { BoardContent, Snapshot } from "../model/snapshot.ts"
import type { BoardIndex, Owned } from "./boardIndex.ts"
import type { AnyRecord, Changed, Table, Tables } from "./tables.ts"

/**
 * Puts together what each board holds; `MergedReferences` then leads what refers to a merged card to the one shown. What
 * is untouched keeps its identity, so that a view can skip it with `===`.
 */
export class BoardContents {
  readonly #tables: Tables
  readonly #index: BoardIndex
  /** Each board's cards before those merged into another are taken out. */
  readonly #allCards = new Map<string, ReadonlyMap<string, Card>>()

  constructor(tables: Tables, index: BoardIndex) {
    this.#tables = tables
    this.#index = index
  }

  /** The contents after those `before`, of which only the `dirty` boards' can be different. */
  next(before: Snapshot["contents"], changed: Changed, dirty: ReadonlySet<string>): Snapshot["contents"] {
    if (dirty.size === 0) return before
    const next = new Map(before)
    for (const id of dirty) {
      const board = this.#tables.boards.get(id)
      if (board) next.set(id, this.#contentOf(board, before.get(id), changed))
      else next.delete(id)
    }
    return next
  }

  #contentOf(board: Board, before: BoardContent | undefined, changed: Changed): BoardContent {
    const tables = this.#tables
    const pick = <R extends AnyRecord>(name: Owned, table: Table<R>, old: ReadonlyMap<string, R> | undefined) => {
      const ids = this.#index.members(name, board.id)
      const touched = changed.get(name)
      if (old && !(touched && isTouched(touched, ids, old))) return old
      return patched(old, table, ids, touched)
    }
    const allBefore = before && this.#allCards.get(board.id)
    const allNow = pick("cards", tables.cards, allBefore)
    this.#allCards.set(board.id, allNow)
    const { cards, merged } = before && allNow === allBefore ? before : splitMerged(allNow)
    return {
      board,
      cards,
      merged,
      relations: this.#relationsOf(board, before?.relations, { before: allBefore, now: allNow }, changed),
      overlays: pick("overlays", tables.overlays, before?.overlays),
      teams: pick("teams", tables.teams, before?.teams),
      teamInteractions: pick("teamInteractions", tables.teamInteractions, before?.teamInteractions),
      derivations: pick("derivations", tables.derivations, before?.derivations),
    }
  }

  /** Only those whose both ends are there; an end may stand behind another card. */
  #relationsOf(
    board: Board,
    before: BoardContent["relations"] | undefined,
    cards: { readonly before: ReadonlyMap<string, Card> | undefined; readonly now: ReadonlyMap<string, Card> },
    changed: Changed,
  ): ReadonlyMap<string, Relation> {
    if (before && cards.before && !changed.has("relations") && sameKeys(cards.before, cards.now)) return before
    const next = new Map<string, Relation>()
    for (const id of this.#index.members("relations", board.id)) {
      const relation = this.#tables.relations.get(id)
      if (relation && cards.now.has(relation.fromId) && cards.now.has(relation.toId)) next.set(id, relation)
    }
    withoutTwins(next)
    return before && sameEntries(before, next) ? before : next
  }
}

/** Two people who draw the same line at the same moment make two records; the one with the smaller id is shown. */
export function withoutTwins(relations: Map<string, Relation>): void {
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

export const sameEntries = (a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean => {
  if (a.size !== b.size) return false
  for (const [key, value] of a) if (b.get(key) !== value) return false
  return true
}
