import { toRow } from "../../../shared/codecs/fileRecords.ts"
import type { CommandProblem } from "../../../shared/commands/context.ts"
import { copyOf, recordIn, sourceOf } from "../../../shared/document/document.ts"
import { boardKindOf, cardShapeOf } from "../../../shared/document/shapes.ts"
import { readRecord } from "../../../shared/model/fields.ts"
import { err, ok, type Result } from "../../../shared/model/result.ts"
import type { SealedNote } from "../../../shared/protocol/requests.ts"
import type { Composing, Scene } from "../../canvas/boardView.ts"

/** What of a private note the board decides: its kind, its fields, the card it belongs to. */
export interface Draft {
  /** The id that the card will have. */
  readonly id: string
  readonly note: Pick<SealedNote, "boardId" | "kind" | "values" | "fromId">
}

/** What the host says itself when a note becomes a card. */
const notTheAuthors = ["boardId", "kind", "deleted", "locked", "provenance"]

/**
 * What a composer would put on the board, without putting it there: it is made on a copy of the document that is
 * thrown away, so that a private note has the same fields as a card written in the open.
 */
export function draftOf(
  scene: Scene,
  offer: Composing,
  placeId: string | undefined,
  title: string,
): Result<Draft, CommandProblem> {
  const aside = copyOf(scene.editing.document)
  // The step is not open for the board itself; this never gets there.
  const { endStep: _, mayWrite: __, ...editing } = scene.editing
  const made = offer.add({ ...scene, editing: { ...editing, document: aside } }, placeId, title)
  if (!made.ok) return made
  const id = made.value
  const record = recordIn(aside.roots.cards, id)
  const boardId = record?.get("boardId")
  const boardKind = boardKindOf(aside, boardId)
  const shape = boardKind && cardShapeOf(boardKind, offer.kind)
  if (!record || typeof boardId !== "string" || !shape) return err({ type: "KindUnknown", kind: offer.kind })
  const values = toRow(shape, readRecord(shape, sourceOf(record)), notTheAuthors)
  const line = [...aside.roots.relations.values()].find((relation) => relation.get("toId") === id)
  const fromId = line?.get("fromId")
  aside.ydoc.destroy()
  return ok({ id, note: { boardId, kind: offer.kind, values, ...(typeof fromId === "string" ? { fromId } : {}) } })
}
