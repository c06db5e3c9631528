import { isId } from "./ids.ts"
import { cleanLine, cleanText, cutText, textLimit } from "./text.ts"

/**
 * What a record's field may hold, said once. From the same description come the type, the forgiving reader
 * (a damaged field becomes its fallback, nothing throws), the strict check (commands, the gate and importers
 * refuse what it refuses) and the published JSON schema.
 */

/** A piece of JSON Schema 2020-12. */
export type JsonSchema = { readonly [keyword: string]: unknown }

/** One value under one key. */
export interface ValueField<T> {
  readonly as: "value"
  /** Never throws; what cannot be read becomes the fallback. */
  readonly read: (raw: unknown) => T
  /** Undefined when `raw` is exactly what may be stored; otherwise what is expected, in English, for errors and logs. */
  readonly problem: (raw: unknown) => string | undefined
  readonly schema: JsonSchema
  readonly isOptional: boolean
  /** The value is the id of another record, so that exports can say which ids lead nowhere. */
  readonly refers?: boolean
}

/** Text that several people may write in at once; kept as shared text. */
export interface ProseField {
  readonly as: "prose"
  readonly limit: number
  readonly isLine: boolean
}

/** Ids under `name/<id>`, so that two people adding different ones both keep theirs. Reads as a sorted list. */
export interface SetField {
  readonly as: "set"
  /** True when the members are ids of other records, false when they are words of their own. */
  readonly refers: boolean
}

/** Values by key under `name/<key>`: two people changing different rows do not disturb each other. */
export interface TableField<V> {
  readonly as: "table"
  readonly row: ValueField<V>
  /** True when the keys are ids of other records. */
  readonly keysRefer: boolean
}

/** Fixed parts under `name/<part>`, such as the two halves of a purpose. Absent when no part is set. */
export interface GroupField<P extends Parts> {
  readonly as: "group"
  readonly parts: P
}

export type Parts = { readonly [part: string]: ValueField<unknown> }
export type Field = ValueField<unknown> | ProseField | SetField | TableField<unknown> | GroupField<Parts>
export type Shape = { readonly [name: string]: Field }

type PartsOf<P extends Parts> = { readonly [K in keyof P]?: P[K] extends ValueField<infer T> ? T : never }
export type ContentOf<F> =
  F extends ValueField<infer T>
    ? T
    : F extends ProseField
      ? string
      : F extends SetField
        ? readonly Id[]
        : F extends TableField<infer V>
          ? { readonly [key: string]: V }
          : F extends GroupField<infer P>
            ? PartsOf<P>
            : never
type Id = string
/** The plain record that a shape describes. */
export type RecordOf<S extends Shape> = { readonly [K in keyof S]: ContentOf<S[K]> }

const value = <T>(
  read: (raw: unknown) => T,
  problem: (raw: unknown) => string | undefined,
  schema: JsonSchema,
): ValueField<T> => ({ as: "value", read, problem, schema, isOptional: false })

/** The same field, but it may be missing; what cannot be read is missing too. */
export const optional = <T>(field: ValueField<T>): ValueField<T | undefined> => ({
  ...field,
  isOptional: true,
  read: (raw) => (raw === undefined || field.problem(raw) !== undefined ? undefined : field.read(raw)),
  problem: (raw) => (raw === undefined ? undefined : field.problem(raw)),
})

const textField = (limit: number, fallback: string, clean: (text: string) => string, what: string) =>
  value<string>(
    (raw) => (typeof raw === "string" ? cutText(clean(raw), limit) : fallback),
    (raw) => {
      if (typeof raw !== "string") return `${what} is expected`
      if (raw.length > limit) return `at most ${limit} characters are allowed`
      return clean(raw) === raw ? undefined : "the text holds characters that are not allowed"
    },
    { type: "string", maxLength: limit },
  )

/** One line, at most `limit` characters. */
export const line = (limit: number = textLimit.line, fallback = "") =>
  textField(limit, fallback, (text) => cleanLine(text, Number.POSITIVE_INFINITY), "a line of text")

/** Several lines, at most `limit` characters. */
export const text = (limit: number = textLimit.note, fallback = "") => textField(limit, fallback, cleanText, "text")

/** A number within the bounds, both included. */
export const number = (min: number, max: number, fallback: number) =>
  value<number>(
    (raw) => (isNumber(raw) ? Math.min(max, Math.max(min, raw)) : fallback),
    (raw) => (isNumber(raw) && raw >= min && raw <= max ? undefined : `a number from ${min} to ${max} is expected`),
    { type: "number", minimum: min, maximum: max },
  )

/** A whole number within the bounds, both included. */
export const integer = (min: number, max: number, fallback: number) =>
  value<number>(
    (raw) => (isNumber(raw) ? Math.min(max, Math.max(min, Math.round(raw))) : fallback),
    (raw) =>
      isNumber(raw) && Number.isInteger(raw) && raw >= min && raw <= max
        ? undefined
        : `a whole number from ${min} to ${max} is expected`,
    { type: "integer", minimum: min, maximum: max },
  )

/** Not negative zero either: it would be written differently after a round trip. */
const isNumber = (raw: unknown): raw is number => typeof raw === "number" && Number.isFinite(raw) && !Object.is(raw, -0)

/** `Score5`: 1 low to 5 high. */
export const score5 = () => integer(1, 5, 3)

/** `Unit01`: a position on a semantic axis. */
export const unit01 = (fallback = 0.5) => number(0, 1, fallback)

/** A place or an extent in board units; one unit is one CSS pixel at 100 %. */
export const boardUnits = (fallback = 0) => number(-1_000_000, 1_000_000, fallback)

export const flag = (fallback = false) =>
  value<boolean>(
    (raw) => (typeof raw === "boolean" ? raw : fallback),
    (raw) => (typeof raw === "boolean" ? undefined : "true or false is expected"),
    { type: "boolean" },
  )

/** One word of a closed list, kebab-case. */
export const oneOf = <const W extends string>(words: readonly W[], fallback: W) => {
  const isWord = (raw: unknown): raw is W => words.some((word) => word === raw)
  return value<W>(
    (raw) => (isWord(raw) ? raw : fallback),
    (raw) => (isWord(raw) ? undefined : `one of ${words.join(", ")} is expected`),
    { enum: words },
  )
}

/** Several words of a closed list, without repetition. */
export const someOf = <const W extends string>(words: readonly W[]) => {
  const isWord = (raw: unknown): raw is W => words.some((word) => word === raw)
  return value<readonly W[]>(
    (raw) => (Array.isArray(raw) ? words.filter((word) => raw.includes(word)) : []),
    (raw) =>
      Array.isArray(raw) && raw.every(isWord) && new Set(raw).size === raw.length
        ? undefined
        : `some of ${words.join(", ")} are expected`,
    { type: "array", items: { enum: words }, uniqueItems: true },
  )
}

/** The id of another record; it may be gone. Empty when it cannot be read. */
export const reference = (): ValueField<Id> => ({
  ...value<Id>(
    (raw) => (isId(raw) ? raw : ""),
    (raw) => (isId(raw) ? undefined : "an id of 1 to 64 letters, digits, _ or - is expected"),
    idSchema,
  ),
  refers: true,
})
/** What an id looks like, for the published schema. */
export const idSchema: JsonSchema = { type: "string", pattern: "^[A-Za-z0-9_-]{1,64}$" }

/** A fractional index: order inside a parent, ties broken by id. */
export const orderKey = () =>
  value<string>(
    (raw) => (isOrderKey(raw) ? raw : "a0"),
    (raw) => (isOrderKey(raw) ? undefined : "an order key is expected"),
    { type: "string", pattern: "^[A-Za-z0-9]{1,200}$" },
  )
const isOrderKey = (raw: unknown): raw is string => typeof raw === "string" && /^[A-Za-z0-9]{1,200}$/.test(raw)

/** ISO 8601, UTC, with milliseconds. */
export const instant = () =>
  value<string>(
    (raw) => (isInstant(raw) ? raw : "1970-01-01T00:00:00.000Z"),
    (raw) => (isInstant(raw) ? undefined : "an instant such as 2026-03-23T09:15:00.000Z is expected"),
    { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$" },
  )
const isInstant = (raw: unknown): raw is string =>
  typeof raw === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(raw)

/** An object kept as one value: its parts change together. Unknown parts are refused when checked and dropped when read. */
export const object = <const P extends Parts>(parts: P) =>
  value<PartsOf<P>>(
    (raw) => readParts(parts, (part) => (isPlain(raw) ? raw[part] : undefined)),
    (raw) => {
      if (!isPlain(raw)) return "an object is expected"
      const stranger = Object.keys(raw).find((part) => !Object.hasOwn(parts, part))
      if (stranger !== undefined) return `the part ${JSON.stringify(cutText(stranger, 40))} is not known`
      for (const [part, field] of Object.entries(parts)) {
        const problem = field.problem(raw[part])
        if (problem !== undefined) return `${part}: ${problem}`
      }
      return undefined
    },
    {
      type: "object",
      properties: Object.fromEntries(Object.entries(parts).map(([part, field]) => [part, field.schema])),
      additionalProperties: false,
    },
  )

/** A short list kept as one value, in the order in which it was written. Entries that cannot be read are left out. */
export const list = <T>(item: ValueField<T>, limit: number) =>
  value<readonly T[]>(
    (raw) =>
      Array.isArray(raw)
        ? raw
            .filter((entry) => item.problem(entry) === undefined)
            .slice(0, limit)
            .map(item.read)
        : [],
    (raw) => {
      if (!Array.isArray(raw)) return "a list is expected"
      if (raw.length > limit) return `at most ${limit} entries are allowed`
      for (const [at, entry] of raw.entries()) {
        const problem = item.problem(entry)
        if (problem !== undefined) return `entry ${at + 1}: ${problem}`
      }
      return undefined
    },
    { type: "array", items: item.schema, maxItems: limit },
  )

/** True for an object literal such as JSON gives; arrays and class instances are not. */
export const isPlain = (raw: unknown): raw is { readonly [key: string]: unknown } => {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return false
  const prototype: unknown = Object.getPrototypeOf(raw)
  return prototype === Object.prototype || prototype === null
}

/** Text that several people may write in at once. A line holds no line break. */
export const proseLine = (limit: number = textLimit.title): ProseField => ({ as: "prose", limit, isLine: true })
export const prose = (limit: number = textLimit.note): ProseField => ({ as: "prose", limit, isLine: false })
export const ids = (): SetField => ({ as: "set", refers: true })
/** A set of free labels, spelled like ids. */
export const labels = (): SetField => ({ as: "set", refers: false })
export const table = <V>(row: ValueField<V>): TableField<V> => ({ as: "table", row, keysRefer: false })
/** A table whose keys are ids of other records, such as one row per persona. */
export const tableByRecord = <V>(row: ValueField<V>): TableField<V> => ({ as: "table", row, keysRefer: true })
export const group = <const P extends Parts>(parts: P): GroupField<P> => ({ as: "group", parts })

const readParts = <P extends Parts>(parts: P, part: (name: string) => unknown): PartsOf<P> => {
  const read: Record<string, unknown> = {}
  for (const [name, field] of entriesOf(parts)) {
    const raw = part(name)
    const content = raw === undefined ? undefined : field.read(raw)
    if (content !== undefined) read[name] = content
  }
  return read as PartsOf<P>
}

/** A board that opens reads thousands of records with a handful of shapes. */
const entries = new WeakMap<object, readonly (readonly [string, unknown])[]>()
function entriesOf<T>(shape: { readonly [name: string]: T }): readonly (readonly [string, T])[] {
  const known = entries.get(shape) as readonly (readonly [string, T])[] | undefined
  if (known) return known
  const made = Object.entries(shape)
  entries.set(shape, made)
  return made
}

/** Where a record's raw values come from: the shared document, a file, a test. Shared text arrives as a string. */
export interface RecordSource {
  get(key: string): unknown
  keys(): Iterable<string>
}

/** Reads a record whole. Total: whatever the source holds, the result has every field of the shape. */
export const readRecord = <S extends Shape>(shape: S, source: RecordSource): RecordOf<S> => readInto({}, shape, source)

/** As `readRecord`, for a record that goes by an id. */
export const readRecordOf = <S extends Shape>(id: Id, shape: S, source: RecordSource) =>
  readInto({ id }, shape, source) as RecordOf<S> & { readonly id: Id }

function readInto<S extends Shape>(record: Record<string, unknown>, shape: S, source: RecordSource): RecordOf<S> {
  let nested: Map<string, string[]> | undefined
  for (const [name, field] of entriesOf(shape)) {
    if (field.as === "value") {
      const content = field.read(source.get(name))
      if (content !== undefined) record[name] = content
    } else if (field.as === "prose") {
      const raw = source.get(name)
      record[name] = typeof raw === "string" ? raw : ""
    } else if (field.as === "group") {
      record[name] = readParts(field.parts, (part) => source.get(`${name}/${part}`))
    } else {
      nested ??= nestedKeys(source)
      record[name] = readNested(field, name, nested.get(name) ?? none, source)
    }
  }
  return record as RecordOf<S>
}
const none: string[] = []

const nestedKeys = (source: RecordSource): Map<string, string[]> => {
  const byName = new Map<string, string[]>()
  for (const key of source.keys()) {
    const slash = key.indexOf("/")
    if (slash < 0) continue
    const name = key.slice(0, slash)
    const keys = byName.get(name)
    if (keys) keys.push(key.slice(slash + 1))
    else byName.set(name, [key.slice(slash + 1)])
  }
  return byName
}

function readNested(
  field: SetField | TableField<unknown>,
  name: string,
  keys: readonly string[],
  source: RecordSource,
): unknown {
  const at = (key: string) => source.get(`${name}/${key}`)
  if (field.as === "set") return keys.filter((key) => isId(key) && at(key) === true).sort()
  const rows = keys.filter((key) => isId(key) && field.row.problem(at(key)) === undefined).sort()
  return Object.fromEntries(rows.map((key) => [key, field.row.read(at(key))]))
}

/** What kind of content one key of a record may hold, or undefined when the shape has no such key. */
export type KeyRule =
  | { readonly is: "value"; readonly field: ValueField<unknown> }
  | { readonly is: "prose"; readonly field: ProseField }

const member: ValueField<true> = value<true>(
  () => true,
  (raw) => (raw === true ? undefined : "true is expected"),
  { const: true },
)

/** Finds the rule for a stored key such as `title`, `needIds/n-find` or `purpose/goal`. */
export function ruleOf(shape: Shape, key: string): KeyRule | undefined {
  const slash = key.indexOf("/")
  const name = slash < 0 ? key : key.slice(0, slash)
  if (!Object.hasOwn(shape, name)) return undefined
  const field = shape[name]
  if (!field) return undefined
  if (slash < 0) {
    if (field.as === "value") return { is: "value", field }
    return field.as === "prose" ? { is: "prose", field } : undefined
  }
  const inner = key.slice(slash + 1)
  if (field.as === "set") return isId(inner) ? { is: "value", field: member } : undefined
  if (field.as === "table") return isId(inner) ? { is: "value", field: field.row } : undefined
  if (field.as !== "group" || !Object.hasOwn(field.parts, inner)) return undefined
  const part = field.parts[inner]
  return part && { is: "value", field: part }
}
