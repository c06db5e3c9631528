import type { SourceStep, Sources } from "./sources.ts"

/** How a need is reached from what an interaction rests on. Direct: the need itself depends on that capability. */
export interface NeedTrace {
  readonly needId: string
  /** Capabilities between the need and the one that meets it: 0 is direct. Undefined when no chain is drawn. */
  readonly distance: number | undefined
}

export interface Trace {
  readonly capabilityIds: readonly string[]
  readonly needs: readonly NeedTrace[]
}

/**
 * Rule D6. What the step itself names; when it names nothing, the needs of the same persona whose chain meets one of
 * the product's capabilities.
 */
export function traceOf(
  sources: Sources,
  step: SourceStep,
  personaId: string,
  productCapabilityIds: readonly string[],
): Trace {
  if (step.needIds.length > 0 || step.capabilityIds.length > 0) {
    const goals = new Set(step.capabilityIds.length > 0 ? step.capabilityIds : productCapabilityIds)
    return {
      capabilityIds: step.capabilityIds,
      needs: step.needIds.map((needId) => ({ needId, distance: nearest(sources, needId, goals)?.distance })),
    }
  }
  return ownTrace(sources, personaId, productCapabilityIds)
}

const known = new WeakMap<Sources, Map<string, Trace>>()

/** What a persona's needs have to do with the product; the same for all their steps that name nothing. */
function ownTrace(sources: Sources, personaId: string, productCapabilityIds: readonly string[]): Trace {
  const traces = known.get(sources) ?? new Map<string, Trace>()
  known.set(sources, traces)
  const key = [personaId, ...productCapabilityIds].join(" ")
  const trace = traces.get(key) ?? traceByNeeds(sources, personaId, new Set(productCapabilityIds))
  traces.set(key, trace)
  return trace
}

function traceByNeeds(sources: Sources, personaId: string, goals: ReadonlySet<string>): Trace {
  const met = new Set<string>()
  const needs = sources.needs.flatMap(({ id, personaIds }) => {
    const found = personaIds.includes(personaId) ? nearest(sources, id, goals) : undefined
    if (found) met.add(found.capabilityId)
    return found ? [{ needId: id, distance: found.distance }] : []
  })
  return { capabilityIds: [...met], needs }
}

/** The first of the capabilities that a walk down from a need meets, level by level; cycles end it. */
function nearest(
  { dependsOn }: Sources,
  needId: string,
  goals: ReadonlySet<string>,
): { capabilityId: string; distance: number } | undefined {
  const seen = new Set([needId])
  let level = [needId]
  for (let distance = 0; level.length > 0; distance++) {
    const below: string[] = []
    for (const id of level) {
      for (const capabilityId of dependsOn.get(id) ?? []) {
        if (seen.has(capabilityId)) continue
        if (goals.has(capabilityId)) return { capabilityId, distance }
        seen.add(capabilityId)
        below.push(capabilityId)
      }
    }
    level = below
  }
  return undefined
}
