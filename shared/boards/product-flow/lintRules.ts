import type { Found, Rule } from "../../model/lint.ts"
import { normalTitle } from "../../model/nearlyEqual.ts"
import type { Persona } from "../../model/records.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import { solutionIn, stemOf, wordFrom, wordListsFor, wordsOf } from "../../model/wordLists.ts"
import { foldDoubles } from "./doubles.ts"
import { type Column, type Grid, gridOf, sourcesOf } from "./grid.ts"
import { hasBounds, healthOf, isOutOfOrder, isUnhealthy } from "./health.ts"
import {
  type Interaction,
  isEmptyCell,
  isInteraction,
  isMetric,
  isOpportunity,
  type Metric,
  type Opportunity,
} from "./schema.ts"

/** A Product Flow read for its rules. */
export interface FlowToLint {
  readonly content: BoardContent
  readonly grid: Grid
  readonly personas: ReadonlyMap<string, Persona>
  readonly lang: string
  readonly interactions: readonly Interaction[]
  readonly metrics: readonly Metric[]
  readonly opportunities: readonly Opportunity[]
  readonly anonymityFloor: number
  /** Word stems that are no solution here. */
  readonly exempt: ReadonlySet<string>
  /** True when an opportunity leads to an end customer's need; undefined while no needs map is in the workshop. */
  readonly reachesEndCustomer: ((opportunity: Opportunity) => boolean) | undefined
  /** The title of a card of any board in the workshop. */
  readonly titleOf: (id: string) => string | undefined
}

export function readFlow(
  board: BoardContent,
  context: Pick<FlowToLint, "personas" | "lang" | "anonymityFloor" | "exempt" | "reachesEndCustomer" | "titleOf">,
): FlowToLint {
  const { content } = foldDoubles(board)
  const cards = [...content.cards.values()]
  return {
    ...context,
    content,
    grid: gridOf(content, context.personas),
    interactions: cards.filter(isInteraction),
    metrics: cards.filter(isMetric),
    opportunities: cards.filter(isOpportunity),
  }
}

const rule = (
  id: string,
  severity: Rule<FlowToLint>["severity"],
  fixes: readonly string[],
  find: Rule<FlowToLint>["find"],
  from: Rule<FlowToLint>["from"] = "work",
): Rule<FlowToLint> => ({ id, severity, fixes, find, from })

const each = <T extends { readonly id: string }>(cards: readonly T[], holds: (card: T) => boolean): readonly Found[] =>
  cards.filter(holds).map(({ id }) => ({ ids: [id] }))

const has = (map: FlowToLint, audience: Persona["audience"]) =>
  map.grid.rows.some((persona) => persona.audience === audience)

/** PFL-01 to PFL-24 (`domain.md` A.4), one entry a rule. */
export const flowRules: readonly Rule<FlowToLint>[] = [
  rule("PFL-01", "error", ["choose-source"], (map) =>
    each(map.opportunities, (opportunity) => sourcesOf(opportunity, map.content).length === 0),
  ),
  rule("PFL-02", "error", ["choose-cell"], ({ grid }) =>
    each(grid.unplaced, (card) => isMetric(card) || isInteraction(card)),
  ),
  rule("PFL-03", "error", ["edit-range"], (map) => each(map.metrics, (metric) => rangesOf(metric).some(isOutOfOrder))),
  rule("PFL-04", "warning", ["personas"], (map) =>
    map.grid.columns.length > 0
      ? (["customer", "consumer"] as const)
          .filter((audience) => !has(map, audience))
          .map((audience) => ({ ids: [], about: [audience], isBoardWide: true, values: { audience } }))
      : [],
  ),
  rule("PFL-05", "warning", ["add-interaction"], ({ grid }) =>
    each(
      grid.columns.map((column) => ({ id: column.activity.id, column })),
      ({ column }) => ![...column.cells.values()].flat().some(isInteraction),
    ),
  ),
  rule("PFL-06", "hint", ["say-why-empty", "add-here"], ({ grid }) =>
    grid.columns.flatMap(({ activity, cells }) =>
      grid.rows
        .filter(({ id, audience }) => audience !== "end-customer" && !cells.has(id))
        .map(({ id, name }) => ({ ids: [activity.id], about: [id], values: { persona: name } })),
    ),
  ),
  rule("PFL-07", "warning", ["add-in-phase"], ({ grid }) =>
    grid.groups.flatMap(({ phase, columns }) =>
      columns.length === 0
        ? []
        : grid.rows
            .filter(({ id, audience }) => audience !== "end-customer" && isAbsent(columns, id))
            .map(({ id, name }) => ({
              ids: [phase?.id ?? columns[0]?.activity.id ?? ""],
              about: [id],
              values: { persona: name },
            })),
    ),
  ),
  rule("PFL-08", "hint", ["reword"], ({ grid }) => grid.columns.flatMap(sameWords)),
  rule("PFL-09", "warning", ["reword"], (map) =>
    map.interactions.flatMap(({ id, title }) => {
      const word = wordFrom(title, wordListsFor(map.lang).components, componentsUsersMeet)
      return word === undefined ? [] : [{ ids: [id], values: { word } }]
    }),
  ),
  rule("PFL-10", "warning", ["add-metric"], ({ grid }) =>
    grid.columns.filter(({ metrics }) => metrics.length === 0).map(({ activity }) => ({ ids: [activity.id] })),
  ),
  rule("PFL-11", "warning", ["edit-metric"], (map) =>
    each(map.metrics, ({ unit, direction, source }) => !unit || direction === undefined || !source),
  ),
  rule("PFL-12", "hint", ["reword"], (map) =>
    map.metrics.flatMap(({ id, title }) => {
      const counted = title.replace(/^\s*(?:the )?(?:number|amount|count|anzahl|zahl)(?: of| der)?\s+/iu, "")
      const word = wordFrom(wordsOf(counted).slice(0, 2).join(" "), wordListsFor(map.lang).outputs, new Set())
      return word === undefined ? [] : [{ ids: [id], values: { word } }]
    }),
  ),
  rule("PFL-13", "hint", ["add-metric"], ({ metrics }) =>
    metrics.length > 1 && new Set(metrics.map(({ metricKind }) => metricKind)).size === 1
      ? [{ ids: metrics.map(({ id }) => id), isBoardWide: true, values: { kind: metrics[0]?.metricKind ?? "" } }]
      : [],
  ),
  rule("PFL-14", "warning", ["edit-range"], (map) => each(map.metrics, isRangeUnfinished)),
  rule("PFL-15", "hint", ["edit-range"], (map) =>
    each(
      map.metrics,
      ({ signal, healthRange: { max, criticalMax } }) =>
        signal === "engagement" && max === undefined && criticalMax === undefined,
    ),
  ),
  rule("PFL-16", "warning", ["add-opportunity"], (map) => {
    const answered = new Set(map.opportunities.flatMap(({ fromMetricIds }) => fromMetricIds))
    return each(map.metrics, (metric) => isUnwell(metric) && !answered.has(metric.id))
  }),
  rule("PFL-17", "hint", [], (map) => each(map.metrics, (metric) => healthOf(metric).hasViewpointConflict)),
  rule("PFL-18", "warning", ["reword", "to-idea"], (map) =>
    map.opportunities.flatMap(({ id, title }) => {
      const first = wordsOf(title)[0] ?? ""
      const word =
        solutionIn(title, map.lang, map.exempt) ?? wordFrom(first, wordListsFor(map.lang).building, new Set())
      return word === undefined ? [] : [{ ids: [id], values: { word } }]
    }),
  ),
  rule("PFL-19", "hint", [], (map) => {
    const sidesOf = (opportunity: Opportunity) => {
      const served = audiencesServed(map, opportunity)
      return (["customer", "consumer"] as const).filter((audience) => served.has(audience))
    }
    const isBetterLeft = map.opportunities.some((other) => other.state !== "chosen" && sidesOf(other).length === 2)
    if (!isBetterLeft) return []
    return map.opportunities.flatMap((one) => {
      const [side, other] = sidesOf(one)
      return one.state === "chosen" && side && !other ? [{ ids: [one.id], values: { audience: side } }] : []
    })
  }),
  rule("PFL-20", "hint", ["choose-source"], (map) =>
    each(map.opportunities, (one) => one.state === "chosen" && !sourcesOf(one, map.content).some(isMetric)),
  ),
  rule(
    "PFL-21",
    "hint",
    [],
    ({ metrics }) => {
      const guessed = metrics.filter(({ confidence }) => confidence === "guessed")
      return guessed.length > metrics.length / 2
        ? [{ ids: guessed.map(({ id }) => id), isBoardWide: true, values: { n: guessed.length, all: metrics.length } }]
        : []
    },
    "export",
  ),
  rule("PFL-22", "hint", [], (map) =>
    map.metrics
      .filter(({ segments }) =>
        Object.values(segments).some(({ sampleSize }) => sampleSize !== undefined && sampleSize < map.anonymityFloor),
      )
      .map(({ id }) => ({ ids: [id], values: { n: map.anonymityFloor } })),
  ),
  rule("PFL-23", "hint", [], (map) => {
    const touched = new Set(map.interactions.flatMap(({ capabilityIds }) => capabilityIds))
    const { product } = map.grid
    if (!product) return []
    return product.capabilityIds
      .filter((id) => !touched.has(id))
      .map((id) => ({ ids: [product.id], about: [id], values: { capability: map.titleOf(id) ?? id } }))
  }),
  rule("PFL-24", "hint", [], (map) => {
    const { reachesEndCustomer } = map
    return reachesEndCustomer ? each(map.opportunities, (opportunity) => !reachesEndCustomer(opportunity)) : []
  }),
]

/** Users of a platform meet these by name. */
const componentsUsersMeet: ReadonlySet<string> = new Set(["cluster", "api", "pipeline"].map(stemOf))

/** True when somebody has nothing to do in these columns, and nobody has said why. */
const isAbsent = (columns: readonly Column[], personaId: string): boolean =>
  !columns.some(({ cells }) => cells.get(personaId)?.some(isInteraction)) &&
  !columns.every(({ cells }) => cells.get(personaId)?.some((card) => isEmptyCell(card) && card.reason !== "unknown"))

const rangesOf = ({ healthRange, segments }: Metric) => [
  healthRange,
  ...Object.values(segments).flatMap((segment) => segment.healthRange ?? []),
]

const isUnwell = (metric: Metric): boolean => {
  const { status, segments } = healthOf(metric)
  return isUnhealthy(status) || segments.some((segment) => isUnhealthy(segment.status))
}

/** A range that cannot be judged by: one bound where two are meant, or a target that would itself be unhealthy. */
function isRangeUnfinished({ direction, healthRange, target }: Metric): boolean {
  const { min, max, criticalMin, criticalMax } = healthRange
  if (direction === "in-range" && hasBounds(healthRange) && (min === undefined || max === undefined)) return true
  const [lowest, highest] = [min ?? criticalMin ?? -Infinity, max ?? criticalMax ?? Infinity]
  return target !== undefined && (target < lowest || target > highest)
}

function sameWords({ cells }: Column): readonly Found[] {
  const seen = new Map<string, Interaction>()
  const found: Found[] = []
  for (const card of [...cells.values()].flat()) {
    if (isEmptyCell(card) || normalTitle(card.title) === "") continue
    const other = seen.get(normalTitle(card.title))
    if (other && other.personaId !== card.personaId) found.push({ ids: [card.id, other.id] })
    seen.set(normalTitle(card.title), card)
  }
  return found
}

/** Customers, consumers or both: the audiences of the personas that an opportunity's sources belong to. */
function audiencesServed({ content, personas }: FlowToLint, opportunity: Opportunity): ReadonlySet<string> {
  const audiences = new Set<string>()
  for (const source of sourcesOf(opportunity, content)) {
    const ids = isMetric(source) ? Object.keys(source.segments) : [source.personaId]
    for (const id of ids) {
      const audience = personas.get(id)?.audience
      if (audience) audiences.add(audience)
    }
  }
  return audiences
}
