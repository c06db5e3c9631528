import type { Deriving } from "./derive.ts"
import { fingerprint } from "./fingerprint.ts"
import { answerTo, findHits, type Hit } from "./hits.ts"
import { isOpportunity } from "./schema.ts"
import type { Reason, Suggestion } from "./suggestion.ts"

/**
 * Rules D8 to D13 as candidates for opportunities. New hits on the same persona and activity become one candidate that
 * lists its reasons; each reason is decided on by itself, so that one that comes later is proposed alone.
 */
export function deriveCandidates(from: Deriving): void {
  const opportunities = [...from.flow.cards.values()].filter(isOpportunity)
  const fresh: Judged[] = []
  for (const hit of findHits(from)) {
    const suggestion = from.drafts.judge({
      rule: hit.rule,
      sourceIds: hit.sourceIds,
      kind: "opportunity",
      title: hit.title,
      reasons: [hit.reason],
      values: {},
      says: hit.says,
      equal: answerTo(hit, opportunities),
    })
    if (suggestion.state === "new") fresh.push({ hit, suggestion })
    else from.drafts.suggestions.push(suggestion)
  }
  for (const group of groupsOf(fresh)) from.drafts.suggestions.push(merged(group))
}

interface Judged {
  readonly hit: Hit
  readonly suggestion: Suggestion
}
type Group = readonly [Judged, ...Judged[]]

/** Hits that are about the same thing, also by way of a third. */
function groupsOf(fresh: readonly Judged[]): Group[] {
  const groups: { about: Set<string>; members: [Judged, ...Judged[]] }[] = []
  for (const judged of fresh) {
    const { about } = judged.hit
    const touching = groups.filter((group) => about.some((one) => group.about.has(one)))
    const [first, ...others] = touching
    if (!first) {
      groups.push({ about: new Set(about), members: [judged] })
      continue
    }
    first.members.push(...others.flatMap(({ members }) => members), judged)
    first.about = new Set([first, ...others].flatMap((group) => [...group.about]).concat(about))
    for (const other of others) groups.splice(groups.indexOf(other), 1)
  }
  return groups.map(({ members }) => members)
}

function merged(group: Group): Suggestion {
  const [first, ...others] = group
  if (others.length === 0) return { ...first.suggestion, values: valuesOf(group) }
  const reasons: [Reason, ...Reason[]] = [first.hit.reason, ...others.map(({ hit }) => hit.reason)]
  const links = group.flatMap(({ suggestion }) => suggestion.links)
  return {
    ...first.suggestion,
    id: fingerprint(...links.map(({ key }) => key).sort()),
    sourceIds: unique(group, ({ sourceIds }) => sourceIds),
    reasons,
    links,
    values: valuesOf(group),
  }
}

function valuesOf(group: Group) {
  const [{ hit, suggestion }] = group
  const isRisk = group.some((one) => one.hit.opportunityKind === "risk")
  return {
    title: suggestion.title,
    opportunityKind: isRisk ? "risk" : hit.opportunityKind,
    state: "candidate",
    fromInteractionIds: unique(group, ({ interactionIds }) => interactionIds),
    fromMetricIds: unique(group, ({ metricIds }) => metricIds),
    needIds: unique(group, ({ needIds }) => needIds),
    capabilityIds: unique(group, ({ capabilityIds }) => capabilityIds),
  }
}

const unique = (group: Group, pick: (hit: Hit) => readonly string[]): string[] => [
  ...new Set(group.flatMap(({ hit }) => pick(hit))),
]
