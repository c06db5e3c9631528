import { isId } from "../model/ids.ts"
import { cleanLine } from "../model/text.ts"
import { assembleWorkshop, type ImportOutcome, notReadable, type Placed } from "./assemble.ts"
import { csvColumns, separated, uncell } from "./csv.ts"
import { type CsvRow, readCsvRows } from "./csvReader.ts"
import type { FileRow } from "./fileRecords.ts"

const types = ["activity", "step", "story", "phase", "slice"]
type Column = (typeof csvColumns)[number]
type Cells = { readonly line: number } & { readonly [name in Column]?: string }

/**
 * Reads a story map from the neutral CSV, also after somebody has worked on it in a spreadsheet: what is needed are
 * the columns `type` and `title`. Rows belong to what the columns before name, the nearest one above first; what is
 * named and not there is made. Order is the order of the rows.
 */
export function readStoryMapCsv(text: string, title = ""): ImportOutcome {
  const read = readCsvRows(text)
  if (!read.ok) return notReadable(read.error.line, read.error.reason, read.error.column)
  const [header, ...rows] = read.value
  const names = (header?.cells ?? []).map((name) => name.trim().toLowerCase())
  for (const name of ["type", "title"])
    if (!names.includes(name)) return notReadable(header?.line ?? 1, `the first row names no column “${name}”`)
  const all = rows.map((one) => cellsOf(names, one)).sort(ofBandsFirst)
  const strangers = names.filter((name) => name !== "" && !isColumn(name))
  const map = new StoryMapRows(
    strangers,
    all.map(({ id = "" }) => id.trim()),
  )
  for (const row of all) {
    const problem = map.add(row)
    if (problem !== undefined) return notReadable(row.line, problem)
  }
  if (map.cards.length === 0) return notReadable(1, "there is no activity, step or story in it")
  const { cards, personas, notes } = map
  return assembleWorkshop({ source: text, kind: "story-map", title, personas, cards, relations: [], notes })
}

const isColumn = (name: string): name is Column => csvColumns.some((column) => column === name)

const cellsOf = (names: readonly string[], { line, cells }: CsvRow): Cells => ({
  line,
  ...Object.fromEntries(names.flatMap((name, index) => (isColumn(name) ? [[name, uncell(cells[index] ?? "")]] : []))),
})

/** Phases and slices stand last in the file, yet the others are hung into them. */
const isBand = ({ type = "" }: Cells) => /^\s*(phase|slice)\s*$/i.test(type)
const ofBandsFirst = (a: Cells, b: Cells) => Number(isBand(b)) - Number(isBand(a))

class StoryMapRows {
  readonly cards: Placed[] = []
  readonly personas: Placed[] = []
  readonly notes: string[]
  readonly #ids = new Set<string>()
  /** The latest card of each kind and title, with the one above it: `step`, parent and title. */
  readonly #latest = new Map<string, string>()
  readonly #made = new Map<string, number>()

  readonly #given: ReadonlySet<string>

  constructor(unknownColumns: readonly string[], givenIds: readonly string[]) {
    this.#given = new Set(givenIds)
    this.notes = unknownColumns.map((name) => `the column “${cleanLine(name, 40)}” is not known here and was left out`)
  }

  add(row: Cells): string | undefined {
    const type = (row.type ?? "").trim().toLowerCase()
    if (!types.includes(type)) return `“${cleanLine(row.type ?? "", 40)}” is no type; it is one of ${types.join(", ")}`
    const id = (row.id ?? "").trim()
    if (id !== "" && !isId(id)) return "an id of 1 to 64 letters, digits, _ or - is expected"
    if (this.#ids.has(id)) return `the id “${id}” stands here twice`
    this.#put(row.line, type, this.#parentOf(type, row), row.title ?? "", id, this.#fields(type, row))
    return undefined
  }

  #parentOf(type: string, row: Cells): FileRow {
    if (type === "activity") return withId("phaseId", this.#named("phase", "", row.phase, row.line))
    if (type === "step") return withId("activityId", this.#activityOf(row))
    if (type !== "story") return {}
    const slice = withId("sliceId", this.#named("slice", "", row.slice, row.line))
    const step = cleanLine(row.step ?? "")
    const activityId = this.#activityOf(row) ?? ""
    const isHomeless = step === "" && activityId === ""
    const stepId = isHomeless
      ? undefined
      : this.#named("step", activityId, step, row.line, withId("activityId", activityId))
    return { ...slice, ...withId("stepId", stepId) }
  }

  #activityOf(row: Cells): string | undefined {
    const phaseId = this.#named("phase", "", row.phase, row.line)
    const isNamed = cleanLine(row.activity ?? "") !== "" || this.#latest.has(keyOf("activity", phaseId ?? "", ""))
    return isNamed
      ? this.#named("activity", phaseId ?? "", row.activity, row.line, withId("phaseId", phaseId), true)
      : undefined
  }

  /** The card of this name, made where there is none; an empty name only names what has none itself. */
  #named(
    kind: string,
    parent: string,
    name = "",
    line: number,
    fields: FileRow = {},
    isEmptyMade = false,
  ): string | undefined {
    const title = cleanLine(name)
    const found = this.#latest.get(keyOf(kind, parent, title))
    if (found !== undefined || (title === "" && !isEmptyMade)) return found
    return this.#put(line, kind, fields, title, "", {})
  }

  #put(line: number, kind: string, parent: FileRow, rawTitle: string, givenId: string, fields: FileRow): string {
    const title = cleanLine(rawTitle)
    const id = givenId === "" ? this.#newId(kind) : givenId
    this.#ids.add(id)
    const above = kind === "step" ? parent.activityId : kind === "activity" ? parent.phaseId : undefined
    this.#latest.set(keyOf(kind, typeof above === "string" ? above : "", title), id)
    this.cards.push({ line, row: { ...fields, ...parent, id, kind, title } })
    return id
  }

  #newId(kind: string): string {
    let number = this.#made.get(kind) ?? 0
    do number += 1
    while (this.#ids.has(`${kind}-${number}`) || this.#given.has(`${kind}-${number}`))
    this.#made.set(kind, number)
    return `${kind}-${number}`
  }

  #fields(type: string, row: Cells): FileRow {
    const verbatim = cleanLine(row.own_words ?? "")
    const tags = separated(row.tags ?? "")
      .map(slug)
      .filter(isId)
    const isWithPersonas = type === "activity" || type === "step" || type === "story"
    const personas = isWithPersonas ? { personaIds: this.#personaIds(row) } : {}
    const fields = {
      ...(verbatim === "" ? {} : { provenance: { verbatim } }),
      ...(tags.length > 0 ? { tags: [...new Set(tags)] } : {}),
      ...personas,
    }
    if (type !== "story") return fields
    const acceptance = separated(row.acceptance ?? "").map((text, index) => [`a${index + 1}`, cleanLine(text, 300)])
    const status = (row.status ?? "").trim().toLowerCase()
    const estimate = cleanLine(row.estimate ?? "").trim()
    return {
      ...fields,
      ...(status === "" ? {} : { status }),
      ...(estimate === "" ? {} : { estimate }),
      acceptance: Object.fromEntries(acceptance),
    }
  }

  #personaIds({ personas = "", line }: Cells): readonly string[] {
    const ids = separated(personas).map((name) => {
      const clean = cleanLine(name)
      const found = this.personas.find(({ row }) => row.name === clean)
      if (found) return String(found.row.id)
      const id = `p-${this.personas.length + 1}`
      this.personas.push({ line, row: { id, name: clean } })
      return id
    })
    return [...new Set(ids)]
  }
}

const keyOf = (kind: string, parent: string, title: string) => JSON.stringify([kind, parent, title])
const withId = (field: string, id: string | undefined): FileRow =>
  id === undefined || id === "" ? {} : { [field]: id }
const slug = (text: string) =>
  text
    .trim()
    .replace(/[^A-Za-z0-9_-]+/g, "-")
    .slice(0, 64)
