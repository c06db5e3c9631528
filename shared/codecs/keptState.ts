import { emptyLists } from "../document/tables.ts"
import type { BoardKind } from "../model/boardKind.ts"
import type { Persona } from "../model/records.ts"
import { ok, type Result } from "../model/result.ts"
import type { BoardContent, Snapshot } from "../model/snapshot.ts"
import { type FileProblem, readWorkshopFile } from "./workshopFile.ts"
import { writeWorkshopFile } from "./writeWorkshopFile.ts"

/** A board as it was at a moment, with the personas it speaks of. */
export interface BoardState {
  readonly content: BoardContent
  readonly personas: ReadonlyMap<string, Persona>
}

/**
 * The frozen copy of one board: a workshop file that holds this board alone and nothing of the session. The same state
 * gives the same bytes. Undefined when there is no such board.
 */
export function writeKeptState(snapshot: Snapshot, boardId: string, kinds: readonly BoardKind[]): string | undefined {
  const content = snapshot.contents.get(boardId)
  if (!content) return undefined
  const alone: Snapshot = {
    ...snapshot,
    ...emptyLists(),
    participants: new Map(),
    boards: new Map([[boardId, content.board]]),
    contents: new Map([[boardId, content]]),
  }
  return writeWorkshopFile(alone, { kinds })
}

/** Reads a frozen copy. A program of another version may have written it, so that it is checked like any file. */
export function readKeptState(json: string, kinds: readonly BoardKind[]): Result<BoardState | undefined, FileProblem> {
  const read = readWorkshopFile(json, kinds)
  if (!read.ok) return read
  const { contents, personas } = read.value.snapshot
  const [content] = contents.values()
  return ok(content && { content, personas })
}
