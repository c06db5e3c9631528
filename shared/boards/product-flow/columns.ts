import type { Persona } from "../../model/records.ts"
import type { Deriving } from "./derive.ts"
import { cellOf, Existing } from "./existing.ts"
import { comparePersonas } from "./grid.ts"
import { isProduct } from "./schema.ts"
import type { SourceCard, SourceStep } from "./sources.ts"
import type { Suggestion } from "./suggestion.ts"
import { traceOf } from "./trace.ts"

/** A column in the making: its suggestion, the activity as the maps know it, and the steps told in it. */
export interface Column {
  readonly suggestion: Suggestion
  readonly phase: Suggestion
  readonly source: SourceCard
  readonly steps: readonly SourceStep[]
}

const perCell = 3

/** Rules D2 to D6: phases, activities and cells, from what the maps tell. */
export class Columns {
  readonly all: Column[] = []
  /** The questions of D5 by column and persona. */
  readonly questions: { readonly column: Column; readonly persona: Persona; readonly suggestion: Suggestion }[] = []
  readonly #from: Deriving
  readonly #existing: Existing
  readonly #boardTitles: ReadonlyMap<string, string>
  readonly #phases = new Map<string, Suggestion>()

  constructor(from: Deriving) {
    this.#from = from
    this.#existing = new Existing(from.flow)
    this.#boardTitles = new Map(from.sources.boards.map(({ id, title }) => [id, title]))
  }

  propose(): void {
    this.#proposePhases()
    this.#proposeActivities()
    this.#proposeCells()
  }

  /** Steps that name nobody. */
  homelessSteps(): string[] {
    return this.all.flatMap(({ steps }) => steps.flatMap(({ id, personaIds }) => (personaIds.length === 0 ? [id] : [])))
  }

  /** D2. Without phases and stages one phase named like the map holds it all, since an activity needs one. */
  #proposePhases(): void {
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
      after = this.#from.drafts.add({
        rule: "D2",
        sourceIds: [source.id],
        kind: "phase",
        title: source.title,
        reasons: [{ key: `flow.derive.reason.D2.${from}`, values: { map: this.#mapOf(source) } }],
        values: {},
        after,
        says: [source.title],
        equal: this.#existing.titled("phase", source.title),
      })
      this.#phases.set(source.id, after)
    }
  }

  /** D3. */
  #proposeActivities(): void {
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
        this.all.push({ suggestion, phase, source, steps: told.map((step) => withPersonas(step, activity.personaIds)) })
      }
    }
  }

  #addActivity(source: SourceCard, phase: Suggestion, after: Suggestion | undefined): Suggestion {
    const what = this.#from.grain === "steps" ? "step" : "activity"
    return this.#from.drafts.add({
      rule: "D3",
      sourceIds: [source.id],
      kind: "activity",
      title: source.title,
      reasons: [{ key: `flow.derive.reason.D3.${what}`, values: { map: this.#mapOf(source), phase: phase.title } }],
      values: { sourceIds: [source.id] },
      refs: { phaseId: phase },
      after,
      says: [source.title, phase.sourceIds.join()],
      equal: phase.targetId && this.#existing.titled("activity", source.title, `phase ${phase.targetId}`),
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

  /** D4 with D6, and D5 where a row has nothing to go by. */
  #proposeCells(): void {
    const rows = this.#rows()
    for (const column of this.all) {
      for (const persona of rows) {
        const steps = column.steps.filter(({ personaIds }) => personaIds.includes(persona.id))
        if (steps.length > 0) this.#addInteractions(column, persona, steps)
        else this.#addQuestion(column, persona)
      }
    }
  }

  /** Everyone on the maps, and the workshop's customers and consumers, whom engineers' maps often leave out. */
  #rows(): Persona[] {
    const { personas, sources } = this.#from
    const told = new Set(this.all.flatMap(({ steps }) => steps.flatMap(({ personaIds }) => personaIds)))
    return [...personas.values()]
      .filter(({ id, audience }) =>
        audience === "end-customer" ? told.has(id) : audience !== undefined || sources.personaIds.includes(id),
      )
      .sort(comparePersonas)
  }

  #addInteractions(column: Column, persona: Persona, steps: readonly SourceStep[]): void {
    const product = [...this.#from.flow.cards.values()].find(isProduct)
    let after: Suggestion | undefined
    for (const [index, step] of steps.entries()) {
      const trace = traceOf(this.#from.sources, step, persona.id, product?.capabilityIds ?? [])
      after = this.#from.drafts.add({
        rule: "D4",
        sourceIds: [step.id, persona.id],
        kind: "interaction",
        title: step.title,
        reasons: [{ key: "flow.derive.reason.D4", values: { persona: persona.name, activity: column.source.title } }],
        values: {
          personaId: persona.id,
          needIds: trace.needs.map(({ needId }) => needId),
          capabilityIds: trace.capabilityIds,
        },
        refs: { activityId: column.suggestion },
        after,
        trace,
        isMore: index >= perCell,
        says: [step.title, step.activityId, ...step.needIds, ...step.capabilityIds],
        equal: this.#inColumn(column, (activityId) =>
          this.#existing.titled("interaction", step.title, cellOf(activityId, persona.id)),
        ),
      })
    }
  }

  #addQuestion(column: Column, persona: Persona): void {
    const suggestion = this.#from.drafts.add({
      rule: "D5",
      sourceIds: [column.source.id, persona.id],
      kind: "empty-cell",
      title: "",
      reasons: [{ key: "flow.derive.question", values: { persona: persona.name, activity: column.source.title } }],
      values: { personaId: persona.id, reason: "unknown" },
      refs: { activityId: column.suggestion },
      says: [column.source.id],
      equal: this.#inColumn(column, (activityId) => this.#existing.inCell(cellOf(activityId, persona.id))),
    })
    this.questions.push({ column, persona, suggestion })
  }

  /** Nothing stands in a column that is not there yet. */
  #inColumn({ suggestion }: Column, find: (activityId: string) => string | undefined): string | undefined {
    return suggestion.targetId === undefined ? undefined : find(suggestion.targetId)
  }

  #mapOf = ({ boardId }: SourceCard): string => this.#boardTitles.get(boardId) ?? ""
}

/** A step that names nobody is told of the activity's personas. */
const withPersonas = (step: SourceStep, personaIds: readonly string[]): SourceStep =>
  step.personaIds.length > 0 ? step : { ...step, personaIds }

function mostFrequent(ids: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}
