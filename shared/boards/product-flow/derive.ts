import type { Derivation, Persona } from "../../model/records.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import { cleanLine } from "../../model/text.ts"
import { cellOf, Existing } from "./existing.ts"
import { fingerprint } from "./fingerprint.ts"
import { comparePersonas } from "./grid.ts"
import { isProduct } from "./schema.ts"
import type { SourceCard, SourceStep, Sources } from "./sources.ts"
import type { Grain, Proposal, Rule, Suggestion } from "./suggestion.ts"
import { traceOf } from "./trace.ts"

/**
 * Rules D1 to D6 of `domain.md` B.2: what the maps propose for a Product Flow. Cairn proposes, people accept; nothing
 * here writes. A suggestion's id and the id of the card it would make follow from board, rule and sources alone, so
 * that proposing again finds what was accepted and two people who accept at once make one card.
 */

export interface DeriveFrom {
  readonly sources: Sources
  readonly flow: BoardContent
  readonly personas: ReadonlyMap<string, Persona>
  readonly grain: Grain
}

const perCell = 3

/** What the maps propose for this board, in the method's order. Total and without effect. */
export function derive(from: DeriveFrom): Proposal {
  const { sources, personas } = from
  const missingAudience = sources.personaIds.filter((id) => personas.get(id)?.audience === undefined)
  if (missingAudience.length > 0) return { missingAudience, suggestions: [], gone: [], homelessSteps: [] }
  const derivation = new Deriving(from)
  derivation.phases()
  derivation.activities()
  const homelessSteps = derivation.cells()
  return { missingAudience, suggestions: derivation.suggestions, gone: derivation.gone(), homelessSteps }
}

/** A column in the making: its suggestion, the activity as the maps know it, and the steps told in it. */
interface Column {
  readonly suggestion: Suggestion
  readonly source: SourceCard
  readonly steps: readonly SourceStep[]
}

type Draft = Omit<Suggestion, "id" | "sourceHash" | "state" | "targetId" | "isMore"> & {
  readonly isMore?: boolean
  /** What of the sources the suggestion says; a change of it is a change at the source. */
  readonly says: readonly string[]
  /** A card that people made and that says the same. */
  readonly equal: string | undefined
}

class Deriving {
  readonly suggestions: Suggestion[] = []
  readonly #from: DeriveFrom
  readonly #boardTitles: ReadonlyMap<string, string>
  readonly #phases = new Map<string, Suggestion>()
  readonly #columns: Column[] = []
  readonly #existing: Existing

  constructor(from: DeriveFrom) {
    this.#from = from
    this.#boardTitles = new Map(from.sources.boards.map(({ id, title }) => [id, title]))
    this.#existing = new Existing(from.flow)
  }

  /** D2. Without phases and stages one phase named like the map holds it all, since an activity needs one. */
  phases(): void {
    const { phases, stages, activities, boards } = this.#from.sources
    if (phases.length > 0) this.#addPhases(phases, "phase")
    else if (stages.length > 0) this.#addPhases(stages, "stage")
    else {
      const used = boards.filter(({ id, title }) => title !== "" && activities.some(({ boardId }) => boardId === id))
      this.#addPhases(
        used.map(({ id, title }) => ({ id, boardId: id, title })),
        "map",
      )
    }
  }

  #addPhases(sources: readonly SourceCard[], from: "phase" | "stage" | "map"): void {
    let after: Suggestion | undefined
    for (const source of sources) {
      after = this.#add({
        rule: "D2",
        sourceIds: [source.id],
        kind: "phase",
        title: source.title,
        reason: { key: `flow.derive.reason.D2.${from}`, values: { map: this.#mapOf(source) } },
        values: {},
        requires: [],
        after,
        says: [source.title],
        equal: this.#existing.titled("phase", source.title),
      })
      this.#phases.set(source.id, after)
    }
  }

  /** D3. */
  activities(): void {
    const { activities, steps } = this.#from.sources
    const last = new Map<string, Suggestion>()
    for (const activity of activities) {
      const own = steps.filter(({ activityId }) => activityId === activity.id)
      const phase = this.#phaseFor(activity.phaseId, activity.boardId, own)
      if (!phase) continue
      const columns =
        this.#from.grain === "steps"
          ? own.map((step) => ({ source: step, steps: [step] }))
          : [{ source: activity, steps: own }]
      for (const { source, steps: told } of columns) {
        const suggestion = this.#addActivity(source, phase, last.get(phase.id))
        last.set(phase.id, suggestion)
        this.#columns.push({ suggestion, source, steps: told.map((step) => withPersonas(step, activity.personaIds)) })
      }
    }
  }

  #addActivity(source: SourceCard, phase: Suggestion, after: Suggestion | undefined): Suggestion {
    const what = this.#from.grain === "steps" ? "step" : "activity"
    return this.#add({
      rule: "D3",
      sourceIds: [source.id],
      kind: "activity",
      title: source.title,
      reason: { key: `flow.derive.reason.D3.${what}`, values: { map: this.#mapOf(source), phase: phase.title } },
      values: { phaseId: phase.targetId, sourceIds: [source.id] },
      requires: [phase],
      after,
      says: [source.title, phase.sourceIds.join()],
      equal: this.#existing.titled("activity", source.title, `phase ${phase.targetId}`),
    })
  }

  /** Its own phase; else the stage most of its steps' needs stand in; else its map's, or the first there is. */
  #phaseFor(phaseId: string | undefined, boardId: string, steps: readonly SourceStep[]): Suggestion | undefined {
    const own = phaseId === undefined ? undefined : this.#phases.get(phaseId)
    if (own) return own
    const needIds = new Set(steps.flatMap((step) => step.needIds))
    const votes = this.#from.sources.needs.flatMap(({ id, stageId }) => (stageId && needIds.has(id) ? [stageId] : []))
    const stageId = mostFrequent(votes)
    const staged = stageId === undefined ? undefined : this.#phases.get(stageId)
    return staged ?? this.#phases.get(boardId) ?? [...this.#phases.values()][0]
  }

  /** D4 with D6, and D5 where a row has nothing to go by. Gives the steps that name nobody. */
  cells(): string[] {
    const rows = this.#rows()
    for (const column of this.#columns) {
      for (const persona of rows) {
        const steps = column.steps.filter(({ personaIds }) => personaIds.includes(persona.id))
        if (steps.length > 0) this.#addInteractions(column, persona, steps)
        else this.#addQuestion(column, persona)
      }
    }
    return this.#columns.flatMap(({ steps }) =>
      steps.flatMap(({ id, personaIds }) => (personaIds.length === 0 ? [id] : [])),
    )
  }

  /** Everyone on the maps, and the workshop's customers and consumers, whom engineers' maps often leave out. */
  #rows(): Persona[] {
    const { personas, sources } = this.#from
    const told = new Set(this.#columns.flatMap(({ steps }) => steps.flatMap(({ personaIds }) => personaIds)))
    return [...personas.values()]
      .filter(({ id, audience }) =>
        audience === "end-customer" ? told.has(id) : audience !== undefined || sources.personaIds.includes(id),
      )
      .sort(comparePersonas)
  }

  #addInteractions(column: Column, persona: Persona, steps: readonly SourceStep[]): void {
    const product = [...this.#from.flow.cards.values()].find(isProduct)
    const cell = cellOf(column.suggestion.targetId, persona.id)
    let after: Suggestion | undefined
    for (const [index, step] of steps.entries()) {
      const trace = traceOf(this.#from.sources, step, persona.id, product?.capabilityIds ?? [])
      const needIds = trace.needs.map(({ needId }) => needId)
      after = this.#add({
        rule: "D4",
        sourceIds: [step.id, persona.id],
        kind: "interaction",
        title: step.title,
        reason: { key: "flow.derive.reason.D4", values: { persona: persona.name, activity: column.source.title } },
        values: {
          activityId: column.suggestion.targetId,
          personaId: persona.id,
          needIds,
          capabilityIds: trace.capabilityIds,
        },
        requires: [column.suggestion],
        after,
        trace,
        isMore: index >= perCell,
        says: [step.title, column.source.id, ...step.needIds, ...step.capabilityIds],
        equal: this.#existing.titled("interaction", step.title, cell),
      })
    }
  }

  #addQuestion(column: Column, persona: Persona): void {
    this.#add({
      rule: "D5",
      sourceIds: [column.source.id, persona.id],
      kind: "empty-cell",
      title: "",
      reason: { key: "flow.derive.question", values: { persona: persona.name, activity: column.source.title } },
      values: { activityId: column.suggestion.targetId, personaId: persona.id, reason: "unknown" },
      requires: [column.suggestion],
      after: undefined,
      says: [column.source.id],
      equal: this.#existing.inCell(cellOf(column.suggestion.targetId, persona.id)),
    })
  }

  #add({ says, equal, isMore = false, ...draft }: Draft): Suggestion {
    const { flow } = this.#from
    const id = suggestionId(flow.board.id, draft.rule, draft.sourceIds)
    const sourceHash = fingerprint(...says)
    const link = flow.derivations.get(id)
    const linked = link?.targetId !== undefined && flow.cards.has(link.targetId) ? link.targetId : undefined
    const state = stateOf(link, linked, equal, sourceHash)
    const targetId = linked ?? equal ?? cardIdOf(id)
    const title = cleanLine(draft.title)
    const suggestion = { ...draft, title, values: { ...draft.values, title }, id, sourceHash, targetId, isMore, state }
    this.suggestions.push(suggestion)
    return suggestion
  }

  #mapOf = ({ boardId }: SourceCard): string => this.#boardTitles.get(boardId) ?? ""

  /** Accepted, its card still there, and one of its sources gone from the maps. */
  gone(): Derivation[] {
    const { sources, personas, flow } = this.#from
    const known = [sources.boards, sources.phases, sources.stages, sources.activities, sources.steps].flatMap((list) =>
      list.map(({ id }) => id),
    )
    const ids = new Set([...known, ...personas.keys()])
    return [...flow.derivations.values()].filter(
      ({ state, targetId, sourceIds }) =>
        state !== "rejected" &&
        targetId !== undefined &&
        flow.cards.has(targetId) &&
        !sourceIds.every((id) => ids.has(id)),
    )
  }
}

/** An accepted card that somebody deleted counts as rejected: it comes back only when its source changes. */
function stateOf(
  link: Derivation | undefined,
  linked: string | undefined,
  equal: string | undefined,
  sourceHash: string,
): Suggestion["state"] {
  if (link && linked !== undefined) return link.sourceHash === sourceHash ? "there" : "changed"
  if (equal !== undefined) return "there"
  return link && link.sourceHash === sourceHash ? "rejected" : "new"
}

/** The id of a suggestion is also the id of its derivation link. */
const suggestionId = (boardId: string, rule: Rule, sourceIds: readonly string[]): string =>
  `d-${fingerprint(boardId, rule, ...sourceIds)}`

const cardIdOf = (id: string): string => `c-${id.slice(2)}`

/** A step that names nobody is told of the activity's personas. */
const withPersonas = (step: SourceStep, personaIds: readonly string[]): SourceStep =>
  step.personaIds.length > 0 ? step : { ...step, personaIds }

function mostFrequent(ids: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}
