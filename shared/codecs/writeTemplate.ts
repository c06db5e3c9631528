import { boardKinds } from "../boards/index.ts"
import { isPlain } from "../model/fields.ts"
import type { Snapshot } from "../model/snapshot.ts"
import { canonicalJson } from "./canonicalJson.ts"
import { type Json, rowsOf, templateFormat } from "./templateBoard.ts"
import { workshopRow } from "./writeWorkshopFile.ts"

/**
 * A board as a template file that `readTemplate` reads: what stands on it, where it stands and whom it is about. Left
 * behind is what belongs to this workshop alone: who wrote what and when, which questions were left as they are, and
 * what was derived from other boards. Undefined when there is no such board, or none of a kind that is known here.
 */
export function writeTemplate(snapshot: Snapshot, boardId: string): string | undefined {
  const { boards, contents, workshop } = snapshot
  const only = <R>(all: ReadonlyMap<string, R>) => new Map([...all].filter(([id]) => id === boardId))
  const row = workshopRow({ ...snapshot, boards: only(boards), contents: only(contents) }, boardKinds)
  const [board] = rowsOf(row.boards)
  if (!board) return undefined
  const { kind, title, purpose } = board
  const lists = {
    cards: bare(rowsOf(board.cards)),
    relations: bare(rowsOf(board.relations)),
    overlays: bare(rowsOf(board.overlays)).map((overlay) => ({
      ...overlay,
      teams: bare(rowsOf(overlay.teams)),
      ...(overlay.interactions === undefined ? {} : { interactions: bare(rowsOf(overlay.interactions)) }),
    })),
  }
  const template = {
    format: templateFormat,
    version: 1,
    id: templateIdOf(boardId),
    kind,
    lang: workshop.lang,
    title,
    purpose,
    personas: namedOn(lists, bare(rowsOf(row.personas))),
    ...lists,
  }
  return canonicalJson(template, ["format", "version"])
}

/** The id that leads back to the board's own; ids have at most 64 characters. */
const templateIdOf = (boardId: string): string => `tpl-${boardId.replace(/^b-/, "")}`.slice(0, 64)

/** Those whom the board names, and whom they serve, so that a value trace still leads to its end. */
function namedOn(board: Json, personas: readonly Json[]): readonly Json[] {
  const ids = new Set(personas.map(({ id }) => String(id)))
  const named = new Set<string>()
  const look = (raw: unknown): void => {
    if (typeof raw === "string") {
      if (ids.has(raw)) named.add(raw)
    } else if (Array.isArray(raw)) raw.forEach(look)
    else if (isPlain(raw))
      for (const [key, value] of Object.entries(raw)) {
        // Segments of a metric stand under their persona's id.
        look(key)
        look(value)
      }
  }
  look(board)
  for (const id of named) look(personas.find((one) => one.id === id)?.serves)
  return personas.filter(({ id }) => named.has(String(id)))
}

/** Records without what is not for others: who wrote them, and which questions about them were left as they are. */
const bare = (rows: readonly Json[]): readonly Json[] =>
  rows.map(({ provenance: _author, dismissed: _left, ...row }) => row)
