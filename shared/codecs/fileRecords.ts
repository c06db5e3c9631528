import { type Field, isPlain, type ProseField, type RecordOf, readRecord, type Shape } from "../model/fields.ts"
import { isId } from "../model/ids.ts"
import { cleanLine, cleanText, cutText } from "../model/text.ts"

/** One record as it stands in a file: sets as lists, tables and groups as objects, shared text as text. */
export type FileRow = { readonly [key: string]: unknown }

/** Collects what is wrong with a file, each with its path; gives up after some. */
export interface Findings {
  readonly add: (path: Path, reason: string) => void
}
export type Path = readonly (string | number)[]

/** Other programs may add keys of their own with this beginning; they are allowed and not kept. */
export const isForeignKey = (key: string): boolean => key.startsWith("x-")

/**
 * A record for a file. What is empty or could not be read again is left out; reading gives it back as the same. Text
 * that two people typed together beyond its limit is cut, as everywhere.
 */
export function toRow(shape: Shape, record: { readonly [name: string]: unknown }, implied: readonly string[]): FileRow {
  const row: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(shape)) {
    if (implied.includes(name)) continue
    const content = rowContent(field, record[name])
    if (content !== undefined && !(content === "" && isEmptyWhenAbsent(field))) row[name] = content
  }
  return row
}

const isEmptyWhenAbsent = (field: Field): boolean =>
  field.as === "prose" || (field.as === "value" && (field.read(undefined) ?? "") === "")

function rowContent(field: Field, raw: unknown): unknown {
  if (field.as === "value") return field.problem(raw) === undefined ? raw : undefined
  if (field.as === "prose") return typeof raw === "string" ? clean(field, raw) : undefined
  if (field.as === "set") return Array.isArray(raw) ? raw : []
  if (!isPlain(raw)) return undefined
  const entries = Object.entries(raw).filter(([key, value]) => value !== undefined && isSound(field, key, value))
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

const isSound = (field: Extract<Field, { as: "table" | "group" }>, key: string, value: unknown): boolean =>
  (field.as === "table" ? field.row : field.parts[key])?.problem(value) === undefined

const clean = (field: ProseField, text: string): string =>
  field.isLine ? cleanLine(text, field.limit) : cutText(cleanText(text), field.limit)

/**
 * Reads a record from a file and reports everything that is not exactly right. `implied` fields are given by the
 * record's place in the file; `besides` are keys that the caller reads itself.
 */
export function fromRow<S extends Shape>(
  shape: S,
  row: FileRow,
  implied: FileRow,
  besides: readonly string[],
  path: Path,
  findings: Findings,
): RecordOf<S> {
  const stored = new Map<string, unknown>(Object.entries(implied))
  for (const [key, raw] of Object.entries(row)) {
    if (isForeignKey(key) || besides.includes(key)) continue
    const field = Object.hasOwn(shape, key) && !Object.hasOwn(implied, key) ? shape[key] : undefined
    if (field) storeField(stored, key, field, raw, [...path, key], findings)
    else findings.add([...path, key], `the key “${key.slice(0, 60)}” is not known here`)
  }
  return readRecord(shape, stored)
}

function storeField(
  stored: Map<string, unknown>,
  name: string,
  field: Field,
  raw: unknown,
  path: Path,
  findings: Findings,
): void {
  if (field.as === "table" || field.as === "group") {
    storeParts(stored, name, field, raw, path, findings)
    return
  }
  const problem =
    field.as === "value" ? field.problem(raw) : field.as === "prose" ? proseProblem(field, raw) : idsProblem(raw)
  if (problem !== undefined) findings.add(path, problem)
  else if (field.as !== "set") stored.set(name, raw)
  else if (Array.isArray(raw)) for (const id of raw) stored.set(`${name}/${id}`, true)
}

function storeParts(
  stored: Map<string, unknown>,
  name: string,
  field: Extract<Field, { as: "table" | "group" }>,
  raw: unknown,
  path: Path,
  findings: Findings,
): void {
  if (!isPlain(raw)) {
    findings.add(path, "an object is expected")
    return
  }
  for (const [key, value] of Object.entries(raw)) {
    const part =
      field.as === "table" ? (isId(key) ? field.row : undefined) : Object.hasOwn(field.parts, key) && field.parts[key]
    const problem = part ? part.problem(value) : `the key “${key.slice(0, 60)}” is not known here`
    if (problem === undefined) stored.set(`${name}/${key}`, value)
    else findings.add([...path, key], problem)
  }
}

function proseProblem(field: ProseField, raw: unknown): string | undefined {
  if (typeof raw !== "string") return "text is expected"
  if (raw.length > field.limit) return `at most ${field.limit} characters are allowed`
  return clean(field, raw) === raw ? undefined : "the text holds characters that are not allowed"
}

/** Also the check of every plain list of ids in a file. */
export function idsProblem(raw: unknown): string | undefined {
  if (!Array.isArray(raw)) return "a list of ids is expected"
  if (!raw.every(isId)) return "an id of 1 to 64 letters, digits, _ or - is expected"
  return new Set(raw).size === raw.length ? undefined : "the list names one id twice"
}
