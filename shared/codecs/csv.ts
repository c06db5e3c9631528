import {
  type Activity,
  isActivity,
  isPhase,
  isSlice,
  isStep,
  isStory,
  type Step,
  type Story,
} from "../boards/story-map/schema.ts"
import type { Drawable } from "../model/boardKind.ts"
import { byOrder, type Card } from "../model/records.ts"

export const csvColumns = [
  "id",
  "type",
  "phase",
  "activity",
  "step",
  "title",
  "slice",
  "order",
  "personas",
  "status",
  "estimate",
  "acceptance",
  "tags",
  "own_words",
] as const
type Row = Partial<Record<(typeof csvColumns)[number], string>>

/**
 * A story map for spreadsheets (`domain.md` G.5, neutral): activities, steps and stories in reading order, then the
 * phases and slices in theirs, so that it can be read back. Undefined for a board of another kind.
 */
export function boardToCsv(board: Drawable): string | undefined {
  if (board.content.board.kind !== "story-map") return undefined
  return csvText([csvColumns, ...rowsOf(board).map((row) => csvColumns.map((name) => row[name] ?? ""))])
}

/** Rows as a CSV file: with a byte-order mark and CRLF, as spreadsheets expect. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`

/** Spreadsheets run what begins like a formula; an apostrophe keeps it text, and `uncell` takes it away again. */
export function cell(text: string): string {
  const whole = text.replaceAll("\0", "")
  const safe = /^'*[=+\-@\t\r\n＝＋－＠]/.test(whole) ? `'${whole}` : whole
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A cell's text without the apostrophe that kept it from being a formula. */
export const uncell = (text: string): string => (/^'+[=+\-@\t\r\n＝＋－＠]/.test(text) ? text.slice(1) : text)

/** Several texts in one cell. */
const joined = (texts: readonly string[]): string => texts.map((text) => text.replace(/[\\;]/g, "\\$&")).join("; ")

/** The texts of such a cell; a semicolon after a backslash belongs to its text. */
export const separated = (text: string): readonly string[] =>
  [...text.matchAll(/(?:\\.|[^\\;]|\\$)+/gs)]
    .map(([part]) => part.trim().replace(/\\(.)/gs, "$1"))
    .filter((part) => part !== "")

/** How each kind of card is written as a row; what stands above a card stands in its row too. */
function rowMakers({ content, personas }: Drawable) {
  const titleOf = (id: string | undefined) => (id === undefined ? "" : (content.cards.get(id)?.title ?? ""))
  const names = (ids: readonly string[]) => joined(ids.map((id) => personas.get(id)?.name ?? id))
  const activityRow = (card: Activity): Row => ({
    ...common(card),
    type: "activity",
    phase: titleOf(card.phaseId),
    activity: card.title,
    personas: names(card.personaIds),
  })
  const stepRow = (card: Step, above: Row): Row => ({
    ...common(card),
    type: "step",
    phase: above.phase ?? "",
    activity: above.activity ?? "",
    step: card.title,
    personas: names(card.personaIds),
  })
  const storyRow = (card: Story, above: Row): Row => ({
    ...common(card),
    type: "story",
    phase: above.phase ?? "",
    activity: above.activity ?? "",
    step: above.step ?? "",
    slice: titleOf(card.sliceId),
    personas: names(card.personaIds),
    status: card.status,
    estimate: card.estimate ?? "",
    acceptance: joined(Object.values(card.acceptance)),
  })
  return { activityRow, stepRow, storyRow }
}

function rowsOf(drawable: Drawable): readonly Row[] {
  const { activityRow, stepRow, storyRow } = rowMakers(drawable)
  const cards = [...drawable.content.cards.values()].sort(byOrder)
  const rank = new Map(cards.filter(isSlice).map(({ id }, index) => [id, index]))
  const sliceRank = ({ sliceId }: Story) => rank.get(sliceId ?? "") ?? rank.size
  const phaseRank = new Map(cards.filter(isPhase).map(({ id }, index) => [id, index]))
  const place = ({ phaseId }: Activity) => phaseRank.get(phaseId ?? "") ?? phaseRank.size
  const storiesOf = (stepId: string, above: Row) =>
    cards
      .filter(isStory)
      .filter((story) => story.stepId === stepId)
      .sort((a, b) => sliceRank(a) - sliceRank(b))
      .map((story) => storyRow(story, above))
  const activities = cards.filter(isActivity).sort((a, b) => place(a) - place(b))
  const inPlace = activities.flatMap((activity) => {
    const row = activityRow(activity)
    const steps = cards.filter(isStep).filter(({ activityId }) => activityId === activity.id)
    return [row, ...steps.flatMap((step) => [stepRow(step, row), ...storiesOf(step.id, stepRow(step, row))])]
  })
  return [
    ...inPlace,
    ...strays(cards, inPlace).map((card) => (isStep(card) ? stepRow(card, {}) : storyRow(card, {}))),
    ...cards.filter(isPhase).map((card) => ({ ...common(card), type: "phase", phase: card.title })),
    ...cards.filter(isSlice).map((card) => ({ ...common(card), type: "slice", slice: card.title })),
  ]
}

const common = (card: Card): Row => ({
  id: card.id,
  title: card.title,
  order: card.order,
  tags: joined(card.tags),
  own_words: card.provenance.verbatim === card.title ? "" : (card.provenance.verbatim ?? ""),
})

/** Steps and stories whose parent is gone; leaving them out would lose them silently. */
function strays(cards: readonly Card[], rows: readonly Row[]): readonly (Step | Story)[] {
  const written = new Set(rows.map(({ id }) => id))
  return cards
    .filter((card): card is Step | Story => isStep(card) || isStory(card))
    .filter(({ id }) => !written.has(id))
}
