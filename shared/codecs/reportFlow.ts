import { healthOf } from "../boards/product-flow/health.ts"
import { sayValue } from "../boards/product-flow/rangeBar.ts"
import * as flow from "../boards/product-flow/schema.ts"
import type { Sources } from "../boards/product-flow/sources.ts"
import { sentenceOf, trace } from "../boards/product-flow/valueTrace.ts"
import type { Drawable } from "../model/boardKind.ts"
import { byOrder, type Card } from "../model/records.ts"
import { markdownText as plain, point, table } from "./markdown.ts"

/** Phases, activities and what each persona does there; the metrics; what is worth exploring, and for whom in the end. */
export function flowReport(board: Drawable, sources: Sources): readonly string[] {
  const cards = [...board.content.cards.values()].sort(byOrder)
  return [interactions(board, cards), ...metrics(board, cards), ...opportunities(board, cards, sources)]
}

function interactions({ personas, say }: Drawable, cards: readonly Card[]): string {
  const name = (title: string | undefined) => plain(title || say("common.untitled"))
  const told = (id: string, depth: number) =>
    cards
      .filter(flow.isInteraction)
      .filter(({ activityId }) => activityId === id)
      .map(({ title, personaId }) => point(depth, `${name(personas.get(personaId)?.name)}: ${name(title)}`))
  const activities = cards.filter(flow.isActivity)
  const phases = cards.filter(flow.isPhase)
  const lines = (some: typeof activities, depth: number) =>
    some.flatMap(({ id, title }) => [point(depth, name(title)), ...told(id, depth + 1)])
  const homeless = activities.filter(({ phaseId }) => !phases.some(({ id }) => id === phaseId))
  const rows = phases.flatMap(({ id, title }) => [
    point(0, `**${name(title)}**`),
    ...lines(
      activities.filter(({ phaseId }) => phaseId === id),
      1,
    ),
  ])
  return [...rows, ...lines(homeless, 0)].join("\n")
}

function metrics({ content, say }: Drawable, cards: readonly Card[]): readonly string[] {
  const found = cards.filter(flow.isMetric)
  if (found.length === 0) return []
  const rows = found.map((metric) => {
    const { current, unit, healthRange, target } = metric
    const shown = (value: number | undefined) => (value === undefined ? "" : sayValue(say, value, unit))
    const { min, max } = healthRange
    const sign = min === undefined ? "≤ " : max === undefined ? "≥ " : ""
    const range =
      min === undefined && max === undefined ? "" : `${sign}${[min, max].filter(isGiven).map(shown).join(" – ")}`
    const activity = content.cards.get(metric.activityId)?.title ?? ""
    return [metric.title, activity, shown(current), range, shown(target), say(`flow.status.${healthOf(metric).status}`)]
  })
  const header = [
    "kind.metric",
    "kind.activity",
    "exporting.current",
    "exporting.range",
    "exporting.target",
    "exporting.status",
  ]
  return [
    `### ${plain(say("exporting.metrics"))}`,
    table(
      header.map((key) => say(key)),
      rows,
    ),
  ]
}

const isGiven = (bound: number | undefined): bound is number => bound !== undefined

function opportunities(
  { content, personas, say }: Drawable,
  cards: readonly Card[],
  sources: Sources,
): readonly string[] {
  const found = cards.filter(flow.isOpportunity)
  if (found.length === 0) return []
  const points = found.flatMap((opportunity) => {
    const from = { sources, flow: content, personas }
    const [path] = trace(from, opportunity)
    const state = opportunity.state === "candidate" ? "" : ` (${plain(say(`flow.state.${opportunity.state}`))})`
    return [
      point(0, `**${plain(opportunity.title || say("common.untitled"))}**${state}`),
      ...(path ? [point(1, plain(sentenceOf(path, opportunity, from, say)))] : []),
      ...cards
        .filter(flow.isSolutionIdea)
        .filter(({ opportunityId }) => opportunityId === opportunity.id)
        .map(({ title }) => point(1, `${plain(say("kind.solution-idea"))}: ${plain(title)}`)),
    ]
  })
  return [`### ${plain(say("exporting.opportunities"))}`, points.join("\n")]
}
