import * as Y from "yjs"
import { type RecordMap, recordIn, type WorkshopDocument } from "../document/document.ts"
import { cardShapeOf, relationShapeOf } from "../document/shapes.ts"
import { isPlain, ruleOf, type Shape } from "../model/fields.ts"
import { fixedShapes, type RootName, rootNames } from "../model/records.ts"

/**
 * A field that is not shared text holds one value: of two people who fill it without seeing each other's words, one stands
 * there and the other's are gone from every device. This finds the latter, so that the host can keep them elsewhere.
 */
export interface GaveWay {
  readonly root: RootName
  /** The record's id. */
  readonly id: string
  readonly words: string
  /** Where they were written: the same for the same words however often they are found, and for no others. */
  readonly at: { readonly client: number; readonly clock: number }
}

/** What the host or the program writes there is nobody's words. */
const wordless: readonly RootName[] = ["participants", "session", "derivations", "snapshots"]
const wordyRoots = rootNames.filter((root) => !wordless.includes(root))
/** A unit, a day or an estimate is no sentence: whoever sees the other's value says so. */
const leastLimit = 60

/** Does what changes the document, in one transaction, and gives the words that gave way in it. */
export function noteWhatGivesWay(document: WorkshopDocument, change: () => void): readonly GaveWay[] {
  const found: GaveWay[] = []
  // Before Yjs drops what was deleted.
  const look = (transaction: Y.Transaction) => found.push(...gaveWayIn(document, transaction))
  document.ydoc.on("afterTransaction", look)
  try {
    change()
  } finally {
    document.ydoc.off("afterTransaction", look)
  }
  return found
}

function* gaveWayIn(document: WorkshopDocument, transaction: Y.Transaction): Iterable<GaveWay> {
  for (const [type, keys] of transaction.changed) {
    if (!(type instanceof Y.Map)) continue
    const place = placeOf(document, type)
    if (!place) continue
    for (const key of keys) {
      if (key === null || key.startsWith("provenance/") || !isWordy(place.shape, key)) continue
      const item = overwrittenAt(type, key, transaction)
      const words = wordsOf(item).trim()
      if (!item || words === "" || wordsOf(type._map.get(key)).includes(words)) continue
      yield { root: place.root, id: place.id, words, at: item.id }
    }
  }
}

function placeOf(document: WorkshopDocument, record: RecordMap) {
  const root = wordyRoots.find((name) => document.roots[name] === record.parent)
  const id = record._item?.parentSub
  if (!root || typeof id !== "string") return undefined
  const shape = shapeOf(document, root, record)
  return shape && { root, id, shape }
}

function shapeOf(document: WorkshopDocument, root: RootName, record: RecordMap): Shape | undefined {
  if (root !== "cards" && root !== "relations") return fixedShapes[root]
  const board = recordIn(document.roots.boards, String(record.get("boardId")))
  const boardKind = document.kinds.get(String(board?.get("kind")))
  const kind = String(record.get("kind"))
  if (!boardKind) return undefined
  return root === "cards" ? cardShapeOf(boardKind, kind) : relationShapeOf(boardKind, kind)
}

function isWordy(shape: Shape, key: string): boolean {
  const rule = ruleOf(shape, key)
  if (rule?.is !== "value") return false
  const { schema } = rule.field
  const words = isPlain(schema.properties) ? schema.properties.text : schema
  return isPlain(words) && words.type === "string" && Number(words.maxLength ?? 0) >= leastLimit
}

/**
 * The value under a key that was deleted in this transaction by one that was written without sight of it. Yjs keeps the
 * values of a key in a row, each to the right of the one its author saw (`origin`); the last one stands.
 */
function overwrittenAt(record: RecordMap, key: string, { beforeState, deleteSet }: Y.Transaction): Y.Item | undefined {
  const isNew = ({ id }: Y.Item) => id.clock >= (beforeState.get(id.client) ?? 0)
  const standing = record._map.get(key)
  if (!standing) return undefined
  if (!isNew(standing)) return nearest(standing.left, isNew)
  const first = nearest(standing, ({ left }) => !left || !isNew(left))
  const before = first?.left
  const wasSeen = Y.compareIDs(first?.origin ?? null, before?.lastId ?? null)
  return before && !wasSeen && Y.isDeleted(deleteSet, before.id) ? before : undefined
}

function nearest(item: Y.Item | null, isMeant: (item: Y.Item) => boolean): Y.Item | undefined {
  for (let at = item; at; at = at.left) if (isMeant(at)) return at
  return undefined
}

function wordsOf(item: Y.Item | undefined): string {
  const value: unknown = item?.content.getContent().at(-1)
  if (typeof value === "string") return value
  return isPlain(value) && typeof value.text === "string" ? value.text : ""
}
