import type { BoardContent } from "../../model/snapshot.ts"
import type { Deriving } from "./derive.ts"
import { sourcesOf } from "./grid.ts"
import { healthOf, isUnhealthy } from "./health.ts"
import {
  isActivity,
  isInteraction,
  isMetric,
  isOpportunity,
  isSolutionIdea,
  type Metric,
  type Opportunity,
} from "./schema.ts"
import type { SourceStep, Sources } from "./sources.ts"

/** Rule D15: what a chosen opportunity gives back. It makes new cards and edits none. */
export function deriveBackFlow(from: Deriving): void {
  const { flow, sources, drafts } = from
  for (const opportunity of flow.cards.values()) {
    if (!isOpportunity(opportunity) || opportunity.state !== "chosen") continue
    const step = stepFor(opportunity, flow, sources)
    if (!step || opportunity.title === "") continue
    const map = sources.boards.find(({ id }) => id === step.boardId)?.title ?? ""
    drafts.add({
      rule: "D15",
      boardId: step.boardId,
      sourceIds: [opportunity.id],
      kind: "story",
      title: opportunity.title,
      reasons: [{ key: "flow.derive.reason.D15", values: { map, step: step.title } }],
      // Without a slice: it stands below its step, unscheduled.
      values: { stepId: step.id, type: "idea", status: "idea", note: ideasBelow(opportunity, flow).join("\n") },
      says: [],
      equal: sources.stories.find(({ stepId, title }) => stepId === step.id && title === opportunity.title)?.id,
    })
  }
}

/** The step that one of its interactions came from, else the first one of the activity it stands in. */
function stepFor(opportunity: Opportunity, flow: BoardContent, sources: Sources): SourceStep | undefined {
  const from = sourcesOf(opportunity, flow)
  const links = [...flow.derivations.values()].filter(
    ({ targetId, state }) => state !== "rejected" && from.some(({ id }) => id === targetId),
  )
  const named = new Set(links.flatMap(({ sourceIds }) => sourceIds))
  const activities = from.flatMap(({ activityId }) => flow.cards.get(activityId) ?? []).filter(isActivity)
  const activityIds = new Set(activities.flatMap(({ sourceIds }) => sourceIds))
  const interactions = from.filter(isInteraction)
  return (
    sources.steps.find(({ id }) => named.has(id)) ??
    sources.steps.find(({ id, activityId }) => activityIds.has(id) || activityIds.has(activityId)) ??
    sources.steps.find((step) => interactions.some((one) => isSharedBy(step, one.personaId, one.capabilityIds)))
  )
}

/** True when a step that nobody linked is of the same persona and rests on the same capability. */
export const isSharedBy = (step: SourceStep, personaId: string, capabilityIds: readonly string[]): boolean =>
  step.personaIds.includes(personaId) && step.capabilityIds.some((id) => capabilityIds.includes(id))

const ideasBelow = ({ id }: Opportunity, { cards }: BoardContent): string[] =>
  [...cards.values()].filter(isSolutionIdea).flatMap((idea) => (idea.opportunityId === id ? [idea.title] : []))

/** The worst metric is the one to try to change. */
function badness(metric: Metric): number {
  const { status } = healthOf(metric)
  return status.startsWith("critical") ? 2 : Number(isUnhealthy(status))
}

/** What later steps of the workshop can take up from an opportunity. */
export interface BackFlow {
  readonly opportunityId: string
  readonly title: string
  /** A first draft of an experiment: from where a metric stands to where it should be. */
  readonly experiment:
    | {
        readonly metricId: string
        readonly metric: string
        readonly unit: string | undefined
        readonly direction: Metric["direction"]
        readonly baseline: number | undefined
        readonly threshold: number | undefined
      }
    | undefined
  readonly isParked: boolean
}

/** The data of D15 for boards that are not here: an experiment for a chosen opportunity, the parking lot for a parked one. */
export function backFlowOf(opportunity: Opportunity, flow: BoardContent): BackFlow | undefined {
  const { id, title, state } = opportunity
  if (state !== "chosen" && state !== "parked") return undefined
  const metrics = sourcesOf(opportunity, flow).filter(isMetric)
  const [metric] = metrics.toSorted((a, b) => badness(b) - badness(a))
  const experiment = metric && {
    metricId: metric.id,
    metric: metric.title,
    unit: metric.unit,
    direction: metric.direction,
    baseline: metric.current ?? metric.baseline,
    threshold: metric.target,
  }
  return {
    opportunityId: id,
    title,
    experiment: state === "chosen" ? experiment : undefined,
    isParked: state === "parked",
  }
}
