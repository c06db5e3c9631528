import type { Metric } from "./schema.ts"

/** Where a value stands in its health range. `not-judged` has a value and no range. */
export type HealthStatus = "unknown" | "critical-low" | "low" | "critical-high" | "high" | "not-judged" | "healthy"

/** The healthy band is `min` to `max`; beyond the critical bounds it is serious. */
export interface Range {
  readonly criticalMin?: number | undefined
  readonly min?: number | undefined
  readonly max?: number | undefined
  readonly criticalMax?: number | undefined
}

export interface SegmentHealth {
  readonly personaId: string
  readonly current: number | undefined
  readonly range: Range
  readonly status: HealthStatus
}

export interface Health {
  readonly status: HealthStatus
  readonly segments: readonly SegmentHealth[]
  /** Share of the way from baseline to target, 1 = reached; undefined when it cannot be said. */
  readonly progress: number | undefined
  readonly hasViewpointConflict: boolean
}

/** How a metric stands, over all and for each viewpoint (`domain.md` A.4). A segment's own range wins over the metric's. */
export function healthOf(metric: Metric): Health {
  const range = metric.healthRange
  const segments = Object.entries(metric.segments).map(([personaId, segment]) => {
    const own = hasBounds(segment.healthRange) ? segment.healthRange : range
    return { personaId, current: segment.current, range: own, status: statusOf(segment.current, own) }
  })
  return {
    status: statusOf(metric.current, range),
    segments,
    progress: progressOf(metric),
    hasViewpointConflict: isConflict(segments.map(({ status }) => status)),
  }
}

/** The first rule that matches decides, so that a range out of order still gives one answer. */
export function statusOf(value: number | undefined, range: Range): HealthStatus {
  if (value === undefined) return "unknown"
  if (range.criticalMin !== undefined && value < range.criticalMin) return "critical-low"
  if (range.min !== undefined && value < range.min) return "low"
  if (range.criticalMax !== undefined && value > range.criticalMax) return "critical-high"
  if (range.max !== undefined && value > range.max) return "high"
  return hasBounds(range) ? "healthy" : "not-judged"
}

/** True when at least one bound is given. */
export const hasBounds = (range: Range | undefined): range is Range =>
  range !== undefined &&
  [range.criticalMin, range.min, range.max, range.criticalMax].some((bound) => bound !== undefined)

/** True when the bounds given do not rise from `criticalMin` to `criticalMax`. */
export function isOutOfOrder(range: Range): boolean {
  const bounds = [range.criticalMin, range.min, range.max, range.criticalMax].filter((bound) => bound !== undefined)
  return bounds.some((bound, index) => index > 0 && bound < (bounds[index - 1] ?? bound))
}

export const isUnhealthy = (status: HealthStatus): boolean => isTooLow(status) || isTooHigh(status)
const isTooLow = (status: HealthStatus) => status === "low" || status === "critical-low"
const isTooHigh = (status: HealthStatus) => status === "high" || status === "critical-high"

function progressOf({ baseline, current, target }: Metric): number | undefined {
  if (baseline === undefined || current === undefined || target === undefined || target === baseline) return undefined
  return (current - baseline) / (target - baseline)
}

const isConflict = (statuses: readonly HealthStatus[]): boolean =>
  (statuses.includes("healthy") && statuses.some(isUnhealthy)) || (statuses.some(isTooLow) && statuses.some(isTooHigh))
