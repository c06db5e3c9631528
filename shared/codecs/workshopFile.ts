import { cardShapeOf, relationShapeOf } from "../document/shapes.ts"
import type { BoardKind } from "../model/boardKind.ts"
import { isPlain, type Shape } from "../model/fields.ts"
import { isId } from "../model/ids.ts"
import {
  type Card,
  fixedShapes,
  type Overlay,
  type Relation,
  type RootName,
  schemaVersion,
  type Team,
  type TeamInteraction,
} from "../model/records.ts"
import { err, ok, type Result } from "../model/result.ts"
import type { BoardContent, Snapshot } from "../model/snapshot.ts"
import { type FileRow, type Findings, fromRow, idsProblem, isForeignKey, type Path } from "./fileRecords.ts"
import { closingConnections, referencesIn } from "./references.ts"
import { type Complaint, type Place, parseStrictJson, placesOf, pointerOf } from "./strictJson.ts"
import { fileAudiences, fileFormat, targetsOf } from "./writeWorkshopFile.ts"

export { type WriteOptions, writeWorkshopFile } from "./writeWorkshopFile.ts"

/** A workshop as a file holds it. */
export interface WorkshopFile {
  readonly snapshot: Snapshot
  /** Relations whose end is not in the file: kept, but no snapshot shows them. */
  readonly looseRelations: readonly Relation[]
  /** Ids that something refers to and that no record of the file has. They may lead somewhere in another workshop. */
  readonly unresolved: readonly string[]
  readonly exportedAt?: string
}

/** Why a file cannot be read, as plain data. There is always a first complaint. */
export interface FileProblem {
  readonly type: "NotJson" | "NotAWorkshop" | "TooNew" | "Invalid"
  readonly complaints: readonly [Complaint, ...Complaint[]]
}

/** One complaint as a line for a log or a terminal, in English. */
export const describeComplaint = ({ pointer, line, column, reason }: Complaint): string =>
  `line ${line}, column ${column}${pointer === "" ? "" : ` (${pointer})`}: ${reason}`

const mostComplaints = 10

/**
 * Reads a workshop from JSON that anybody may have written. Total and strict: either everything in it can be taken
 * over, or the first things that cannot are named with their places. Costs a few seconds at most, for 20 MB.
 */
export function readWorkshopFile(text: string, kinds: readonly BoardKind[]): Result<WorkshopFile, FileProblem> {
  const parsed = parseStrictJson(text)
  if (!parsed.ok) return err({ type: "NotJson", complaints: [parsed.error] })
  const checked = checkWorkshopFile(parsed.value, kinds)
  if (checked.ok) return checked
  const places = placesOf(text, new Set(checked.error.complaints.map(({ pointer }) => pointer)))
  const [first, ...others] = checked.error.complaints
  const placed = (complaint: Complaint): Complaint => ({ ...complaint, ...placeIn(places, complaint) })
  return err({ ...checked.error, complaints: [placed(first), ...others.map(placed)] })
}

const placeIn = (places: ReadonlyMap<string, Place>, { pointer, line, column }: Place): Place =>
  places.get(pointer) ?? { pointer, line, column }

/** As `readWorkshopFile`, for JSON that has been parsed or made by a program; its complaints know no lines. */
export function checkWorkshopFile(json: unknown, kinds: readonly BoardKind[]): Result<WorkshopFile, FileProblem> {
  const header = headerProblem(json)
  if (header) return err(header)
  const reader = new Reader(kinds)
  const file = reader.file(isPlain(json) ? json : {})
  const [first, ...others] = reader.complaints
  return first ? err({ type: "Invalid", complaints: [first, ...others] }) : ok(file)
}

function headerProblem(json: unknown): FileProblem | undefined {
  const problem = (type: FileProblem["type"], path: Path, reason: string): FileProblem => ({
    type,
    complaints: [complaintAt(path, reason)],
  })
  if (!isPlain(json)) return problem("NotAWorkshop", [], "an object is expected")
  const { format, schemaVersion: version } = json
  if (format !== fileFormat) {
    const reason = `"format": "${fileFormat}" is expected: this is not a workshop of Cairn`
    return problem("NotAWorkshop", format === undefined ? [] : ["format"], reason)
  }
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1) {
    const path = version === undefined ? [] : ["schemaVersion"]
    return problem("NotAWorkshop", path, '"schemaVersion" must be a whole number from 1')
  }
  if (version <= schemaVersion) return undefined
  const reason = `the file was written by a newer Cairn (format ${version}, this one knows ${schemaVersion})`
  return problem("TooNew", ["schemaVersion"], reason)
}

const complaintAt = (path: Path, reason: string): Complaint => ({
  pointer: pointerOf(path),
  line: 1,
  column: 1,
  reason,
})

const fileKeys = ["format", "schemaVersion", "exportedAt", "export", "workshop", "unresolved"]
const workshopLists = ["participants", "personas", "boards"]
const boardLists = ["cards", "relations", "overlays", "derivations"]
const overlayLists = ["teams", "interactions"]

class Reader {
  readonly complaints: Complaint[] = []
  readonly #kinds: ReadonlyMap<string, BoardKind>
  readonly #ids = new Map<RootName, Set<string>>()
  readonly #referenced = new Set<string>()
  readonly #loose: Relation[] = []
  readonly #findings: Findings = {
    add: (path, reason) => {
      if (this.complaints.length < mostComplaints) this.complaints.push(complaintAt(path, reason))
    },
  }

  constructor(kinds: readonly BoardKind[]) {
    this.#kinds = new Map(kinds.map((kind) => [kind.kind, kind]))
  }

  file(json: FileRow): WorkshopFile {
    this.#strangers(json, fileKeys, [])
    if (json.unresolved !== undefined) this.#refuse(idsProblem(json.unresolved), ["unresolved"])
    this.#exportBlock(json.export)
    const { exportedAt } = json
    const isGiven = exportedAt !== undefined
    if (isGiven) this.#refuse(instantField.problem(exportedAt), ["exportedAt"])
    const snapshot = this.#workshop(json.workshop, ["workshop"])
    const all = new Set([...this.#ids.values()].flatMap((ids) => [...ids]))
    const unresolved = [...this.#referenced].filter((id) => !all.has(id)).sort()
    const file = { snapshot, looseRelations: this.#loose, unresolved }
    return typeof exportedAt === "string" ? { ...file, exportedAt } : file
  }

  #refuse(problem: string | undefined, path: Path): void {
    if (problem !== undefined) this.#findings.add(path, problem)
  }

  #strangers(row: FileRow, known: readonly string[], path: Path): void {
    for (const key of Object.keys(row)) {
      if (!known.includes(key) && !isForeignKey(key))
        this.#findings.add([...path, key], `the key “${key.slice(0, 60)}” is not known here`)
    }
  }

  #exportBlock(raw: unknown): void {
    if (raw === undefined) return
    if (!isPlain(raw)) {
      this.#findings.add(["export"], "an object is expected")
      return
    }
    this.#strangers(raw, ["rule", "for", "stripped"], ["export"])
    if (raw.rule !== undefined) this.#refuse(fixedShapes.workshop.ruleOfTheHouse.problem(raw.rule), ["export", "rule"])
    if (raw.for !== undefined && !fileAudiences.some((audience) => audience === raw.for))
      this.#findings.add(["export", "for"], `one of ${fileAudiences.join(", ")} is expected`)
    if (raw.stripped !== undefined) this.#refuse(idsProblem(raw.stripped), ["export", "stripped"])
  }

  #workshop(raw: unknown, path: Path): Snapshot {
    const row = isPlain(raw) ? raw : {}
    if (!isPlain(raw)) this.#findings.add(path, "an object is expected")
    else if (row.id === undefined) this.#findings.add(path, "the workshop has no id")
    const workshop = fromRow(fixedShapes.workshop, row, { schemaVersion }, workshopLists, path, this.#findings)
    const participants = this.#list("participants", row.participants, [...path, "participants"], (one, at) =>
      this.#record(fixedShapes.participants, one, {}, [], at),
    )
    const personas = this.#list("personas", row.personas, [...path, "personas"], (one, at) =>
      this.#record(fixedShapes.personas, one, live, [], at),
    )
    this.#refuseCircles(personas, "serves", [...path, "personas"])
    const contents = this.#list("boards", row.boards, [...path, "boards"], (one, at) => this.#board(one, at))
    const boards = new Map([...contents].map(([id, { board }]) => [id, board]))
    return { workshop, participants, personas, boards, contents }
  }

  #board(row: Identified, path: Path): (BoardContent & Identified) | undefined {
    const kind = typeof row.kind === "string" ? this.#kinds.get(row.kind) : undefined
    if (!kind) {
      this.#findings.add([...path, "kind"], `one of ${[...this.#kinds.keys()].join(", ")} is expected`)
      return undefined
    }
    const board = this.#record(fixedShapes.boards, row, live, boardLists, path)
    const onBoard = { ...live, boardId: row.id }
    const at = (list: string): Path => [...path, list]
    const cards = this.#list("cards", row.cards, at("cards"), (one, place) => {
      const shape = this.#shape(cardShapeOf, kind, one, place)
      // Read by the shape of its kind, which holds every field of a card.
      return shape && (this.#record(shape, one, onBoard, [], place) as Card)
    })
    const derivations = this.#list("derivations", row.derivations, at("derivations"), (one, place) =>
      this.#record(fixedShapes.derivations, one, onBoard, [], place),
    )
    const relations = this.#relations(row.relations, kind, onBoard, cards, at("relations"))
    const overlays = this.#overlays(row.overlays, onBoard, at("overlays"))
    return { id: row.id, board, cards, relations, ...overlays, derivations }
  }

  #relations(raw: unknown, kind: BoardKind, onBoard: FileRow, cards: ReadonlyMap<string, Card>, path: Path) {
    const relations = this.#list("relations", raw, path, (one, place) => {
      for (const end of ["fromId", "toId"]) if (one[end] === undefined) this.#findings.add(place, `${end} is missing`)
      if (one.fromId !== undefined && one.fromId === one.toId)
        this.#findings.add([...place, "toId"], "a card cannot be related to itself")
      const shape = this.#shape(relationShapeOf, kind, one, place)
      // Read by the shape of its kind, which holds every field of a relation.
      return shape && (this.#record(shape, one, onBoard, [], place) as Relation)
    })
    const isShown = ({ fromId, toId }: Relation) => cards.has(fromId) && cards.has(toId)
    this.#loose.push(...[...relations.values()].filter((relation) => !isShown(relation)))
    return new Map([...relations].filter(([, relation]) => isShown(relation)))
  }

  #overlays(raw: unknown, onBoard: FileRow, path: Path) {
    const teams = new Map<string, Team>()
    const teamInteractions = new Map<string, TeamInteraction>()
    const overlays = this.#list("overlays", raw, path, (one, place): Overlay => {
      const owners: Record<string, string> = {}
      const members = this.#list("teams", one.teams, [...place, "teams"], (team, at) => {
        this.#owned(team, owners, [...at, "owns"])
        return this.#record(fixedShapes.teams, team, { ...live, overlayId: one.id }, ["owns"], at)
      })
      this.#refuseCircles(members, "parentTeamId", [...place, "teams"])
      for (const [id, team] of members) teams.set(id, team)
      for (const [id, interaction] of this.#interactions(one, place)) teamInteractions.set(id, interaction)
      const overlay = this.#record(fixedShapes.overlays, one, { ...onBoard, owners: {} }, overlayLists, place)
      return { ...overlay, owners }
    })
    return { overlays, teams, teamInteractions }
  }

  #interactions(overlay: Identified, path: Path): ReadonlyMap<string, TeamInteraction> {
    return this.#list("teamInteractions", overlay.interactions, [...path, "interactions"], (one, at) =>
      this.#record(fixedShapes.teamInteractions, one, { ...live, overlayId: overlay.id }, [], at),
    )
  }

  /** Each capability has one owner per overlay. */
  #owned(team: Identified, owners: Record<string, string>, path: Path): void {
    if (team.owns === undefined) return
    this.#refuse(idsProblem(team.owns), path)
    for (const [index, capability] of targetsOf(team.owns).entries()) {
      if (!isId(capability)) continue
      const other = Object.hasOwn(owners, capability) ? owners[capability] : undefined
      if (other !== undefined) this.#findings.add([...path, index], `“${capability}” is owned by “${other}” already`)
      owners[capability] = team.id
      this.#referenced.add(capability)
    }
  }

  #shape(
    of: (kind: BoardKind, name: string) => Shape | undefined,
    kind: BoardKind,
    row: FileRow,
    path: Path,
  ): Shape | undefined {
    const shape = typeof row.kind === "string" ? of(kind, row.kind) : undefined
    if (!shape) this.#findings.add([...path, "kind"], `a ${kind.kind} board has nothing of this kind`)
    return shape
  }

  #record<S extends Shape>(shape: S, row: Identified, given: FileRow, besides: readonly string[], path: Path) {
    const record = fromRow(shape, row, given, ["id", ...besides], path, this.#findings)
    for (const id of referencesIn(shape, record)) this.#referenced.add(id)
    return { id: row.id, ...record }
  }

  /** Reads a list of records; each has an id that no other of its sort has in the whole file. */
  #list<R>(
    root: RootName,
    raw: unknown,
    path: Path,
    read: (row: Identified, path: Path) => R | undefined,
  ): ReadonlyMap<string, R> {
    const records = new Map<string, R>()
    if (raw === undefined) return records
    if (!Array.isArray(raw)) {
      this.#findings.add(path, "a list is expected")
      return records
    }
    const taken = this.#ids.get(root) ?? new Set()
    this.#ids.set(root, taken)
    for (const [index, row] of raw.entries()) {
      const place = [...path, index]
      if (!isPlain(row)) this.#findings.add(place, "an object is expected")
      else if (!isIdentified(row)) this.#findings.add(row.id === undefined ? place : [...place, "id"], idProblem)
      else if (taken.has(row.id)) this.#findings.add([...place, "id"], `the id “${row.id}” stands here twice`)
      else {
        taken.add(row.id)
        const record = read(row, place)
        if (record !== undefined) records.set(row.id, record)
      }
    }
    return records
  }

  #refuseCircles(
    records: ReadonlyMap<string, { readonly [name: string]: unknown }>,
    field: "serves" | "parentTeamId",
    path: Path,
  ): void {
    const targets = new Map([...records].map(([id, record]) => [id, targetsOf(record[field])]))
    const index = new Map([...records.keys()].map((id, at) => [id, at]))
    for (const [from, to] of closingConnections(targets))
      this.#findings.add([...path, index.get(from) ?? 0, field], `“${from}” and “${to}” form a circle`)
  }
}

type Identified = FileRow & { readonly id: string }
const isIdentified = (row: FileRow): row is Identified => isId(row.id)
const idProblem = "an id of 1 to 64 letters, digits, _ or - is expected"
const live = { deleted: false }
const instantField = fixedShapes.workshop.createdAt
