import type { Values } from "../../document/records.ts"
import { stemOf, wordsOf } from "../../model/wordLists.ts"
import type { Column, Columns } from "./columns.ts"
import type { Deriving } from "./derive.ts"
import { Existing } from "./existing.ts"
import { ideasFor } from "./metricIdeas.ts"
import { isActivity } from "./schema.ts"
import type { Suggestion } from "./suggestion.ts"

/** Rule D7: metrics without numbers, from slices, from needs that people rated, and from a catalogue of ideas. */
export function deriveMetrics(from: Deriving, { all }: Columns): void {
  const existing = new Existing(from.flow)
  const equal = (title: string) => existing.titled("metric", title)
  fromSlices(from, all, equal)
  fromNeeds(from, all, equal)
  fromCatalogue(from, all, equal)
}

type Equal = (title: string) => string | undefined

const stub: Values = { metricKind: "quantitative", signal: "value", confidence: "guessed" }
const felt: Values = {
  ...stub,
  metricKind: "qualitative",
  signal: "satisfaction",
  unit: "likert-5",
  direction: "higher-better",
}

/** What a slice is measured by belongs to the activities it touches; first the one it speaks of, then the one it touches most. */
function fromSlices({ sources, drafts }: Deriving, columns: readonly Column[], equal: Equal): void {
  for (const { id, title, metric } of sources.slices) {
    if (metric === "") continue
    const steps = sources.stories.flatMap(({ sliceId, stepId }) => (sliceId === id ? [stepId] : []))
    const touches = ({ steps: own }: Column) => steps.filter((stepId) => own.some((step) => step.id === stepId)).length
    const touched = columns
      .filter((column) => touches(column) > 0)
      .sort((a, b) => commonWords(metric, b) - commonWords(metric, a) || touches(b) - touches(a))
    for (const [index, { suggestion, source }] of touched.entries())
      drafts.add({
        rule: "D7",
        sourceIds: [id, source.id],
        kind: "metric",
        title: metric,
        reasons: [{ key: "flow.derive.reason.D7.slice", values: { slice: title, activity: source.title } }],
        values: stub,
        refs: { activityId: suggestion },
        isMore: index > 0,
        says: [metric],
        equal: equal(metric),
      })
  }
}

const commonWords = (metric: string, { source }: Column): number => {
  const stems = new Set(longWords(source.title))
  return longWords(metric).filter((stem) => stems.has(stem)).length
}
const longWords = (text: string): string[] => wordsOf(text).flatMap((word) => (word.length > 3 ? [stemOf(word)] : []))

/** How well a need is met, on the activity whose steps name it. */
function fromNeeds({ sources, drafts, say }: Deriving, columns: readonly Column[], equal: Equal): void {
  for (const need of sources.needs.filter(({ isRated }) => isRated)) {
    const title = say("flow.derive.metric.need", { need: need.title })
    const naming = columns.filter(({ steps }) => steps.some(({ needIds }) => needIds.includes(need.id)))
    for (const [index, { suggestion, source }] of naming.entries())
      drafts.add({
        rule: "D7",
        sourceIds: [need.id, source.id],
        kind: "metric",
        title,
        reasons: [{ key: "flow.derive.reason.D7.need", values: { need: need.title, activity: source.title } }],
        values: felt,
        refs: { activityId: suggestion },
        isMore: index > 0,
        says: [need.title],
        equal: equal(title),
      })
  }
}

/** Ideas are many, so they wait to be asked for. */
function fromCatalogue({ drafts, flow, say }: Deriving, columns: readonly Column[], equal: Equal): void {
  const derived = new Set(columns.map(({ suggestion }) => suggestion.targetId))
  const own = [...flow.cards.values()].filter(isActivity).filter(({ id }) => !derived.has(id))
  const places: readonly { id: string; title: string; suggestion?: Suggestion }[] = [
    ...columns.map(({ source: { id, title }, suggestion }) => ({ id, title, suggestion })),
    ...own,
  ]
  for (const { id, title: activity, suggestion } of places) {
    for (const { name, signal, unit, direction, isFelt } of ideasFor(activity)) {
      const title = say(`flow.metric-idea.${name}`)
      drafts.add({
        rule: "D7",
        idea: name,
        sourceIds: [id],
        kind: "metric",
        title,
        reasons: [{ key: "flow.derive.reason.D7.idea", values: { activity } }],
        values: { ...(isFelt ? felt : stub), signal, unit, direction, ...(suggestion ? {} : { activityId: id }) },
        refs: suggestion ? { activityId: suggestion } : {},
        isMore: true,
        says: [],
        equal: equal(title),
      })
    }
  }
}
