import { boardKinds } from "../boards/index.ts"
import { productFlow } from "../boards/product-flow/kind.ts"
import { userNeedsMap } from "../boards/user-needs-map/kind.ts"
import { tidyPlaces } from "../boards/user-needs-map/tidy.ts"
import { languageOf, say } from "../messages/say.ts"
import { isPlain } from "../model/fields.ts"
import { isId } from "../model/ids.ts"
import { type Card, schemaVersion, type Workshop } from "../model/records.ts"
import { err, ok, type Result } from "../model/result.ts"
import type { BoardContent, Snapshot } from "../model/snapshot.ts"
import {
  cardIdsOf,
  given,
  inOrder,
  isSpelledOut,
  type Json,
  rowsOf,
  type TemplateParts,
  templateFormat,
  templateParts,
  withOwnIds,
} from "./templateBoard.ts"
import { examples, templateList } from "./templateList.ts"
import { inLanguage } from "./templateTexts.ts"
import { checkWorkshopFile, type FileProblem, type WorkshopFile } from "./workshopFile.ts"
import { fileFormat } from "./writeWorkshopFile.ts"

/** The worked examples joined into one workshop, in which a need can be followed to a metric. */
export const sampleId = "sample"
const emptyPrefix = "empty-"

/** What a workshop can start from, in the order in which it is offered: the sample, the examples, one empty board of each kind. */
export const templateIds: readonly string[] = [
  sampleId,
  ...templateList.map(({ id }) => id),
  ...boardKinds.map(({ kind }) => emptyPrefix + kind),
]

export interface UnknownTemplate {
  readonly type: "UnknownTemplate"
  readonly id: string
}

/**
 * A template as a workshop file, ids and all the same each time, in one of Cairn's languages. The workshop's id is the
 * template's: give a real workshop its own with `startedFrom`.
 */
export function templateFile(id: string, lang = "en"): Result<WorkshopFile, UnknownTemplate | FileProblem> {
  if (id === sampleId) return sampleWorkshop(lang)
  const known = templateList.find((one) => one.id === id)
  if (known) {
    const template = inLanguage(known, languageOf(lang))
    return fileOf(id, lang, template, [templateParts(template, boardIdOf(template))])
  }
  const kind = boardKinds.find((one) => emptyPrefix + one.kind === id)?.kind
  if (kind === undefined) return err({ type: "UnknownTemplate", id })
  const title = say(languageOf(lang), `template.${id}.board`)
  return fileOf(id, lang, { title: "" }, [templateParts({ kind, title }, `b-${kind}`)])
}

/**
 * A template of somebody's own, as parsed JSON: in the shorthand of `assets/templates`, or as `writeTemplate` gives it.
 * It comes as a workshop file without an id, since each start from it is a new workshop. Undefined when it is something
 * else; a template that cannot be read says where and why, as any file does.
 */
export function readTemplate(json: unknown): Result<WorkshopFile, FileProblem> | undefined {
  if (!isPlain(json) || json.format !== templateFormat) return undefined
  const id = isId(json.id) ? json.id : "tpl-own"
  if (!boardKinds.some(({ kind }) => kind === json.kind)) {
    const reason = `one of ${boardKinds.map(({ kind }) => kind).join(", ")} is expected`
    return err({ type: "NotAWorkshop", complaints: [{ pointer: "/kind", line: 1, column: 1, reason }] })
  }
  const lang = typeof json.lang === "string" ? json.lang : "en"
  const file = fileOf(id, lang, json, [templateParts(json, boardIdOf({ id }))], !isSpelledOut(json))
  return file.ok ? ok(startedFrom(file.value, { id: "" })) : file
}

/** All worked examples in one workshop. Personas of the same id are the same person, so links lead from board to board. */
export function sampleWorkshop(lang = "en"): Result<WorkshopFile, FileProblem> {
  const taken = new Set<string>()
  const parts = examples.map((example) => {
    const template = inLanguage(withStrangers(example), languageOf(lang))
    const { personas, board } = templateParts(template, boardIdOf(template))
    const own = withOwnIds(board, taken, `${template.kind}-`)
    for (const id of cardIdsOf(own)) taken.add(id)
    return { personas, board: own }
  })
  const words = (part: string) => say(languageOf(lang), `template.${sampleId}.${part}`)
  return fileOf(sampleId, lang, { title: words("title"), purpose: { goal: words("goal"), by: words("by") } }, parts)
}

/** Where the examples meet, a flow has rows for people of the others: what they have to do with the product is said. */
function withStrangers(template: (typeof examples)[number]): (typeof examples)[number] {
  if (template.kind !== productFlow.kind) return template
  const known = new Set(rowsOf(template.personas).map(({ id }) => id))
  const strangers = examples
    .flatMap(({ personas }) => rowsOf(personas))
    .filter(({ id, audience }) => audience !== "end-customer" && !known.has(id))
  const marks = strangers.flatMap(({ id: personaId }) =>
    rowsOf(template.activities).map(({ id: activityId }) => ({ activityId, personaId, reason: "not-concerned" })),
  )
  return { ...template, emptyCells: [...rowsOf(template.emptyCells), ...marks] }
}

/** The file as the beginning of a workshop of its own: with its id, and whatever else its makers have said about it. */
export const startedFrom = (file: WorkshopFile, values: { readonly id: string } & Partial<Workshop>): WorkshopFile => ({
  ...file,
  snapshot: { ...file.snapshot, workshop: { ...file.snapshot.workshop, ...values } },
})

const boardIdOf = ({ id }: { readonly id: string }): string => `b-${id.replace(/^tpl-/, "")}`

function fileOf(
  id: string,
  lang: string,
  { title, purpose }: Json,
  parts: readonly TemplateParts[],
  isWithoutPlaces = true,
): Result<WorkshopFile, FileProblem> {
  const personas = new Map<string, Json>()
  for (const persona of parts.flatMap((part) => part.personas))
    personas.set(String(persona.id), { ...persona, ...personas.get(String(persona.id)) })
  const json = {
    format: fileFormat,
    schemaVersion,
    workshop: {
      id: id.replace(/^tpl-/, ""),
      ...given({ title, purpose }),
      lang,
      createdFromTemplateId: id,
      personas: inOrder([...personas.values()]),
      boards: inOrder(parts.map(({ board }) => board)),
    },
  }
  const checked = checkWorkshopFile(json, boardKinds)
  return checked.ok && isWithoutPlaces ? ok({ ...checked.value, snapshot: placed(checked.value.snapshot) }) : checked
}

/** Needs maps are laid out here, since the shorthand says nothing about places. */
function placed(snapshot: Snapshot): Snapshot {
  const contents = [...snapshot.contents].map(([id, content]): [string, BoardContent] => {
    if (content.board.kind !== userNeedsMap.kind) return [id, content]
    const places = tidyPlaces(content, snapshot.personas)
    const cards = [...content.cards].map(([cardId, card]): [string, Card] => [
      cardId,
      { ...card, ...places.get(cardId) },
    ])
    return [id, { ...content, cards: new Map(cards) }]
  })
  return { ...snapshot, contents: new Map(contents) }
}
