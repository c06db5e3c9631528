import { isPlain, type Shape } from "../model/fields.ts"
import { isId } from "../model/ids.ts"
import type { RootName } from "../model/records.ts"
import { closingConnections, referencesIn } from "../model/references.ts"
import { type FileRow, type Findings, fromRow, isForeignKey, type Path } from "./fileRecords.ts"
import { type Complaint, complaintAt } from "./strictJson.ts"
import { targetsOf } from "./writeWorkshopFile.ts"

/** A record as it stands in a file, by which others can refer to it. */
export type Identified = FileRow & { readonly id: string }
const isIdentified = (row: FileRow): row is Identified => isId(row.id)
const idProblem = "an id of 1 to 64 letters, digits, _ or - is expected"

const mostComplaints = 10

/**
 * Reads the records of one file strictly, whatever they are: collects what is wrong with them, and knows which ids there
 * are and which are referred to.
 */
export class RecordReader implements Findings {
  readonly complaints: Complaint[] = []
  readonly #ids = new Map<RootName, Set<string>>()
  readonly #referenced = new Set<string>()

  /** The first complaints count: what follows from them would only hide them. */
  add(path: Path, reason: string): void {
    if (this.complaints.length < mostComplaints) this.complaints.push(complaintAt(path, reason))
  }

  /** Complains when there is a problem. */
  refuse(problem: string | undefined, path: Path): void {
    if (problem !== undefined) this.add(path, problem)
  }

  /** Complains about keys that a record of this sort does not have. */
  strangers(row: FileRow, known: readonly string[], path: Path): void {
    for (const key of Object.keys(row)) {
      if (!known.includes(key) && !isForeignKey(key))
        this.add([...path, key], `the key “${key.slice(0, 60)}” is not known here`)
    }
  }

  /** Notes an id that stands outside the fields of a record. */
  refer(id: string): void {
    this.#referenced.add(id)
  }

  /** Ids that are referred to and that no record read so far has. */
  unresolved(): readonly string[] {
    const all = new Set([...this.#ids.values()].flatMap((ids) => [...ids]))
    return [...this.#referenced].filter((id) => !all.has(id)).sort()
  }

  /** Reads one record, complains about what is not exactly right, and notes what it refers to. */
  record<S extends Shape>(shape: S, row: Identified, given: FileRow, besides: readonly string[], path: Path) {
    const record = fromRow(shape, row, given, ["id", ...besides], path, this)
    for (const id of referencesIn(shape, record)) this.#referenced.add(id)
    return { id: row.id, ...record }
  }

  /** Reads a list of records; each has an id that no other of its sort has in the whole file. */
  list<R>(
    root: RootName,
    raw: unknown,
    path: Path,
    read: (row: Identified, path: Path) => R | undefined,
  ): ReadonlyMap<string, R> {
    const records = new Map<string, R>()
    if (raw === undefined) return records
    if (!Array.isArray(raw)) {
      this.add(path, "a list is expected")
      return records
    }
    const taken = this.#ids.get(root) ?? new Set()
    this.#ids.set(root, taken)
    for (const [index, row] of raw.entries()) {
      const place = [...path, index]
      if (!isPlain(row)) this.add(place, "an object is expected")
      else if (!isIdentified(row)) this.add(row.id === undefined ? place : [...place, "id"], idProblem)
      else if (taken.has(row.id)) this.add([...place, "id"], `the id “${row.id}” stands here twice`)
      else {
        taken.add(row.id)
        const record = read(row, place)
        if (record !== undefined) records.set(row.id, record)
      }
    }
    return records
  }

  /** Complains where records refer to each other in a circle. */
  refuseCircles(
    records: ReadonlyMap<string, { readonly [name: string]: unknown }>,
    field: "serves" | "parentTeamId",
    path: Path,
  ): void {
    const targets = new Map([...records].map(([id, record]) => [id, targetsOf(record[field])]))
    const index = new Map([...records.keys()].map((id, at) => [id, at]))
    for (const [from, to] of closingConnections(targets))
      this.add([...path, index.get(from) ?? 0, field], `“${from}” and “${to}” form a circle`)
  }
}
