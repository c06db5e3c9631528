import { ordersAfter } from "../document/order.ts"
import { isPlain } from "../model/fields.ts"

/**
 * Templates are written in a shorthand that a person can keep in view (`domain.md` C): lists by the sort of card,
 * needs that name their personas, pairs for dependencies, plain texts for ideas. This spells it out as the board of a
 * workshop file. A template that Cairn has written (`writeTemplate.ts`) has its cards and relations spelled out already.
 * It checks nothing; the file's reader does, so a template is held to the same rules as any file.
 */

/** What a template file says in its key `format`. */
export const templateFormat = "cairn-template"

export type Json = { readonly [key: string]: unknown }

/** One template spelled out: the people it is about, and its board. */
export interface TemplateParts {
  readonly personas: readonly Json[]
  readonly board: Json
}

/** The sort of card that each list of the shorthand holds. */
const cardLists: { readonly [list: string]: string } = {
  frames: "frame",
  stages: "stage",
  needs: "need",
  capabilities: "capability",
  insights: "insight",
  phases: "phase",
  activities: "activity",
  steps: "step",
  slices: "slice",
  stories: "story",
  interactions: "interaction",
  emptyCells: "empty-cell",
  metrics: "metric",
  opportunities: "opportunity",
  notes: "note",
}
const handled = [
  ...["format", "version", "id", "kind", "lang", "title", "purpose"],
  ...["personas", "product", "dependsOn", "overlays"],
]

/** True when a template names its cards one by one, with their places. */
export const isSpelledOut = ({ cards }: Json): boolean => Array.isArray(cards)

export function templateParts(template: Json, boardId: string): TemplateParts {
  const personas = inOrder(rowsOf(template.personas))
  const unknown = Object.keys(template).filter((key) => !handled.includes(key) && !Object.hasOwn(cardLists, key))
  const board = {
    id: boardId,
    kind: template.kind,
    ...given({ title: template.title, purpose: template.purpose }),
    provenance: { origin: "template" },
    cards: [...products(template), ...users(template, personas), ...listedCards(template)],
    relations: [...hasNeeds(template), ...dependencies(template.dependsOn)],
    overlays: inOrder(rowsOf(template.overlays)).map(overlayOf),
    derivations: [],
    // Left in place, so that the reader names what nobody understood.
    ...Object.fromEntries(unknown.map((key) => [key, template[key]])),
    ...(isSpelledOut(template) ? spelledOutLists(template) : {}),
  }
  return { personas: personas.map((persona) => ({ ...persona, ...fromTemplate })), board }
}

/** Without what is absent: the file's reader takes a key that is there at its word. */
export const given = (values: Json): Json =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

const overlayOf = (overlay: Json): Json => ({
  ...overlay,
  ...fromTemplate,
  teams: inOrder(rowsOf(overlay.teams)).map((team) => ({ ...team, ...fromTemplate })),
  ...(overlay.interactions === undefined
    ? {}
    : { interactions: inOrder(rowsOf(overlay.interactions)).map((one) => ({ ...one, ...fromTemplate })) }),
})

const fromTemplate = { provenance: { origin: "template" } }

/** The rows of a list of the shorthand. */
export const rowsOf = (raw: unknown): readonly Json[] => (Array.isArray(raw) ? raw.filter(isPlain) : [])

/** The shorthand's own order, as order keys; rows that have one keep it. */
export function inOrder(rows: readonly Json[]): readonly Json[] {
  const orders = ordersAfter([], undefined, rows.length)
  return rows.map((row, index) => ({ order: orders[index], ...row }))
}

/** Cards and relations as they stand in the file. What is no list is left to the reader to complain about. */
function spelledOutLists({ cards, relations }: Json) {
  const all = (raw: unknown, make: (row: Json) => Json): unknown =>
    Array.isArray(raw) ? raw.map((row) => (isPlain(row) ? make(row) : row)) : (raw ?? [])
  return {
    cards: all(cards, (row) => card(row.kind, row)),
    relations: all(relations, (row) => ({ ...row, ...fromTemplate })),
  }
}

const card = (kind: unknown, row: Json): Json => ({
  ...row,
  kind,
  provenance: { origin: "template", ...(typeof row.title === "string" ? { verbatim: row.title } : {}) },
})

/** The product that a flow is about. */
function products({ product }: Json): readonly Json[] {
  if (!isPlain(product)) return []
  const { name, ...rest } = product
  return [card("product", { id: "product", order: "a0", title: name, ...rest })]
}

/** On a needs map everybody stands as a card; the other boards show the personas themselves. */
const users = ({ kind }: Json, personas: readonly Json[]): readonly Json[] =>
  kind === "user-needs-map"
    ? personas.map(({ id, name, order }) =>
        card("user", { id: `u-${String(id).replace(/^p-/, "")}`, personaId: id, title: name, order }),
      )
    : []

const listedCards = (template: Json): readonly Json[] =>
  Object.entries(cardLists).flatMap(([list, kind]) =>
    inOrder(rowsOf(template[list])).flatMap((row, index) => spelledOut(kind, row, index)),
  )

/** A card and what the shorthand keeps inside it. */
function spelledOut(kind: string, row: Json, index: number): readonly Json[] {
  const id = row.id ?? [kind, row.activityId ?? index + 1, row.personaId].filter(Boolean).join("-")
  const { solutionIdeas, ...rest } = row
  const own = Object.entries({ ...rest, id }).filter(([key]) => kind !== "need" || key !== "personaIds")
  const fields = Object.fromEntries(own.map(([key, raw]) => [key, tables.has(key) ? tableOf(raw) : raw]))
  const ideas = inOrder(textsOf(solutionIdeas).map((title) => ({ title })))
  return [
    card(kind, fields),
    ...ideas.map((idea, at) => card("solution-idea", { ...idea, id: `${id}-idea-${at + 1}`, opportunityId: id })),
  ]
}

const textsOf = (raw: unknown): readonly string[] =>
  Array.isArray(raw) ? raw.filter((text) => typeof text === "string") : []

const tables = new Set(["segments", "quotes", "answers", "evidence", "acceptance"])

/** Rows of a list by the persona they name, or else by their number. */
function tableOf(raw: unknown): unknown {
  if (!Array.isArray(raw)) return raw
  const rows = raw.map((row, index): readonly [string, unknown] => {
    if (!isPlain(row) || row.personaId === undefined) return [String(index + 1), row]
    const { personaId, ...rest } = row
    return [String(personaId), rest]
  })
  return Object.fromEntries(rows)
}

const relation = (kind: string, fromId: string, toId: string): Json => ({
  id: `${fromId}--${toId}`,
  kind,
  fromId,
  toId,
  ...fromTemplate,
})

const hasNeeds = (template: Json): readonly Json[] =>
  template.kind !== "user-needs-map"
    ? []
    : rowsOf(template.needs).flatMap((need) =>
        textsOf(need.personaIds).map((id) => relation("has-need", `u-${id.replace(/^p-/, "")}`, String(need.id))),
      )

const dependencies = (pairs: unknown): readonly Json[] =>
  (Array.isArray(pairs) ? pairs : []).map((pair) => {
    const [from = "", to = ""] = textsOf(pair)
    return relation("depends-on", from, to)
  })

/** Boards whose cards share ids with earlier ones get their own: each sort of record has its ids once in a file. */
export function withOwnIds(board: Json, taken: ReadonlySet<string>, prefix: string): Json {
  const clashing = new Set(cardIdsOf(board).filter((id) => taken.has(id)))
  const rename = (raw: unknown): unknown => {
    if (typeof raw === "string") return clashing.has(raw) ? `${prefix}${raw}` : raw
    if (Array.isArray(raw)) return raw.map(rename)
    return isPlain(raw) ? Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, rename(value)])) : raw
  }
  const renamed = rename(board)
  return isPlain(renamed) ? renamed : board
}

/** The ids of a board's cards. */
export const cardIdsOf = (board: Json): readonly string[] => rowsOf(board.cards).map(({ id }) => String(id))
