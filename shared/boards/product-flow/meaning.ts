import type { CardMeaning, Drawable } from "../../model/boardKind.ts"
import type { Card } from "../../model/records.ts"
import { healthOf } from "./health.ts"
import { sayValue } from "./rangeBar.ts"
import {
  isActivity,
  isEmptyCell,
  isInteraction,
  isMetric,
  isOpportunity,
  isProduct,
  isSolutionIdea,
  type Metric,
} from "./schema.ts"

/** An interaction stands in its cell; a metric says how it stands; an opportunity rests on what it came from. */
export function meaning(card: Card, { content, personas, say }: Drawable): CardMeaning {
  const titleOf = (id: string) => content.cards.get(id)?.title || say("keeping.nowhere")
  const fact = (name: string, label: string, value: string) => ({ name, label: say(label), value })
  const cell = ({ activityId, personaId }: { activityId: string; personaId: string }) => ({
    key: `${activityId}/${personaId}`,
    label: `${titleOf(activityId)} · ${personas.get(personaId)?.name || say("common.untitled")}`,
  })
  if (isActivity(card)) return { place: { key: card.phaseId, label: titleOf(card.phaseId) }, facts: [], links: [] }
  if (isInteraction(card)) {
    const { pain, frequency, needIds, capabilityIds } = card
    const facts = [
      ...(pain === undefined ? [] : [fact("pain", "flow.field.pain", `${pain}`)]),
      ...(frequency ? [fact("frequency", "flow.field.frequency", say(`flow.frequency.${frequency}`))] : []),
    ]
    return { place: cell(card), facts, links: [...needIds, ...capabilityIds] }
  }
  if (isEmptyCell(card)) return { place: cell(card), facts: [], links: [] }
  if (isMetric(card)) {
    const place = { key: card.activityId, label: titleOf(card.activityId) }
    return { place, facts: measured(card, { personas, say }), links: card.interactionIds }
  }
  if (isOpportunity(card)) {
    const { state, severity, fromInteractionIds, fromMetricIds, needIds, capabilityIds } = card
    const facts = [
      fact("state", "flow.field.state", say(`flow.state.${state}`)),
      ...(severity === undefined ? [] : [fact("severity", "flow.field.severity", `${severity}`)]),
    ]
    return { facts, links: [...fromInteractionIds, ...fromMetricIds, ...needIds, ...capabilityIds] }
  }
  if (isSolutionIdea(card))
    return { place: { key: card.opportunityId, label: titleOf(card.opportunityId) }, facts: [], links: [] }
  return { facts: [], links: isProduct(card) ? card.capabilityIds : [] }
}

function measured(metric: Metric, { personas, say }: Pick<Drawable, "personas" | "say">): CardMeaning["facts"] {
  const { status, segments } = healthOf(metric)
  const shown = (value: number) => sayValue(say, value, metric.unit)
  const numbers = (["current", "target"] as const).flatMap((name) => {
    const value = metric[name]
    return value === undefined ? [] : [{ name, label: say(`flow.field.${name}`), value: shown(value) }]
  })
  const parts = segments.map(({ personaId, current, status: stands }) => ({
    name: `segment/${personaId}`,
    label: personas.get(personaId)?.name || say("common.untitled"),
    value: [current === undefined ? "" : shown(current), say(`flow.status.${stands}`)].filter(Boolean).join(", "),
  }))
  return [
    { name: "health", label: say("keeping.fact.health"), value: say(`flow.status.${status}`) },
    ...numbers,
    ...parts,
  ]
}
