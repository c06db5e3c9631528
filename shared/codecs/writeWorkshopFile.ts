import { cardShapeOf, relationShapeOf } from "../document/shapes.ts"
import type { BoardKind } from "../model/boardKind.ts"
import { isPlain, type Shape } from "../model/fields.ts"
import { byOrder, fixedShapes, schemaVersion, type Team } from "../model/records.ts"
import { closingConnections, referencesIn } from "../model/references.ts"
import { type SessionList, sessionLists } from "../model/sessionRecords.ts"
import type { BoardContent, Snapshot } from "../model/snapshot.ts"
import { canonicalJson } from "./canonicalJson.ts"
import { type FileRow, toRow } from "./fileRecords.ts"
import { type Audience, type NamePolicy, type Names, namePolicy, namesFor, withoutNamesInActions } from "./names.ts"

export const fileFormat = "cairn-workshop"

/** What a record's place in the file says already. */
export const implied = {
  workshop: ["schemaVersion"],
  record: ["deleted"],
  onBoard: ["deleted", "boardId"],
  overlay: ["deleted", "boardId", "owners"],
  team: ["deleted", "overlayId"],
} as const

/** The session's lists under the names that a file has for them. */
export const sessionListNames: { readonly [name in SessionList]: string } = {
  agendaSteps: "agenda",
  votingRounds: "votingRounds",
  comments: "comments",
  marks: "marks",
  parkingLot: "parkingLot",
  decisions: "decisions",
  actions: "actions",
  energyChecks: "energyChecks",
  snapshots: "snapshots",
}

export interface WriteOptions {
  /** ISO 8601, UTC. Left out, equal content gives equal bytes. */
  readonly exportedAt?: string
  readonly kinds: readonly BoardKind[]
  /** Who will read it; names stay for participants unless the rule of the house forbids. Everybody when absent. */
  readonly for?: Audience
  /** What is wished for people's names; followed as far as the rule of the house allows, and decided by it when absent. */
  readonly names?: Names
}

/**
 * A workshop as canonical JSON (`domain.md` G.1), described by `assets/schema/cairn-workshop.schema.json`. The rule of
 * the house decides whether names and authors are in it; a record marked anonymous never carries its author. What
 * another version's boards hold is not known here and not written.
 */
export function writeWorkshopFile(given: Snapshot, options: WriteOptions): string {
  const audience = options.for ?? "all"
  const rule = given.workshop.ruleOfTheHouse
  const names = namesFor(rule, audience, options.names)
  const snapshot = withoutNamesInActions(given, names)
  const policy = namePolicy(snapshot, names)
  const writer = new Writer(options.kinds, policy)
  const workshop = writer.workshop(snapshot)
  const { stripped } = policy
  const file = {
    format: fileFormat,
    schemaVersion,
    exportedAt: options.exportedAt,
    export: { rule, for: audience, stripped },
    workshop,
    unresolved: writer.unresolved(),
  }
  return canonicalJson(file, ["format", "schemaVersion"])
}

/** The workshop as rows, before they become text, and without anybody's name. */
export const workshopRow = (snapshot: Snapshot, kinds: readonly BoardKind[]): FileRow =>
  new Writer(kinds, namePolicy(snapshot, "removed")).workshop(snapshot)

type Row = FileRow & { readonly id: string }
interface AnyRecord {
  readonly id: string
}

class Writer {
  readonly #kinds: ReadonlyMap<string, BoardKind>
  readonly #names: NamePolicy
  readonly #ids = new Set<string>()
  readonly #referenced = new Set<string>()

  constructor(kinds: readonly BoardKind[], names: NamePolicy) {
    this.#kinds = new Map(kinds.map((kind) => [kind.kind, kind]))
    this.#names = names
  }

  workshop(snapshot: Snapshot): FileRow {
    const { workshop, personas, boards, contents } = snapshot
    const known = [...boards.values()].filter(({ kind }) => this.#kinds.has(kind)).sort(byOrder)
    const { participants, hidden } = this.#names
    return {
      ...toRow(fixedShapes.workshop, workshop, implied.workshop),
      participants: [...participants].sort(byId).map((one) => this.#row(fixedShapes.participants, one, hidden)),
      personas: withoutCircles([...personas.values()].sort(byOrder), "serves").map((persona) =>
        this.#row(fixedShapes.personas, persona, implied.record),
      ),
      boards: known.map((board) => ({
        ...this.#row(fixedShapes.boards, board, implied.record),
        ...this.#content(contents.get(board.id), this.#kinds.get(board.kind)),
      })),
      ...this.#session(snapshot),
    }
  }

  /** Lists that are empty are left out. */
  #session(snapshot: Snapshot): FileRow {
    const lists = sessionLists.flatMap((name) => {
      const records: readonly Ordered[] = [...snapshot[name].values()]
      const rows = [...records].sort(byOrderOrId).map((one) => this.#row(fixedShapes[name], one, implied.record))
      return rows.length === 0 ? [] : [[sessionListNames[name], rows] as const]
    })
    return Object.fromEntries(lists)
  }

  /** Ids that something refers to and that no record of the file has. */
  unresolved(): readonly string[] {
    return [...this.#referenced].filter((id) => !this.#ids.has(id)).sort()
  }

  #content(content: BoardContent | undefined, kind: BoardKind | undefined): FileRow {
    if (!content || !kind) return { cards: [], relations: [], overlays: [], derivations: [] }
    const rows = <R extends AnyRecord & { readonly kind: string; readonly [name: string]: unknown }>(
      records: readonly R[],
      shapeOf: (kind: BoardKind, name: string) => Shape | undefined,
    ) =>
      records.flatMap((record) => {
        const shape = shapeOf(kind, record.kind)
        return shape ? [this.#row(shape, record, implied.onBoard)] : []
      })
    return {
      cards: rows([...content.cards.values(), ...content.merged.values()].sort(byOrder), cardShapeOf),
      relations: rows([...content.relations.values()].sort(byId), relationShapeOf),
      overlays: this.#overlays(content),
      derivations: [...content.derivations.values()]
        .sort(byId)
        .map((link) => this.#row(fixedShapes.derivations, link, implied.onBoard)),
    }
  }

  #overlays({ overlays, teams, teamInteractions }: BoardContent): readonly Row[] {
    return [...overlays.values()].sort(byOrder).map((overlay) => {
      const members = [...teams.values()].filter(({ overlayId }) => overlayId === overlay.id).sort(byOrder)
      const interactions = [...teamInteractions.values()]
        .filter(({ overlayId }) => overlayId === overlay.id)
        .sort(byOrder)
        .map((one) => this.#row(fixedShapes.teamInteractions, one, implied.team))
      const team = (member: Team) => {
        const owns = Object.entries(overlay.owners).flatMap(([capability, owner]) =>
          owner === member.id ? [capability] : [],
        )
        for (const id of owns) this.#referenced.add(id)
        return { ...this.#row(fixedShapes.teams, member, implied.team), owns: owns.sort() }
      }
      return {
        ...this.#row(fixedShapes.overlays, overlay, implied.overlay),
        teams: withoutCircles(members, "parentTeamId").map(team),
        ...(interactions.length > 0 ? { interactions } : {}),
      }
    })
  }

  #row(shape: Shape, record: AnyRecord & { readonly [name: string]: unknown }, without: readonly string[]): Row {
    this.#ids.add(record.id)
    const row = this.#attributed(toRow(shape, record, without))
    for (const id of referencesIn(shape, row)) this.#referenced.add(id)
    return { ...row, id: record.id }
  }

  /** With the authors that the rule of the house leaves; a record marked anonymous has none. */
  #attributed(row: FileRow): FileRow {
    const { provenance } = row
    if (!isPlain(provenance)) return row
    const isAnonymous = provenance.attribution === "anonymous"
    const author = (id: unknown) => (isAnonymous || typeof id !== "string" ? undefined : this.#names.author(id))
    const { authorId, rewordings, ...rest } = provenance
    const texts = Array.isArray(rewordings)
      ? { rewordings: rewordings.map(({ byId, ...one }: FileRow) => withAuthor(one, "byId", author(byId))) }
      : {}
    const left = withAuthor({ ...rest, ...texts }, "authorId", author(authorId))
    return { ...row, provenance: Object.keys(left).length === 0 ? undefined : left }
  }
}

const withAuthor = (row: FileRow, field: string, author: string | undefined): FileRow =>
  author === undefined ? row : { ...row, [field]: author }

/**
 * Two people can close a circle at the same moment, each from one side; a file has none. Takes out the connection that
 * closes it, the same one on every device.
 */
function withoutCircles<R extends AnyRecord & { readonly [name: string]: unknown }>(
  records: readonly R[],
  field: "serves" | "parentTeamId",
): readonly R[] {
  const closing = closingConnections(new Map(records.map((record) => [record.id, targetsOf(record[field])])))
  if (closing.length === 0) return records
  return records.map((record) => {
    const closed = closing.filter(([from]) => from === record.id).map(([, to]) => to)
    if (closed.length === 0) return record
    const left = targetsOf(record[field]).filter((id) => !closed.includes(id))
    return { ...record, [field]: field === "serves" ? left : left[0] }
  })
}

/** The ids that a field of one or several references names. */
export const targetsOf = (raw: unknown): readonly string[] =>
  typeof raw === "string" ? [raw] : Array.isArray(raw) ? raw : []

type Ordered = AnyRecord & { readonly order?: string; readonly [name: string]: unknown }
const byOrderOrId = (a: Ordered, b: Ordered): number =>
  byOrder({ id: a.id, order: a.order ?? "" }, { id: b.id, order: b.order ?? "" })

const byId = (a: AnyRecord, b: AnyRecord): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
