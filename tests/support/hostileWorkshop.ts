import * as Y from "yjs"
import { boardKinds } from "../../shared/boards/index.ts"
import { cardShapeOf, relationShapeOf } from "../../shared/document/shapes.ts"
import { hostFields } from "../../shared/gate/rights.ts"
import type { Shape, ValueField } from "../../shared/model/fields.ts"
import { fixedShapes, type RootName } from "../../shared/model/records.ts"
import { cutText } from "../../shared/model/text.ts"

/** Gives the next text that somebody could bring in. */
export type NextText = () => string

/**
 * Overwrites every text that people can write, in every field of every record of these roots, whatever it is for: the
 * shapes say where text goes, so that a field which is added later is reached without anybody thinking of it.
 */
export function fillEveryText(ydoc: Y.Doc, roots: readonly RootName[], next: NextText): number {
  let filled = 0
  for (const root of roots)
    for (const [, record] of ydoc.getMap(root))
      if (record instanceof Y.Map) filled += fillRecord(ydoc, root, record, next)
  return filled
}

/** Words of the program's own, by which it finds its way. */
const named: readonly string[] = ["kind", "rule", "sourceHash", "lang"]

function fillRecord(ydoc: Y.Doc, root: RootName, record: Y.Map<unknown>, next: NextText): number {
  let filled = 0
  const rewrite = (key: string, text: string) => {
    const held = record.get(key)
    // Shared text stays the same text for everybody who writes in it.
    if (held instanceof Y.Text) held.delete(0, held.length)
    if (held instanceof Y.Text) held.insert(0, text)
    else record.set(key, new Y.Text(text))
    filled++
  }
  const put = (key: string, value: unknown) => {
    if (value === undefined) return
    record.set(key, value)
    filled++
  }
  for (const [name, field] of Object.entries(shapeOf(ydoc, root, record))) {
    if (named.includes(name) || hostFields[root]?.includes(name)) continue
    if (field.as === "prose") rewrite(name, cutText(next(), field.limit))
    else if (field.as === "value") put(name, textFor(field, record.get(name), next))
    else if (field.as === "group")
      for (const [part, inner] of Object.entries(field.parts))
        put(`${name}/${part}`, textFor(inner, record.get(`${name}/${part}`), next))
  }
  return filled
}

function shapeOf(ydoc: Y.Doc, root: RootName, record: Y.Map<unknown>): Shape {
  if (root !== "cards" && root !== "relations") return fixedShapes[root]
  const board = ydoc.getMap("boards").get(String(record.get("boardId")))
  const kind = boardKinds.find((one) => board instanceof Y.Map && one.kind === board.get("kind"))
  const sort = String(record.get("kind"))
  return (kind && (root === "cards" ? cardShapeOf(kind, sort) : relationShapeOf(kind, sort))) ?? {}
}

/** A text where the field takes any; the texts inside of what it holds, where it takes these. */
function textFor(field: ValueField<unknown>, held: unknown, next: NextText): unknown {
  const fits = (value: unknown) => JSON.stringify(field.read(value)) === JSON.stringify(value)
  if (fits("<b>")) {
    const text = next()
    return [300, 120, 60, 40, 10].map((limit) => cutText(text, limit)).find(fits)
  }
  if (!Array.isArray(held) || held.length === 0) return undefined
  const replaced = held.map((item) => replaceTexts(item, next))
  return fits(replaced) ? replaced : undefined
}

function replaceTexts(held: unknown, next: NextText): unknown {
  if (typeof held === "string") return cutText(next(), 60)
  if (typeof held !== "object" || held === null || Array.isArray(held)) return held
  return Object.fromEntries(
    Object.entries(held).map(([key, value]) => [
      key,
      typeof value === "string" && value.includes(" ") ? cutText(next(), 60) : value,
    ]),
  )
}
