import { MergedReferences } from "../document/mergedReferences.ts"
import { cardShapeOf, relationShapeOf } from "../document/shapes.ts"
import type { BoardKind } from "../model/boardKind.ts"
import { isPlain, readRecord, type Shape } from "../model/fields.ts"
import { isId } from "../model/ids.ts"
import { splitMerged } from "../model/merged.ts"
import {
  type Card,
  fixedShapes,
  type Overlay,
  type Relation,
  schemaVersion,
  type Team,
  type TeamInteraction,
} from "../model/records.ts"
import { err, ok, type Result } from "../model/result.ts"
import { type SessionList, sessionShapes } from "../model/sessionRecords.ts"
import type { BoardContent, SessionRecords, Snapshot } from "../model/snapshot.ts"
import { type FileRow, fromRow, idsProblem, type Path } from "./fileRecords.ts"
import { fileAudiences } from "./names.ts"
import { type Identified, RecordReader } from "./recordReader.ts"
import { type Complaint, complaintAt, type Place, parseStrictJson, placesOf } from "./strictJson.ts"
import { fileFormat, sessionListNames, targetsOf } from "./writeWorkshopFile.ts"

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
  const records = new RecordReader()
  const file = new WorkshopReader(records, kinds).file(isPlain(json) ? json : {})
  const [first, ...others] = records.complaints
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

const fileKeys = ["format", "schemaVersion", "exportedAt", "export", "workshop", "unresolved"]
const workshopLists = ["participants", "personas", "boards", ...Object.values(sessionListNames)]
const boardLists = ["cards", "relations", "overlays", "derivations"]
const overlayLists = ["teams", "interactions"]

/** Goes through a file from the workshop down to its teams. */
class WorkshopReader {
  readonly #records: RecordReader
  readonly #kinds: ReadonlyMap<string, BoardKind>
  readonly #loose: Relation[] = []

  constructor(records: RecordReader, kinds: readonly BoardKind[]) {
    this.#records = records
    this.#kinds = new Map(kinds.map((kind) => [kind.kind, kind]))
  }

  file(json: FileRow): WorkshopFile {
    this.#records.strangers(json, fileKeys, [])
    if (json.unresolved !== undefined) this.#records.refuse(idsProblem(json.unresolved), ["unresolved"])
    this.#exportBlock(json.export)
    const { exportedAt } = json
    const isGiven = exportedAt !== undefined
    if (isGiven) this.#records.refuse(instantField.problem(exportedAt), ["exportedAt"])
    const snapshot = this.#workshop(json.workshop, ["workshop"])
    const file = { snapshot, looseRelations: this.#loose, unresolved: this.#records.unresolved() }
    return typeof exportedAt === "string" ? { ...file, exportedAt } : file
  }

  #exportBlock(raw: unknown): void {
    if (raw === undefined) return
    if (!isPlain(raw)) {
      this.#records.add(["export"], "an object is expected")
      return
    }
    this.#records.strangers(raw, ["rule", "for", "stripped"], ["export"])
    if (raw.rule !== undefined)
      this.#records.refuse(fixedShapes.workshop.ruleOfTheHouse.problem(raw.rule), ["export", "rule"])
    if (raw.for !== undefined && !fileAudiences.some((audience) => audience === raw.for))
      this.#records.add(["export", "for"], `one of ${fileAudiences.join(", ")} is expected`)
    if (raw.stripped !== undefined) this.#records.refuse(idsProblem(raw.stripped), ["export", "stripped"])
  }

  #workshop(raw: unknown, path: Path): Snapshot {
    const row = isPlain(raw) ? raw : {}
    if (!isPlain(raw)) this.#records.add(path, "an object is expected")
    else if (row.id === undefined) this.#records.add(path, "the workshop has no id")
    const workshop = fromRow(fixedShapes.workshop, row, { schemaVersion }, workshopLists, path, this.#records)
    const participants = this.#records.list("participants", row.participants, [...path, "participants"], (one, at) =>
      this.#records.record(fixedShapes.participants, one, {}, [], at),
    )
    const personas = this.#records.list("personas", row.personas, [...path, "personas"], (one, at) =>
      this.#records.record(fixedShapes.personas, one, live, [], at),
    )
    this.#records.refuseCircles(personas, "serves", [...path, "personas"])
    const contents = this.#records.list("boards", row.boards, [...path, "boards"], (one, at) => this.#board(one, at))
    const boards = new Map([...contents].map(([id, { board }]) => [id, board]))
    const told = { workshop, participants, personas, boards, contents, session: noSession, ...this.#session(row, path) }
    return new MergedReferences(this.#kinds).lead(told)
  }

  #session(row: FileRow, path: Path): Omit<SessionRecords, "session"> {
    const list = <S extends Shape>(root: SessionList, shape: S) => {
      const name = sessionListNames[root]
      return this.#records.list(root, row[name], [...path, name], (one, at) =>
        this.#records.record(shape, one, live, [], at),
      )
    }
    return {
      agendaSteps: list("agendaSteps", sessionShapes.agendaSteps),
      votingRounds: list("votingRounds", sessionShapes.votingRounds),
      comments: list("comments", sessionShapes.comments),
      marks: list("marks", sessionShapes.marks),
      parkingLot: list("parkingLot", sessionShapes.parkingLot),
      decisions: list("decisions", sessionShapes.decisions),
      actions: list("actions", sessionShapes.actions),
      energyChecks: list("energyChecks", sessionShapes.energyChecks),
      snapshots: list("snapshots", sessionShapes.snapshots),
    }
  }

  #board(row: Identified, path: Path): (BoardContent & Identified) | undefined {
    const kind = typeof row.kind === "string" ? this.#kinds.get(row.kind) : undefined
    if (!kind) {
      this.#records.add([...path, "kind"], `one of ${[...this.#kinds.keys()].join(", ")} is expected`)
      return undefined
    }
    const board = this.#records.record(fixedShapes.boards, row, live, boardLists, path)
    const onBoard = { ...live, boardId: row.id }
    const at = (list: string): Path => [...path, list]
    const all = this.#records.list("cards", row.cards, at("cards"), (one, place) => {
      const shape = this.#shape(cardShapeOf, kind, one, place)
      // Read by the shape of its kind, which holds every field of a card.
      return shape && (this.#records.record(shape, one, onBoard, [], place) as Card)
    })
    const derivations = this.#records.list("derivations", row.derivations, at("derivations"), (one, place) =>
      this.#records.record(fixedShapes.derivations, one, onBoard, [], place),
    )
    const { cards, merged } = splitMerged(all)
    const relations = this.#relations(row.relations, kind, onBoard, all, at("relations"))
    const overlays = this.#overlays(row.overlays, onBoard, at("overlays"))
    return { id: row.id, board, cards, merged, relations, ...overlays, derivations }
  }

  #relations(raw: unknown, kind: BoardKind, onBoard: FileRow, cards: ReadonlyMap<string, Card>, path: Path) {
    const relations = this.#records.list("relations", raw, path, (one, place) => {
      for (const end of ["fromId", "toId"]) if (one[end] === undefined) this.#records.add(place, `${end} is missing`)
      if (one.fromId !== undefined && one.fromId === one.toId)
        this.#records.add([...place, "toId"], "a card cannot be related to itself")
      const shape = this.#shape(relationShapeOf, kind, one, place)
      // Read by the shape of its kind, which holds every field of a relation.
      return shape && (this.#records.record(shape, one, onBoard, [], place) as Relation)
    })
    const isThere = ({ fromId, toId }: Relation) => cards.has(fromId) && cards.has(toId)
    this.#loose.push(...[...relations.values()].filter((relation) => !isThere(relation)))
    return new Map([...relations].filter(([, relation]) => isThere(relation)))
  }

  #overlays(raw: unknown, onBoard: FileRow, path: Path) {
    const teams = new Map<string, Team>()
    const teamInteractions = new Map<string, TeamInteraction>()
    const overlays = this.#records.list("overlays", raw, path, (one, place): Overlay => {
      const owners: Record<string, string> = {}
      const members = this.#records.list("teams", one.teams, [...place, "teams"], (team, at) => {
        this.#owned(team, owners, [...at, "owns"])
        return this.#records.record(fixedShapes.teams, team, { ...live, overlayId: one.id }, ["owns"], at)
      })
      this.#records.refuseCircles(members, "parentTeamId", [...place, "teams"])
      for (const [id, team] of members) teams.set(id, team)
      for (const [id, interaction] of this.#interactions(one, place)) teamInteractions.set(id, interaction)
      const overlay = this.#records.record(fixedShapes.overlays, one, { ...onBoard, owners: {} }, overlayLists, place)
      return { ...overlay, owners }
    })
    return { overlays, teams, teamInteractions }
  }

  #interactions(overlay: Identified, path: Path): ReadonlyMap<string, TeamInteraction> {
    return this.#records.list("teamInteractions", overlay.interactions, [...path, "interactions"], (one, at) =>
      this.#records.record(fixedShapes.teamInteractions, one, { ...live, overlayId: overlay.id }, [], at),
    )
  }

  /** Each capability has one owner per overlay. */
  #owned(team: Identified, owners: Record<string, string>, path: Path): void {
    if (team.owns === undefined) return
    this.#records.refuse(idsProblem(team.owns), path)
    for (const [index, capability] of targetsOf(team.owns).entries()) {
      if (!isId(capability)) continue
      const other = Object.hasOwn(owners, capability) ? owners[capability] : undefined
      if (other !== undefined) this.#records.add([...path, index], `“${capability}” is owned by “${other}” already`)
      owners[capability] = team.id
      this.#records.refer(capability)
    }
  }

  #shape(
    of: (kind: BoardKind, name: string) => Shape | undefined,
    kind: BoardKind,
    row: FileRow,
    path: Path,
  ): Shape | undefined {
    const shape = typeof row.kind === "string" ? of(kind, row.kind) : undefined
    if (!shape) this.#records.add([...path, "kind"], `a ${kind.kind} board has nothing of this kind`)
    return shape
  }
}

const live = { deleted: false }
/** A file holds what was made, not how far a session was. */
const noSession = readRecord(sessionShapes.session, new Map())
const instantField = fixedShapes.workshop.createdAt
