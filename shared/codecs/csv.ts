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

const columns = [
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
type Row = Partial<Record<(typeof columns)[number], string>>

/**
 * A story map for spreadsheets (`domain.md` G.5, neutral): activities, steps and stories in reading order. Undefined for
 * a board of another kind. With a byte-order mark and CRLF, as spreadsheets expect.
 */
export function boardToCsv(board: Drawable): string | undefined {
  if (board.content.board.kind !== "story-map") return undefined
  const rows = rowsOf(board).map((row) => columns.map((name) => cell(row[name] ?? "")).join(","))
  return `\uFEFF${[columns.join(","), ...rows].join("\r\n")}\r\n`
}

/** Spreadsheets run what begins like a formula; an apostrophe keeps it text. */
export function cell(text: string): string {
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function rowsOf({ content, personas }: Drawable): readonly Row[] {
  const cards = [...content.cards.values()].sort(byOrder)
  const titleOf = (id: string | undefined) => (id === undefined ? "" : (content.cards.get(id)?.title ?? ""))
  const names = (ids: readonly string[]) => ids.map((id) => personas.get(id)?.name ?? id).join("; ")
  const rank = new Map(cards.filter(isSlice).map(({ id }, index) => [id, index]))
  const sliceRank = ({ sliceId }: Story) => rank.get(sliceId ?? "") ?? rank.size
  const phaseRank = new Map(cards.filter(isPhase).map(({ id }, index) => [id, index]))
  const place = ({ phaseId }: Activity) => phaseRank.get(phaseId ?? "") ?? phaseRank.size

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
    acceptance: Object.values(card.acceptance).join("; "),
  })
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
  return [...inPlace, ...strays(cards, inPlace).map((card) => (isStep(card) ? stepRow(card, {}) : storyRow(card, {})))]
}

const common = (card: Card): Row => ({
  id: card.id,
  title: card.title,
  order: card.order,
  tags: card.tags.join("; "),
  own_words: card.provenance.verbatim === card.title ? "" : (card.provenance.verbatim ?? ""),
})

/** Steps and stories whose parent is gone; leaving them out would lose them silently. */
function strays(cards: readonly Card[], rows: readonly Row[]): readonly (Step | Story)[] {
  const written = new Set(rows.map(({ id }) => id))
  return cards
    .filter((card): card is Step | Story => isStep(card) || isStory(card))
    .filter(({ id }) => !written.has(id))
}
