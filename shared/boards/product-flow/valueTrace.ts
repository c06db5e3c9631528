import type { Say } from "../../model/boardKind.ts"
import { byOrder, type Persona } from "../../model/records.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import { isSharedBy } from "./backFlow.ts"
import { type WaysDown, wayFrom, waysDown } from "./chains.ts"
import { foldDoubles } from "./doubles.ts"
import { type Interaction, isInteraction, isMetric, isOpportunity, type Opportunity } from "./schema.ts"
import type { SourceNeed, Sources } from "./sources.ts"

/**
 * The value trace of `domain.md` B.4: opportunity, interaction or metric, activity, capability, needs above it, persona,
 * whom that persona serves. Plain values in, plain values out; nothing of it is stored.
 */

export interface TraceFrom {
  readonly sources: Sources
  readonly flow: BoardContent
  readonly personas: ReadonlyMap<string, Persona>
}

/** One way from an opportunity to the needs of one persona. */
export interface ValuePath {
  /** What would become easier, in the order of the board. */
  readonly interactionIds: readonly string[]
  /** Whose interactions these are. */
  readonly personaIds: readonly string[]
  /** Absent when the interaction names the need itself and no capability leads to it. */
  readonly capabilityId: string | undefined
  /** Who has the needs. */
  readonly ownerId: string
  readonly needIds: readonly string[]
  /** The end customers at the end of it: the owner, or whom the owner serves, also by way of others. */
  readonly endCustomerIds: readonly string[]
  /** Every card on the way, on all maps. */
  readonly cardIds: readonly string[]
}

/** From an opportunity to the needs that rest on it; those of end customers first. Empty while nothing leads on. */
export function trace(from: TraceFrom, opportunity: Opportunity): readonly ValuePath[] {
  const { content } = foldDoubles(from.flow)
  const interactions = carriers(opportunity, content)
  const capabilityIds = unique([...interactions.flatMap((one) => one.capabilityIds), ...opportunity.capabilityIds])
  const above = capabilityIds.flatMap((capabilityId) => {
    const resting = interactions.filter((one) => one.capabilityIds.includes(capabilityId))
    const ways = waysDown(from.sources.dependsOn, capabilityId)
    return pathsTo(needsOn(from.sources, ways), {
      from,
      opportunity,
      capabilityId,
      ways,
      interactions: resting.length > 0 ? resting : interactions,
    })
  })
  const reached = new Set(above.flatMap(({ needIds }) => needIds))
  const named = new Set([...interactions.flatMap(({ needIds }) => needIds), ...opportunity.needIds])
  const direct = from.sources.needs.filter(({ id }) => named.has(id) && !reached.has(id))
  const paths = [
    ...above,
    ...pathsTo(direct, { from, opportunity, capabilityId: undefined, ways: noWays, interactions }),
  ]
  return paths.sort((a, b) => rankOf(a) - rankOf(b))
}

/**
 * Whether one of an opportunity's paths ends at an end customer, as `trace` would find; for asking about many at once,
 * without making the paths.
 */
export function endCustomerReach({ sources, flow, personas }: TraceFrom): (opportunity: Opportunity) => boolean {
  const { content } = foldDoubles(flow)
  const serving = new Set([...personas.keys()].filter((id) => endCustomersFrom(id, personas).length > 0))
  const served = sources.needs.filter(({ personaIds }) => personaIds.some((id) => serving.has(id))).map(({ id }) => id)
  const needs = new Set(served)
  const carrying = new Set(served)
  for (const id of carrying) for (const next of sources.dependsOn.get(id) ?? []) carrying.add(next)
  const isServing = ({ needIds, capabilityIds }: Interaction | Opportunity) =>
    needIds.some((id) => needs.has(id)) || capabilityIds.some((id) => carrying.has(id))
  return (opportunity) => [opportunity, ...carriers(opportunity, content)].some(isServing)
}

const rankOf = ({ endCustomerIds, ownerId }: ValuePath): number =>
  endCustomerIds.includes(ownerId) ? 0 : endCustomerIds.length > 0 ? 1 : 2

const unique = (ids: readonly string[]): string[] => [...new Set(ids)]

const leadsOn = ({ needIds, capabilityIds }: Interaction): boolean => needIds.length + capabilityIds.length > 0

/** The interactions it comes from, by itself or by its metrics; where those say nothing, all of their activities. */
function carriers(opportunity: Opportunity, { cards }: BoardContent): Interaction[] {
  const metrics = opportunity.fromMetricIds.map((id) => cards.get(id)).filter(isMetric)
  const ids = [...opportunity.fromInteractionIds, ...metrics.flatMap(({ interactionIds }) => interactionIds)]
  const own = unique(ids)
    .map((id) => cards.get(id))
    .filter(isInteraction)
  const leading = own.filter(leadsOn)
  if (leading.length > 0 || leadsOnItself(opportunity)) return (leading.length > 0 ? leading : own).sort(byOrder)
  const activityIds = new Set([...own, ...metrics].map(({ activityId }) => activityId))
  return [...cards.values()]
    .filter(isInteraction)
    .filter((one) => activityIds.has(one.activityId) && leadsOn(one))
    .sort(byOrder)
}

const leadsOnItself = ({ needIds, capabilityIds }: Opportunity): boolean => needIds.length + capabilityIds.length > 0

const noWays: WaysDown = new Map()

/** The needs that rest on the capability at the end of these ways. */
const needsOn = ({ needs }: Sources, ways: WaysDown): readonly SourceNeed[] => needs.filter(({ id }) => ways.has(id))

interface Leg {
  readonly from: TraceFrom
  readonly opportunity: Opportunity
  readonly capabilityId: string | undefined
  /** Ways down to the capability. */
  readonly ways: WaysDown
  readonly interactions: readonly Interaction[]
}

/** One path for each persona who has some of the needs. */
function pathsTo(needs: readonly SourceNeed[], leg: Leg): ValuePath[] {
  const { from, capabilityId, interactions } = leg
  const owners = unique(needs.flatMap(({ personaIds }) => personaIds)).filter((id) => from.personas.has(id))
  return owners.map((ownerId) => {
    const own = needs.filter(({ personaIds }) => personaIds.includes(ownerId))
    return {
      interactionIds: interactions.map(({ id }) => id),
      personaIds: unique(interactions.map(({ personaId }) => personaId)),
      capabilityId,
      ownerId,
      needIds: own.map(({ id }) => id),
      endCustomerIds: endCustomersFrom(ownerId, from.personas),
      cardIds: unique([...cardsOnTheFlow(leg), ...cardsOnTheMaps(leg, own)]),
    }
  })
}

/** The persona, or whom they serve, also by way of others; circles end it. */
function endCustomersFrom(personaId: string, personas: ReadonlyMap<string, Persona>): string[] {
  const served = new Set([personaId])
  for (const id of served) for (const next of personas.get(id)?.serves ?? []) served.add(next)
  return [...served].filter((id) => personas.get(id)?.audience === "end-customer")
}

const cardsOnTheFlow = ({ opportunity, interactions }: Leg): string[] => [
  opportunity.id,
  ...interactions.flatMap(({ id, activityId }) => [id, activityId]),
  ...opportunity.fromMetricIds,
]

function cardsOnTheMaps(leg: Leg, needs: readonly SourceNeed[]): string[] {
  const chains = needs.flatMap(({ id, userIds }) => [...userIds, id, ...wayFrom(leg.ways, id)])
  const steps = stepsOf(leg)
  return [...steps, ...chains]
}

/** The steps that the interactions came from, with their activities; else those of the same persona and capability. */
function stepsOf({ from: { sources, flow }, interactions }: Leg): string[] {
  return interactions.flatMap(({ id, personaId, capabilityIds }) => {
    const named = new Set(
      [...flow.derivations.values()].flatMap((link) => (link.targetId === id ? link.sourceIds : [])),
    )
    const linked = sources.steps.filter((step) => named.has(step.id))
    const steps =
      linked.length > 0 ? linked : sources.steps.filter((step) => isSharedBy(step, personaId, capabilityIds))
    return steps.flatMap((step) => [step.id, step.activityId])
  })
}

/** The trace as a sentence, in the reader's language. */
export function sentenceOf(
  path: ValuePath,
  opportunity: Opportunity,
  { sources, flow, personas }: TraceFrom,
  say: Say,
): string {
  const quote = (title: string | undefined) => say("flow.trace.quote", { title: title || say("common.untitled") })
  const names = (ids: readonly string[]) =>
    listed(
      ids.flatMap((id) => personas.get(id)?.name ?? []),
      say,
    )
  const needs = path.needIds.map((id) => quote(sources.needs.find((need) => need.id === id)?.title))
  const values = {
    opportunity: quote(opportunity.title),
    personas: names(path.personaIds) || say("flow.trace.somebody"),
    interaction: listed(
      path.interactionIds.map((id) => quote(flow.cards.get(id)?.title)),
      say,
    ),
    capability: quote(sources.capabilities.find(({ id }) => id === path.capabilityId)?.title),
    owner: personas.get(path.ownerId)?.name ?? "",
    need: listed(needs, say),
  }
  const what = path.interactionIds.length === 0 ? "bare" : path.capabilityId === undefined ? "direct" : "sentence"
  const served = path.endCustomerIds.filter((id) => id !== path.ownerId)
  const sentence = say(`flow.trace.${what}`, values)
  return served.length === 0 || path.endCustomerIds.includes(path.ownerId)
    ? sentence
    : `${sentence} ${say("flow.trace.serves", { owner: values.owner, served: names(served) })}`
}

/** “a, b and c” in the reader's language. */
function listed(words: readonly string[], say: Say): string {
  const [last = "", ...before] = [...words].reverse()
  return before.length === 0 ? last : say("flow.trace.list", { first: before.reverse().join(", "), last })
}

/** What leans on a capability: the needs above it, and what the flow has on it. */
export interface RestsOn {
  readonly needIds: readonly string[]
  readonly interactionIds: readonly string[]
  readonly opportunityIds: readonly string[]
  readonly cardIds: readonly string[]
}

/** What rests on a capability, on the needs maps and on this flow. Shows that many needs may hang on what nobody sees. */
export function restsOn({ sources, flow }: Pick<TraceFrom, "sources" | "flow">, capabilityId: string): RestsOn {
  const { cards } = foldDoubles(flow).content
  const ways = waysDown(sources.dependsOn, capabilityId)
  const needs = needsOn(sources, ways)
  const isOnIt = ({ capabilityIds }: Interaction | Opportunity) => capabilityIds.some((id) => ways.has(id))
  const interactions = [...cards.values()].filter(isInteraction).filter(isOnIt).sort(byOrder)
  const ids = new Set(interactions.map(({ id }) => id))
  const opportunities = [...cards.values()]
    .filter(isOpportunity)
    .filter((one) => isOnIt(one) || one.fromInteractionIds.some((id) => ids.has(id)))
    .sort(byOrder)
  const chains = needs.flatMap(({ id, userIds }) => [...userIds, ...wayFrom(ways, id)])
  const steps = sources.steps.filter(({ capabilityIds }) => capabilityIds.includes(capabilityId))
  return {
    needIds: needs.map(({ id }) => id),
    interactionIds: [...ids],
    opportunityIds: opportunities.map(({ id }) => id),
    cardIds: unique([
      capabilityId,
      ...chains,
      ...steps.flatMap(({ id, activityId }) => [id, activityId]),
      ...interactions.flatMap(({ id, activityId }) => [id, activityId]),
      ...opportunities.map(({ id }) => id),
    ]),
  }
}
