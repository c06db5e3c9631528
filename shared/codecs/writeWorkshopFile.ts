import { cardShapeOf, relationShapeOf } from "../document/shapes.ts"
import type { BoardKind } from "../model/boardKind.ts"
import { isPlain, type Shape } from "../model/fields.ts"
import { byOrder, fixedShapes, schemaVersion, type Team, type Workshop } from "../model/records.ts"
import type { BoardContent, Snapshot } from "../model/snapshot.ts"
import { canonicalJson } from "./canonicalJson.ts"
import { type FileRow, toRow } from "./fileRecords.ts"
import { closingConnections, referencesIn } from "./references.ts"

export const fileFormat = "cairn-workshop"

/** What a record's place in the file says already. */
export const implied = {
  workshop: ["schemaVersion"],
  record: ["deleted"],
  onBoard: ["deleted", "boardId"],
  overlay: ["deleted", "boardId", "owners"],
  team: ["deleted", "overlayId"],
} as const

export interface WriteOptions {
  /** ISO 8601, UTC. Left out, equal content gives equal bytes. */
  readonly exportedAt?: string
  readonly kinds: readonly BoardKind[]
  /** Who will read it; names stay for participants unless the rule of the house forbids. Everybody when absent. */
  readonly for?: Audience
}
export const fileAudiences = ["all", "participants"] as const
export type Audience = (typeof fileAudiences)[number]

/**
 * A workshop as canonical JSON (`domain.md` G.1), described by `assets/schema/cairn-workshop.schema.json`. The rule of
 * the house decides whether names and authors are in it; a record marked anonymous never carries its author. What
 * another version's boards hold is not known here and not written.
 */
export function writeWorkshopFile(snapshot: Snapshot, options: WriteOptions): string {
  const audience = options.for ?? "all"
  const stripped = strippedBy(snapshot.workshop.ruleOfTheHouse, audience)
  const writer = new Writer(options.kinds, stripped.length > 0)
  const workshop = writer.workshop(snapshot)
  const file = {
    format: fileFormat,
    schemaVersion,
    exportedAt: options.exportedAt,
    export: { rule: snapshot.workshop.ruleOfTheHouse, for: audience, stripped },
    workshop,
    unresolved: writer.unresolved(),
  }
  return canonicalJson(file, ["format", "schemaVersion"])
}

/** What the rule of the house takes out of a file: under Chatham House what was said may leave the room, not who said it. */
export function strippedBy(rule: Workshop["ruleOfTheHouse"], audience: Audience): readonly string[] {
  if (rule === "open") return []
  return rule !== "chatham-house" && audience === "participants" ? [] : ["authorId", "displayName"]
}

type Row = FileRow & { readonly id: string }
interface AnyRecord {
  readonly id: string
}

class Writer {
  readonly #kinds: ReadonlyMap<string, BoardKind>
  readonly #withoutNames: boolean
  readonly #ids = new Set<string>()
  readonly #referenced = new Set<string>()

  constructor(kinds: readonly BoardKind[], withoutNames: boolean) {
    this.#kinds = new Map(kinds.map((kind) => [kind.kind, kind]))
    this.#withoutNames = withoutNames
  }

  workshop({ workshop, participants, personas, boards, contents }: Snapshot): FileRow {
    const known = [...boards.values()].filter(({ kind }) => this.#kinds.has(kind)).sort(byOrder)
    const hidden = this.#withoutNames ? ["displayName"] : []
    return {
      ...toRow(fixedShapes.workshop, workshop, implied.workshop),
      participants: [...participants.values()]
        .sort(byId)
        .map((one) => this.#row(fixedShapes.participants, one, hidden)),
      personas: withoutCircles([...personas.values()].sort(byOrder), "serves").map((persona) =>
        this.#row(fixedShapes.personas, persona, implied.record),
      ),
      boards: known.map((board) => ({
        ...this.#row(fixedShapes.boards, board, implied.record),
        ...this.#content(contents.get(board.id), this.#kinds.get(board.kind)),
      })),
    }
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
      cards: rows([...content.cards.values()].sort(byOrder), cardShapeOf),
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

  /** Without its authors where the rule of the house or the record itself says so. */
  #attributed(row: FileRow): FileRow {
    const { provenance } = row
    if (!isPlain(provenance) || (!this.#withoutNames && provenance.attribution !== "anonymous")) return row
    const { authorId: _author, rewordings, ...rest } = provenance
    const texts = Array.isArray(rewordings) ? { rewordings: rewordings.map(withoutAuthor) } : {}
    const left = { ...rest, ...texts }
    return { ...row, provenance: Object.keys(left).length === 0 ? undefined : left }
  }
}

const withoutAuthor = ({ byId: _author, ...rewording }: FileRow): FileRow => rewording

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

const byId = (a: AnyRecord, b: AnyRecord): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
