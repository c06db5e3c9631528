import {
  flag,
  group,
  ids,
  instant,
  integer,
  line,
  number,
  object,
  oneOf,
  optional,
  type RecordOf,
  reference,
  score5,
  someOf,
  table,
  tableByRecord,
  text,
} from "../../model/fields.ts"
import type { Card } from "../../model/records.ts"

/** The cards of a Product Flow (`domain.md` A.4). The kind tells the type, as on every board. */

/** The one product the flow is about. Its title is the product's name. */
export const product = { promise: optional(line()), capabilityIds: ids() }

export const phase = { description: text(1000) }
export const activity = { phaseId: reference(), sourceIds: ids() }

export const channels = ["ui", "api", "cli", "git", "docs", "chat", "person", "report", "none"] as const
export const frequencies = [
  "continuous",
  "daily",
  "weekly",
  "monthly",
  "quarterly",
  "yearly",
  "once",
  "on-event",
] as const
/** What one persona does in one activity; (activity, persona) is its cell. */
export const interaction = {
  activityId: reference(),
  personaId: reference(),
  why: optional(line()),
  channel: someOf(channels),
  frequency: optional(oneOf(frequencies, "on-event")),
  /** 1 smooth, 5 hurts. */
  pain: optional(score5()),
  needIds: ids(),
  capabilityIds: ids(),
  quotes: table(line(1000)),
}

/** A cell that is empty on purpose (`not-concerned`, `not-allowed`) or a question (`unknown`). */
export const emptyCell = {
  activityId: reference(),
  personaId: reference(),
  reason: oneOf(["not-concerned", "not-allowed", "unknown"], "unknown"),
}

const measure = () => number(-1e12, 1e12, 0)
const rangeParts = {
  criticalMin: optional(measure()),
  min: optional(measure()),
  max: optional(measure()),
  criticalMax: optional(measure()),
}
export const signals = [
  "adoption",
  "engagement",
  "task-success",
  "time",
  "reliability",
  "cost",
  "quality",
  "satisfaction",
  "effort",
  "value",
] as const
export const units = [
  "1",
  "%",
  "s",
  "min",
  "h",
  "d",
  "1/d",
  "1/wk",
  "EUR",
  "EUR/mo",
  "GiB",
  "likert-5",
  "nps",
  "text",
] as const
export const metric = {
  activityId: reference(),
  interactionIds: ids(),
  metricKind: oneOf(["quantitative", "qualitative"], "quantitative"),
  signal: oneOf(signals, "value"),
  leading: flag(false),
  unit: optional(line(20)),
  direction: optional(oneOf(["higher-better", "lower-better", "in-range"], "in-range")),
  baseline: optional(measure()),
  current: optional(measure()),
  target: optional(measure()),
  measuredAt: optional(instant()),
  sampleSize: optional(integer(0, 1_000_000_000, 0)),
  source: optional(line()),
  cadence: optional(line(60)),
  confidence: oneOf(["measured", "estimated", "guessed"], "guessed"),
  healthRange: group(rangeParts),
  /** By viewpoint: persona id. A segment's own range wins over the metric's. */
  segments: tableByRecord(
    object({
      current: optional(measure()),
      healthRange: optional(object(rangeParts)),
      sampleSize: optional(integer(0, 1_000_000_000, 0)),
      tag: optional(line(60)),
    }),
  ),
  answers: table(line(1000)),
}

export const opportunity = {
  opportunityKind: oneOf(["need", "pain", "wish", "risk"], "need"),
  fromInteractionIds: ids(),
  fromMetricIds: ids(),
  needIds: ids(),
  capabilityIds: ids(),
  severity: optional(score5()),
  confidence: optional(score5()),
  evidence: table(line(1000)),
  state: oneOf(["candidate", "exploring", "chosen", "parked", "dropped"], "candidate"),
}

/** The only place where solutions may be written. */
export const solutionIdea = { opportunityId: reference() }

export type Product = Card & RecordOf<typeof product> & { readonly kind: "product" }
export type Phase = Card & RecordOf<typeof phase> & { readonly kind: "phase" }
export type FlowActivity = Card & RecordOf<typeof activity> & { readonly kind: "activity" }
export type Interaction = Card & RecordOf<typeof interaction> & { readonly kind: "interaction" }
export type EmptyCell = Card & RecordOf<typeof emptyCell> & { readonly kind: "empty-cell" }
export type Metric = Card & RecordOf<typeof metric> & { readonly kind: "metric" }
export type Opportunity = Card & RecordOf<typeof opportunity> & { readonly kind: "opportunity" }
export type SolutionIdea = Card & RecordOf<typeof solutionIdea> & { readonly kind: "solution-idea" }
export type HealthRange = Metric["healthRange"]

export const isProduct = (card: Card | undefined): card is Product => card?.kind === "product"
export const isPhase = (card: Card | undefined): card is Phase => card?.kind === "phase"
export const isActivity = (card: Card | undefined): card is FlowActivity => card?.kind === "activity"
export const isInteraction = (card: Card | undefined): card is Interaction => card?.kind === "interaction"
export const isEmptyCell = (card: Card | undefined): card is EmptyCell => card?.kind === "empty-cell"
export const isMetric = (card: Card | undefined): card is Metric => card?.kind === "metric"
export const isOpportunity = (card: Card | undefined): card is Opportunity => card?.kind === "opportunity"
export const isSolutionIdea = (card: Card | undefined): card is SolutionIdea => card?.kind === "solution-idea"
