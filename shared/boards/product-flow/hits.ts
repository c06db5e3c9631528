import { below, waysDown } from "./chains.ts"
import type { Deriving } from "./derive.ts"
import { comparePersonas } from "./grid.ts"
import { healthOf, isUnhealthy } from "./health.ts"
import { type Interaction, isInteraction, isMetric, type Metric, type Opportunity } from "./schema.ts"
import type { Friction, Sources } from "./sources.ts"
import type { Reason, Rule } from "./suggestion.ts"

/** One rule that points at something worth exploring. */
export interface Hit {
  readonly rule: Extract<Rule, "D8" | "D9" | "D10" | "D11" | "D12" | "D13">
  readonly sourceIds: readonly string[]
  readonly says: readonly string[]
  readonly reason: Reason
  /** A first wording as a problem, for people to change. */
  readonly title: string
  readonly opportunityKind: Opportunity["opportunityKind"]
  readonly interactionIds: readonly string[]
  readonly metricIds: readonly string[]
  readonly needIds: readonly string[]
  readonly capabilityIds: readonly string[]
  /** Hits that share one of these are about the same thing: a persona in an activity, a metric, a capability. */
  readonly about: readonly string[]
}

const blank = { interactionIds: [], metricIds: [], needIds: [], capabilityIds: [] }
const painful = 4
const hurting = 3
const enoughMarks = 3

/** Rules D8 to D13, in this order. */
export function findHits(from: Deriving): Hit[] {
  const cards = [...from.flow.cards.values()].filter(({ title }) => title !== "")
  const metrics = cards.filter(isMetric)
  const interactions = cards.filter(isInteraction)
  const traced = interactions.map((card) => ({ card, ids: tracedBy(card, from.sources) }))
  return [
    ...metrics.flatMap((metric) => unhealthy(metric, from)),
    ...interactions.flatMap((card) => painfulOne(card, from)),
    ...metrics.flatMap((metric) => conflict(metric, from)),
    ...gaps(traced, from),
    ...from.sources.frictions.flatMap((friction) => blocked(friction, traced, from)),
    ...bottlenecks(traced, from),
  ]
}

const namesOf = (ids: readonly string[], { personas }: Deriving): string =>
  [...new Set(ids.flatMap((id) => personas.get(id)?.name ?? []))].join(", ")

const cell = (activityId: string, personaId: string) => `cell ${activityId} ${personaId}`

/** D8. The worst is said for each viewpoint that has a value of its own, else for all. */
function unhealthy(metric: Metric, from: Deriving): Hit[] {
  const { say } = from
  const health = healthOf(metric)
  const segments = health.segments
    .filter(({ status }) => isUnhealthy(status))
    .sort(
      (a, b) =>
        Number(b.status.startsWith("critical")) - Number(a.status.startsWith("critical")) ||
        comparePersonas(from.personas.get(a.personaId), from.personas.get(b.personaId)),
    )
  if (segments.length === 0 && !isUnhealthy(health.status)) return []
  const statuses = [...new Set(segments.map(({ status }) => status))]
  const parts = statuses.map((status) =>
    say("flow.derive.D8.part", {
      status: say(`flow.status.${status}`),
      personas: namesOf(
        segments.flatMap((one) => (one.status === status ? [one.personaId] : [])),
        from,
      ),
    }),
  )
  const values = { metric: metric.title, parts: parts.join(", ") || say(`flow.status.${health.status}`) }
  return [
    {
      ...blank,
      rule: "D8",
      sourceIds: [metric.id],
      says: [health.status, ...segments.map(({ personaId, status }) => `${personaId} ${status}`).sort()],
      reason: { key: "flow.derive.reason.D8", values },
      title: say("flow.derive.D8", values),
      opportunityKind: "pain",
      metricIds: [metric.id],
      about: [`metric ${metric.id}`, ...segments.map(({ personaId }) => cell(metric.activityId, personaId))],
    },
  ]
}

/** D9. */
function painfulOne(card: Interaction, from: Deriving): Hit[] {
  const marks = marksOn(card.id, from)
  if ((card.pain ?? 0) < painful && marks < enoughMarks) return []
  const values = { interaction: card.title, persona: namesOf([card.personaId], from) }
  return [
    {
      ...blank,
      rule: "D9",
      sourceIds: [card.id],
      says: [],
      reason:
        (card.pain ?? 0) < painful
          ? { key: "flow.derive.reason.D9.marks", values: { ...values, marks } }
          : { key: "flow.derive.reason.D9", values: { ...values, pain: card.pain ?? 0 } },
      title: from.say("flow.derive.D9", values),
      opportunityKind: "pain",
      interactionIds: [card.id],
      about: [cell(card.activityId, card.personaId)],
    },
  ]
}

/** How many marked the step that an interaction came from. */
function marksOn(id: string, { flow, sources: { painMarks } }: Deriving): number {
  if (painMarks.size === 0) return 0
  const links = [...flow.derivations.values()].filter(({ targetId }) => targetId === id)
  const ids = [id, ...links.flatMap(({ sourceIds }) => sourceIds)]
  return Math.max(...ids.map((one) => painMarks.get(one) ?? 0))
}

/** D10. */
function conflict(metric: Metric, from: Deriving): Hit[] {
  const health = healthOf(metric)
  if (!health.hasViewpointConflict) return []
  const ids = health.segments.map(({ personaId }) => personaId)
  const values = { metric: metric.title, personas: namesOf(ids, from) }
  return [
    {
      ...blank,
      rule: "D10",
      sourceIds: [metric.id],
      says: [],
      reason: { key: "flow.derive.reason.D10", values },
      title: from.say("flow.derive.D10", values),
      opportunityKind: "risk",
      metricIds: [metric.id],
      about: [
        `metric ${metric.id}`,
        ...health.segments.flatMap(({ personaId, status }) =>
          isUnhealthy(status) ? [cell(metric.activityId, personaId)] : [],
        ),
      ],
    },
  ]
}

interface Traced {
  readonly card: Interaction
  /** The needs it serves and the capabilities on the way from them, and its own. */
  readonly ids: ReadonlySet<string>
}

/** What lies between an interaction's needs and what it rests on; all below a need where no capability is named. */
function tracedBy({ needIds, capabilityIds }: Interaction, { dependsOn }: Sources): ReadonlySet<string> {
  const ways = needIds.length === 0 ? [] : capabilityIds.map((goal) => waysDown(dependsOn, goal))
  const isOnTheWay = (id: string) => capabilityIds.length === 0 || ways.some((way) => way.has(id))
  const between = needIds.flatMap((id) => [...below(dependsOn, id)].filter(isOnTheWay))
  return new Set([...needIds, ...capabilityIds, ...between])
}

const spread = (traced: readonly Traced[]) => ({
  interactionIds: traced.map(({ card }) => card.id),
  about: new Set(traced.map(({ card }) => card.activityId)).size === 1 ? traced.map(cellOfTraced) : [],
})
const cellOfTraced = ({ card }: Traced) => cell(card.activityId, card.personaId)

/** D11. */
function gaps(traced: readonly Traced[], from: Deriving): Hit[] {
  const { capabilities, needs, dependsOn } = from.sources
  const weak = capabilities.filter(({ presence }) => presence === "missing" || presence === "weak")
  const unmet = needs.filter(({ id }) => (dependsOn.get(id) ?? []).length === 0)
  const all = [
    ...weak.map(({ id, title, presence }) => ({ id, title, how: presence, capabilityIds: [id], needIds: [] })),
    ...unmet.map(({ id, title }) => ({ id, title, how: "unmet", capabilityIds: [], needIds: [id] })),
  ]
  return all.flatMap(({ id, title, how, ...links }): Hit[] => {
    const on = traced.filter(({ ids }) => ids.has(id))
    if (on.length === 0) return []
    const { interactionIds, about } = spread(on)
    const values = {
      title,
      personas: namesOf(
        on.map(({ card }) => card.personaId),
        from,
      ),
    }
    return [
      {
        ...blank,
        ...links,
        rule: "D11",
        sourceIds: [id],
        says: [how],
        reason: { key: `flow.derive.reason.D11.${how}`, values },
        title: from.say(`flow.derive.D11.${how}`, values),
        opportunityKind: "need",
        interactionIds,
        about: [`about ${id}`, ...about],
      },
    ]
  })
}

/** D12. */
function blocked({ id, fromId, toId, fromTeam, toTeam }: Friction, traced: readonly Traced[], from: Deriving): Hit[] {
  const on = traced.filter(({ ids }) => ids.has(fromId) && ids.has(toId))
  if (on.length === 0) return []
  const { interactionIds, about } = spread(on)
  const values = {
    from: titleOf(from.sources, fromId),
    to: titleOf(from.sources, toId),
    fromTeam,
    toTeam,
    personas: namesOf(
      on.map(({ card }) => card.personaId),
      from,
    ),
  }
  return [
    {
      ...blank,
      rule: "D12",
      sourceIds: [id],
      says: [],
      reason: { key: "flow.derive.reason.D12", values },
      title: from.say("flow.derive.D12", values),
      opportunityKind: "pain",
      interactionIds,
      capabilityIds: [fromId, toId],
      about: [`about ${id}`, ...about],
    },
  ]
}

const titleOf = ({ capabilities, needs }: Sources, id: string): string =>
  [...capabilities, ...needs].find((one) => one.id === id)?.title ?? ""

/** D13: three interactions of two personas that hurt and lean on the same capability. */
function bottlenecks(traced: readonly Traced[], from: Deriving): Hit[] {
  return from.sources.capabilities.flatMap(({ id, title }): Hit[] => {
    const on = traced.filter(({ card, ids }) => ids.has(id) && (card.pain ?? 0) >= hurting)
    const personaIds = new Set(on.map(({ card }) => card.personaId))
    if (on.length < 3 || personaIds.size < 2) return []
    const values = { capability: title, personas: namesOf([...personaIds], from), count: on.length }
    return [
      {
        ...blank,
        rule: "D13",
        sourceIds: [id],
        says: [],
        reason: { key: "flow.derive.reason.D13", values },
        title: from.say("flow.derive.D13", values),
        opportunityKind: "pain",
        interactionIds: on.map(({ card }) => card.id),
        capabilityIds: [id],
        about: [`about ${id}`],
      },
    ]
  })
}

/** The opportunity that people already made of what a hit points at. */
export function answerTo(hit: Hit, opportunities: readonly Opportunity[]): string | undefined {
  const [sourceId = ""] = hit.sourceIds
  return opportunities.find((one) =>
    hit.rule === "D8" || hit.rule === "D10"
      ? one.fromMetricIds.includes(sourceId)
      : hit.rule === "D9"
        ? one.fromInteractionIds.includes(sourceId)
        : [...hit.needIds, ...hit.capabilityIds].every(
            (id) => one.needIds.includes(id) || one.capabilityIds.includes(id),
          ),
  )?.id
}
