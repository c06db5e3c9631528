import type { BoardKind } from "../model/boardKind.ts"
import type { Shape } from "../model/fields.ts"
import { cardShape, fixedShapes, placedShape, type RootName, relationShape } from "../model/records.ts"
import { recordIn, type WorkshopDocument } from "./document.ts"

/** Notes may be put on any board, freely placed. */
export const noteKind = "note"
const noteShape: Shape = { ...cardShape, ...placedShape }

const cardShapes = new WeakMap<BoardKind, Map<string, Shape>>()

/** Every field a card of this kind may have on a board of that kind; undefined for a kind the board does not take. */
export function cardShapeOf(boardKind: BoardKind, kind: string): Shape | undefined {
  if (kind === noteKind) return noteShape
  let shapes = cardShapes.get(boardKind)
  if (!shapes) {
    shapes = new Map(Object.entries(boardKind.cards).map(([name, fields]) => [name, { ...cardShape, ...fields }]))
    cardShapes.set(boardKind, shapes)
  }
  return shapes.get(kind)
}

const relationShapes = new WeakMap<BoardKind, Map<string, Shape>>()

/** Every field a relation of this kind may have; undefined for a kind the board does not take. */
export function relationShapeOf(boardKind: BoardKind, kind: string): Shape | undefined {
  let shapes = relationShapes.get(boardKind)
  if (!shapes) {
    const entries = Object.entries(boardKind.relations)
    shapes = new Map(entries.map(([name, rule]) => [name, { ...relationShape, ...rule.fields }]))
    relationShapes.set(boardKind, shapes)
  }
  return shapes.get(kind)
}

/** The kind of the board with this id, deleted or not; undefined while the board is unknown. */
export function boardKindOf(document: WorkshopDocument, boardId: unknown): BoardKind | undefined {
  if (typeof boardId !== "string") return undefined
  const kind = recordIn(document.roots.boards, boardId)?.get("kind")
  return typeof kind === "string" ? document.kinds.get(kind) : undefined
}

/**
 * The shape that holds for one record, found from its own `boardId` and `kind` where it depends on them.
 * Undefined when the board or the kind is not known here.
 */
export function shapeFor(
  document: WorkshopDocument,
  root: RootName,
  field: (name: "boardId" | "kind") => unknown,
): Shape | undefined {
  if (root !== "cards" && root !== "relations") return fixedShapes[root]
  const boardKind = boardKindOf(document, field("boardId"))
  const kind = field("kind")
  if (!boardKind || typeof kind !== "string") return undefined
  return root === "cards" ? cardShapeOf(boardKind, kind) : relationShapeOf(boardKind, kind)
}
