import { boardKinds } from "../boards/index.ts"
import { ordersAfter } from "../document/order.ts"
import { schemaVersion } from "../model/records.ts"
import { err, ok, type Result } from "../model/result.ts"
import { cleanLine } from "../model/text.ts"
import type { FileRow } from "./fileRecords.ts"
import { checkWorkshopFile, type FileProblem, type WorkshopFile } from "./workshopFile.ts"
import { fileFormat } from "./writeWorkshopFile.ts"

/** What was read from a file of another program, and what of it could not be taken over, in English for logs. */
export interface Imported {
  readonly file: WorkshopFile
  readonly notes: readonly string[]
}

export type ImportOutcome = Result<Imported, FileProblem>

/** A record with the line that it stands in, so that a complaint can name it. */
export interface Placed {
  readonly line: number
  readonly row: FileRow
}

/** One board in the making. Records get their order from their place in the list. */
export interface BoardParts {
  /** The text that was read; the workshop's id follows from it, so that one file is one workshop. */
  readonly source: string
  readonly kind: string
  readonly title: string
  readonly purpose?: FileRow
  readonly personas: readonly Placed[]
  readonly cards: readonly Placed[]
  readonly relations: readonly Placed[]
  readonly notes: readonly string[]
}

/** Makes a workshop of one board and holds it to the rules of any file. Complaints name the lines of the original. */
export function assembleWorkshop(parts: BoardParts): ImportOutcome {
  const checked = checkWorkshopFile(workshopJson(parts), boardKinds)
  if (checked.ok) return ok({ file: checked.value, notes: parts.notes })
  const [first, ...others] = checked.error.complaints
  const lists = { personas: parts.personas, cards: parts.cards, relations: parts.relations }
  const placed = (complaint: typeof first) => {
    const [, list, index] = /\/(personas|cards|relations)\/(\d+)/.exec(complaint.pointer) ?? []
    const found =
      list === "personas" || list === "cards" || list === "relations" ? lists[list][Number(index)] : undefined
    return found ? { ...complaint, line: found.line, pointer: "" } : complaint
  }
  return err({ ...checked.error, complaints: [placed(first), ...others.map(placed)] })
}

/** A file that cannot be read, with the place and the reason. */
export const notReadable = (line: number, reason: string, column = 1): Result<never, FileProblem> =>
  err({ type: "Invalid", complaints: [{ pointer: "", line, column, reason }] })

function workshopJson({ source, kind, title, purpose, personas, cards, relations }: BoardParts): FileRow {
  const name = cleanLine(title)
  const inOrder = (list: readonly Placed[]) => {
    const orders = ordersAfter([], undefined, list.length)
    return list.map(({ row }, index) => ({ ...row, order: orders[index], provenance: provenanceOf(row) }))
  }
  const board = {
    id: "b-1",
    kind,
    title: name,
    ...(purpose ? { purpose } : {}),
    order: "a0",
    provenance: { origin: "imported" },
    cards: inOrder(cards),
    relations: relations.map(({ row }) => ({ ...row, provenance: { origin: "imported" } })),
  }
  const workshop = { id: `import-${fingerprint(source)}`, title: name, personas: inOrder(personas), boards: [board] }
  return { format: fileFormat, schemaVersion, workshop }
}

function provenanceOf({ title, name, provenance }: FileRow): FileRow {
  const text = title ?? name
  const verbatim = typeof text === "string" && text !== "" ? { verbatim: cleanLine(text) } : {}
  return { origin: "imported", ...verbatim, ...(typeof provenance === "object" ? provenance : {}) }
}

/** Tells files apart; two that have the same one would have to be made for it. */
function fingerprint(text: string): string {
  let one = 0x811c9dc5
  let two = 0x01000193
  for (let at = 0; at < text.length; at++) {
    one = Math.imul(one ^ text.charCodeAt(at), 0x01000193)
    two = Math.imul(two ^ text.charCodeAt(at), 0x85ebca6b) + at
  }
  return [one, two].map((part) => (part >>> 0).toString(36)).join("")
}
