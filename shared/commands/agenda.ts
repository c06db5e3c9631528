import { isLive, recordIn, sourceOf } from "../document/document.ts"
import { orderFirst, ordersAfter } from "../document/order.ts"
import { setFields, type Values } from "../document/records.ts"
import { stateOf } from "../model/agenda.ts"
import { readRecord } from "../model/fields.ts"
import { hasLint, type ReadyAgenda, type ReadyStep } from "../model/readyAgenda.ts"
import { byOrder } from "../model/records.ts"
import { err, ok, type Result } from "../model/result.ts"
import { type AgendaStep, agendaStepShape } from "../model/sessionRecords.ts"
import { type CommandProblem, type Editing, step } from "./context.ts"
import { putSession, sessionOf } from "./session.ts"
import { changeRecord, createPlain } from "./workshop.ts"

/** Making and changing the agenda. How it is led is in `leading.ts`. All of it is outside of undo. */

/** The agenda's steps as the document has them, in order. */
export const agendaOf = ({ document }: Pick<Editing, "document">): readonly AgendaStep[] =>
  [...document.roots.agendaSteps]
    .flatMap(([id, record]) => (isLive(record) ? [{ id, ...readRecord(agendaStepShape, sourceOf(record)) }] : []))
    .sort(byOrder)

/** Adds a step after another, or last. Gives its id. */
export function addStep(editing: Editing, values: Values, afterId?: string): string {
  const id = editing.newId()
  const order = ordersAfter(agendaOf(editing), afterId, 1)[0]
  step(editing, () => createPlain(editing, "agendaSteps", id, { ...values, order, state: "planned" }))
  return id
}

export const changeStep = (editing: Editing, id: string, values: Values): Result<void, CommandProblem> =>
  changeRecord(editing, "agendaSteps", id, values)

/** A second one of the same step, still to come, right after it. Gives its id; the note is the host's to copy. */
export function copyStep(editing: Editing, id: string): Result<string, CommandProblem> {
  const original = agendaOf(editing).find((one) => one.id === id)
  if (!original) return err({ type: "CardGone" })
  const { id: _id, provenance: _p, deleted: _d, startedAt: _s, endedAt: _e, extensions: _x, ...values } = original
  return ok(addStep(editing, values, id))
}

/** Puts a step after another; before all others when none is named. */
export function moveStep(editing: Editing, id: string, afterId: string | undefined): Result<void, CommandProblem> {
  const others = agendaOf(editing).filter((one) => one.id !== id)
  const order = afterId === undefined ? orderFirst(others) : ordersAfter(others, afterId, 1)[0]
  return changeStep(editing, id, { order })
}

/** Takes a step off the agenda; `putStepBack` brings it back, since undo does not. The running one stays. */
export function removeStep(editing: Editing, id: string): Result<void, CommandProblem> {
  const { phase, stepId } = sessionOf(editing)
  if (phase === "running" && stepId === id) return err({ type: "StepRuns" })
  return changeStep(editing, id, { deleted: true })
}

export function putStepBack(editing: Editing, id: string): Result<void, CommandProblem> {
  const record = recordIn(editing.document.roots.agendaSteps, id)
  if (!record) return err({ type: "CardGone" })
  step(editing, () => setFields(record, agendaStepShape, { deleted: false }))
  return ok(undefined)
}

/** Takes off whatever has not begun, to start over from another agenda. Gives what was taken off. */
export function clearAgenda(editing: Editing): readonly string[] {
  const session = sessionOf(editing)
  const planned = agendaOf(editing).filter((one) => stateOf(one, session) === "planned" && one.startedAt === undefined)
  step(editing, () => {
    for (const { id } of planned) {
      const record = recordIn(editing.document.roots.agendaSteps, id)
      if (record) setFields(record, agendaStepShape, { deleted: true })
    }
  })
  return planned.map(({ id }) => id)
}

/** A step of a ready agenda that is on the agenda now, and what the host is to keep for those who lead. */
export interface TakenStep {
  readonly id: string
  readonly note: string
}

/**
 * Takes over a ready agenda, after what is there. A session that has not begun waits in the lobby from now on. Steps
 * are on the first board of their kind. The notes are given back: they never enter the document.
 */
export function takeAgenda(editing: Editing, ready: ReadyAgenda, language: "en" | "de"): readonly TakenStep[] {
  const before = agendaOf(editing)
  const orders = ordersAfter(before, undefined, ready.steps.length)
  const boards = firstBoards(editing)
  const taken = ready.steps.map((one, at) => ({ id: editing.newId(), ready: one, order: orders[at] }))
  step(editing, () => {
    for (const { id, ready: one, order } of taken) {
      const boardId = boards.get(one.boardKind ?? ready.boardKind ?? "")
      createPlain(editing, "agendaSteps", id, { ...valuesOf(one, language), order, ...(boardId ? { boardId } : {}) })
    }
    if (!before.some(({ startedAt }) => startedAt !== undefined)) putSession(editing, { phase: "lobby" })
  })
  return taken.map(({ id, ready: one }, at) => {
    const own = one.note?.[language]
    const forAll = at === 0 ? [ready.prepare[language], ready.whenLate[language]] : []
    return { id, note: [own, ...forAll].filter(Boolean).join("\n\n") }
  })
}

function valuesOf(ready: ReadyStep, language: "en" | "de"): Values {
  const { title, minutes, kind, groupMode, inputMode, priority, prompt, instruction, exitCriterion } = ready
  return {
    title: title[language],
    kind,
    plannedSeconds: minutes * 60,
    priority,
    prompt: prompt?.[language] ?? "",
    instruction: instruction?.[language] ?? "",
    ...(exitCriterion ? { exitCriterion: exitCriterion[language] } : {}),
    inputMode,
    allowedKinds: ready.allowedKinds ?? [],
    groupMode,
    lintOn: hasLint(kind),
    atEnd: "ask",
    state: "planned",
    extensions: [],
  }
}

/** The first board of each kind. */
function firstBoards({ document }: Editing): ReadonlyMap<string, string> {
  const boards = [...document.roots.boards]
    .flatMap(([id, record]) =>
      isLive(record) ? [{ id, kind: String(record.get("kind")), order: String(record.get("order")) }] : [],
    )
    .sort(byOrder)
  return new Map([...boards].reverse().map(({ id, kind }) => [kind, id]))
}
