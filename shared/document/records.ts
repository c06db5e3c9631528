import * as Y from "yjs"
import type { Field, Shape, ValueField } from "../model/fields.ts"
import { cleanLine, cleanText, cutText } from "../model/text.ts"
import type { RecordMap, RootMap } from "./document.ts"

/**
 * Writing records, key by key. The values are those of the plain record (`RecordOf<Shape>`); what the shape does
 * not know is left out. Call inside `edit`.
 */

export type Values = { readonly [name: string]: unknown }

/** Makes a record with its shared texts in place, also the empty ones, so that two people who write first both keep theirs. */
export function createRecord(root: RootMap, id: string, shape: Shape, values: Values): RecordMap {
  const record: RecordMap = new Y.Map()
  for (const [name, field] of Object.entries(shape)) {
    if (field.as === "prose") record.set(name, new Y.Text(proseOf(field, values[name])))
    else for (const [key, raw] of entriesOf(name, field, values[name])) record.set(key, raw)
  }
  root.set(id, record)
  return record
}

/** Changes the named fields and no other; only keys whose value differs are written. Shared text is replaced by its difference. */
export function setFields(record: RecordMap, shape: Shape, values: Values): void {
  for (const [name, value] of Object.entries(values)) {
    const field = shape[name]
    if (!field) continue
    if (field.as === "prose") setProse(record, name, proseOf(field, value))
    else setKeys(record, name, new Map(entriesOf(name, field, value)))
  }
}

/** Writes one row of a table, or takes it away, and no other. */
export function setEntry(record: RecordMap, shape: Shape, name: string, key: string, text: string | undefined): void {
  const field = shape[name]
  if (field?.as !== "table") return
  if (text === undefined) record.delete(`${name}/${key}`)
  else for (const [stored, raw] of entriesOf(name, field, { [key]: text })) record.set(stored, raw)
}

function setKeys(record: RecordMap, name: string, next: ReadonlyMap<string, unknown>): void {
  for (const key of [...record.keys()]) {
    if ((key === name || key.startsWith(`${name}/`)) && !next.has(key)) record.delete(key)
  }
  for (const [key, raw] of next) if (!isSame(record.get(key), raw)) record.set(key, raw)
}

const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === "object" && a !== null && JSON.stringify(a) === JSON.stringify(b))

const proseOf = (field: Extract<Field, { as: "prose" }>, value: unknown): string => {
  const text = typeof value === "string" ? value : ""
  return field.isLine ? cleanLine(text, field.limit) : cutText(cleanText(text), field.limit)
}

/** The stored keys of one field and their values; a field that is undefined has none. */
function entriesOf(name: string, field: Exclude<Field, { as: "prose" }>, given: unknown): [string, unknown][] {
  if (given === undefined) return []
  const value = wellFormed(given)
  if (field.as === "value") return [[name, fitting(field, value)]]
  if (field.as === "set") return Array.isArray(value) ? value.map((id) => [`${name}/${id}`, true]) : []
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([key, raw]) => {
    const part = field.as === "table" ? field.row : field.parts[key]
    return part && raw !== undefined ? [[`${name}/${key}`, fitting(part, raw)]] : []
  })
}

/** A text without what its field cannot hold: the host would refuse a whole line for one tab that was pasted into it. */
function fitting(field: ValueField<unknown>, value: unknown): unknown {
  if (typeof value !== "string" || field.problem(value) === undefined) return value
  const cleaned = [cleanText(value), cleanLine(value, Number.POSITIVE_INFINITY)]
  return cleaned.find((text) => field.problem(text) === undefined) ?? value
}

/** Half a character would read differently for its author and for everybody else, wherever it stands. */
function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed()
  if (Array.isArray(value)) return value.map(wellFormed)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toWellFormed(), wellFormed(inner)]))
}

/**
 * Puts what somebody has typed into a shared text. Where the text is full, what they type beyond it is left out, and
 * never what stands behind it, which may be another's.
 */
export function typeInto(record: RecordMap, name: string, shape: Shape, next: string): void {
  const field = shape[name]
  if (field?.as !== "prose") return setFields(record, shape, { [name]: next })
  const prose = record.get(name)
  const before = prose instanceof Y.Text ? prose.toString() : ""
  const clean = field.isLine ? cleanLine(next, Number.POSITIVE_INFINITY) : cleanText(next)
  const { start, removed, inserted } = difference(before, clean)
  const kept = before.slice(0, start)
  const behind = before.slice(start + removed)
  setProse(record, name, kept + cutText(inserted, Math.max(0, field.limit - kept.length - behind.length)) + behind)
}

/** Turns the shared text into `next` by one deletion and one insertion at most, so that others' writing beside it stays. */
export function setProse(record: RecordMap, name: string, next: string): void {
  const prose = record.get(name)
  if (!(prose instanceof Y.Text)) {
    record.set(name, new Y.Text(next))
    return
  }
  const { start, removed, inserted } = difference(prose.toString(), next)
  if (removed > 0) prose.delete(start, removed)
  if (inserted !== "") prose.insert(start, inserted)
}

/** The smallest single replacement that turns one text into another; never cuts a surrogate pair. */
export function difference(before: string, after: string): { start: number; removed: number; inserted: string } {
  let start = 0
  const shortest = Math.min(before.length, after.length)
  while (start < shortest && before[start] === after[start]) start++
  let end = 0
  while (end < shortest - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  if (isLow(before, start) || isLow(after, start)) start--
  if (isLow(before, before.length - end) || isLow(after, after.length - end)) end--
  return { start, removed: before.length - end - start, inserted: after.slice(start, after.length - end) }
}

/** True when the unit at `index` is the second half of a pair. */
const isLow = (text: string, index: number): boolean => {
  const unit = text.charCodeAt(index)
  return unit >= 0xdc00 && unit <= 0xdfff
}
