import { byOrder } from "./records.ts"
import type { AgendaStep, SessionState } from "./sessionRecords.ts"

/** The agenda and its clock as people see them (`domain.md` A.1). Pure; times are milliseconds by the host's clock. */

export interface AgendaSource {
  readonly session: SessionState
  readonly agendaSteps: ReadonlyMap<string, AgendaStep>
}

export const stepsInOrder = (steps: ReadonlyMap<string, AgendaStep>): readonly AgendaStep[] =>
  [...steps.values()].sort(byOrder)

/** The step that runs; undefined before the beginning, after the end, and when somebody has deleted it. */
export const runningStep = ({ session, agendaSteps }: AgendaSource): AgendaStep | undefined =>
  session.phase !== "running" || session.stepId === undefined ? undefined : agendaSteps.get(session.stepId)

/**
 * What has become of a step. The session says which one runs: when two people lead at once, a step that the other has
 * left may still call itself running.
 */
export function stateOf(step: AgendaStep, session: Pick<SessionState, "phase" | "stepId">): AgendaStep["state"] {
  if (session.phase === "running" && session.stepId === step.id) return "running"
  return step.state === "running" ? "done" : step.state
}

/** The step to go on to: the first after the running one that is still to come, or the first of all. */
export function nextStep(source: AgendaSource): AgendaStep | undefined {
  const steps = stepsInOrder(source.agendaSteps)
  const at = steps.findIndex(({ id }) => id === runningStep(source)?.id)
  return steps.slice(at + 1).find((step) => stateOf(step, source.session) === "planned")
}

/** The step before the running one, whatever became of it. */
export function previousStep(source: AgendaSource): AgendaStep | undefined {
  const steps = stepsInOrder(source.agendaSteps)
  return steps[steps.findIndex(({ id }) => id === runningStep(source)?.id) - 1]
}

/** True while there is something to lead: an agenda, a clock, or a room that waits or was stopped. */
export const isLed = ({ session, agendaSteps }: AgendaSource): boolean =>
  agendaSteps.size > 0 ||
  session.phase !== "running" ||
  session.isPaused ||
  session.endsAt !== undefined ||
  session.pausedSeconds !== undefined

/** What is left on the clock; negative once the time is over. */
export interface Remaining {
  readonly ms: number
  readonly isPaused: boolean
}

/** What the one clock shows; undefined while none runs. A clock that was paused stays so until it is continued. */
export function remaining(
  { endsAt, pausedSeconds }: Partial<Pick<SessionState, "endsAt" | "pausedSeconds">>,
  hostNow: number,
): Remaining | undefined {
  if (pausedSeconds !== undefined) return { ms: pausedSeconds * 1000, isPaused: true }
  const end = timeOf(endsAt)
  return end === undefined ? undefined : { ms: end - hostNow, isPaused: false }
}

/** Undefined also for what looks like an instant and is none, such as a 13th month. */
function timeOf(instant: string | undefined): number | undefined {
  const time = instant === undefined ? Number.NaN : Date.parse(instant)
  return Number.isNaN(time) ? undefined : time
}

/** Whole seconds, so that five minutes begin as 5:00 and 0:00 is the moment of the end. */
export const wholeSeconds = (ms: number): number => Math.ceil(ms / 1000) + 0

/** How long until the whole seconds change. */
export const untilNextSecond = (ms: number): number => {
  const over = ms - Math.floor(ms / 1000) * 1000
  return over === 0 ? 1000 : over
}

/** `4:05`, `1:02:03`; over time with a plus, `+0:07`. */
export function inDigits(seconds: number): string {
  const all = Math.abs(seconds)
  const [hours, minutes] = [Math.floor(all / 3600), Math.floor(all / 60) % 60]
  const two = (value: number) => String(value).padStart(2, "0")
  const digits = hours > 0 ? `${hours}:${two(minutes)}:${two(all % 60)}` : `${minutes}:${two(all % 60)}`
  return seconds < 0 ? `+${digits}` : digits
}

/** When the clock is worth a word to those who do not see it, in seconds before the end. */
const spokenSeconds: readonly number[] = [600, 300, 60, 10, 0]

/** The moment that lies between two readings of a running clock; the latest when there are several. */
export const spokenBetween = (before: number, now: number): number | undefined =>
  spokenSeconds.findLast((moment) => before > moment && now <= moment)

/** One step with its times. */
export interface TimetableRow {
  readonly step: AgendaStep
  readonly state: AgendaStep["state"]
  /** Planned, from the beginning of the session. */
  readonly startSeconds: number
  /** How long it took so far; undefined before it began. */
  readonly spentSeconds: number | undefined
}

export interface Timetable {
  readonly rows: readonly TimetableRow[]
  readonly plannedSeconds: number
  /** How much later than planned the session is; negative when it is ahead. */
  readonly driftSeconds: number
  /** When it will be over if the rest takes what it should; from now while nothing has begun. */
  readonly projectedEnd: number
  /** What to leave out to be on time, in that order; empty while nobody is late. */
  readonly dropIds: readonly string[]
}

/** Below this nobody is late. */
const lateFromSeconds = 60

export function timetable(source: AgendaSource, hostNow: number): Timetable {
  const { session } = source
  let startSeconds = 0
  let restSeconds = 0
  let driftSeconds = 0
  const rows = stepsInOrder(source.agendaSteps).map((step): TimetableRow => {
    const row = { step, state: stateOf(step, session), startSeconds, spentSeconds: spentOn(step, session, hostNow) }
    const toCome = secondsToCome(row, session, hostNow)
    startSeconds += step.plannedSeconds
    restSeconds += toCome
    driftSeconds += (row.spentSeconds ?? 0) + toCome - step.plannedSeconds
    return row
  })
  return {
    rows,
    plannedSeconds: startSeconds,
    driftSeconds: Math.round(driftSeconds),
    projectedEnd: hostNow + restSeconds * 1000,
    dropIds: dropsFor(rows, driftSeconds),
  }
}

/** How long a step took. While it is planned again, the time that went into it before still counts. */
function spentOn(step: AgendaStep, session: SessionState, hostNow: number): number | undefined {
  const start = timeOf(step.startedAt)
  if (start === undefined) return undefined
  const end = stateOf(step, session) === "running" ? hostNow : (timeOf(step.endedAt) ?? start)
  return Math.max(0, (end - start) / 1000)
}

function secondsToCome(
  { step, state, spentSeconds = 0 }: TimetableRow,
  session: SessionState,
  hostNow: number,
): number {
  if (state === "done" || state === "skipped") return 0
  const left = state === "running" ? remaining(session, hostNow)?.ms : undefined
  return Math.max(0, left === undefined ? step.plannedSeconds - spentSeconds : left / 1000)
}

/** What could be left out goes first, then what should not; breaks last. Never what must be, or what has begun. */
function dropsFor(rows: readonly TimetableRow[], driftSeconds: number): readonly string[] {
  const weight = ({ step }: TimetableRow) => (step.priority === "could" ? 0 : step.kind === "break" ? 2 : 1)
  const free = rows
    .filter(({ step, state, spentSeconds }) => state === "planned" && step.priority !== "must" && !spentSeconds)
    .sort((a, b) => weight(a) - weight(b))
  let late = driftSeconds
  const drops: string[] = []
  for (const { step } of free) {
    if (late < lateFromSeconds) break
    drops.push(step.id)
    late -= step.plannedSeconds
  }
  return drops
}

/** Above this many people cursors are more noise than help. */
const calmAbove = 15

/** True while nobody's pointer is shown. */
export const isCalm = ({ calm }: Pick<SessionState, "calm">, people: number): boolean =>
  calm === "on" || (calm === "auto" && people > calmAbove)
