import type { Persona } from "../../model/records.ts"
import type { Columns } from "./columns.ts"
import type { Deriving } from "./derive.ts"
import { type EmptyCell, isActivity, isEmptyCell, isInteraction, isPhase } from "./schema.ts"
import type { Suggestion } from "./suggestion.ts"

/** An activity of a phase seen by one persona: whether anybody knows what they do there. */
interface Seen {
  readonly isUnknown: boolean
  /** The question that is proposed for the cell and not yet on the board. */
  readonly question?: Suggestion
}
interface PhaseOfFlow {
  readonly id: string
  readonly title: string
  readonly cells: (persona: Persona) => readonly Seen[]
}

/** With a single activity the question in its cell says it all. */
const fewestActivities = 2
const left = -344
const apart = 96

/** Rule D14: a persona of whom nobody knows what they do in half of a phase. A question, not an opportunity. */
export function deriveBlindSpots(from: Deriving, columns: Columns): void {
  let count = 0
  for (const phase of phasesOf(from, columns)) {
    for (const persona of from.personas.values()) {
      const cells = phase.cells(persona)
      const unknown = cells.filter(({ isUnknown }) => isUnknown)
      if (cells.length < fewestActivities || unknown.length === 0 || unknown.length < cells.length / 2) continue
      const values = { persona: persona.name, phase: phase.title, unknown: unknown.length, all: cells.length }
      from.drafts.add({
        rule: "D14",
        sourceIds: [persona.id, phase.id],
        kind: "note",
        title: from.say("flow.derive.D14", values),
        reasons: [{ key: "flow.derive.reason.D14", values }],
        // Beside the rows, where a note covers nothing.
        values: { x: left, y: apart * ++count },
        requires: unknown.flatMap(({ question }) => question ?? []),
        says: [],
      })
    }
  }
}

function phasesOf({ flow }: Deriving, columns: Columns): PhaseOfFlow[] {
  const cards = [...flow.cards.values()]
  const marks = cards.filter(isEmptyCell)
  const busy = new Set(cards.filter(isInteraction).map(({ activityId, personaId }) => `${activityId} ${personaId}`))
  const seenIn = (activityId: string, persona: Persona): Seen => {
    const isUnknown =
      !busy.has(`${activityId} ${persona.id}`) && marks.some((mark) => isQuestionFor(mark, activityId, persona.id))
    return { isUnknown }
  }
  const derivedPhases = [...new Set(columns.all.map(({ phase }) => phase))]
  const derivedTargets = new Set(columns.all.map(({ suggestion }) => suggestion.targetId))
  const ownActivities = (phaseId: string | undefined) =>
    cards.filter(isActivity).filter((card) => card.phaseId === phaseId && !derivedTargets.has(card.id))
  const inColumns = (phase: Suggestion) => (persona: Persona) =>
    columns.all
      .filter((column) => column.phase === phase)
      .map(({ suggestion: { targetId }, source }): Seen => {
        const asked = columns.questions.find((one) => one.column.source === source && one.persona === persona)
        if (asked?.suggestion.state === "new") return { isUnknown: true, question: asked.suggestion }
        return targetId === undefined ? { isUnknown: false } : seenIn(targetId, persona)
      })
  const derived = derivedPhases.map((phase) => ({
    id: phase.sourceIds[0] ?? phase.id,
    title: phase.title,
    cells: (persona: Persona) => [
      ...inColumns(phase)(persona),
      ...ownActivities(phase.targetId).map(({ id }) => seenIn(id, persona)),
    ],
  }))
  const known = new Set(derivedPhases.map(({ targetId }) => targetId))
  const own = cards.filter(isPhase).filter(({ id }) => !known.has(id))
  return [
    ...derived,
    ...own.map(({ id, title }) => ({
      id,
      title,
      cells: (persona: Persona) => ownActivities(id).map((activity) => seenIn(activity.id, persona)),
    })),
  ]
}

const isQuestionFor = (mark: EmptyCell, activityId: string, personaId: string): boolean =>
  mark.reason === "unknown" && mark.activityId === activityId && mark.personaId === personaId
