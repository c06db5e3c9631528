import { isLive, recordIn } from "../document/document.ts"
import { setFields, type Values } from "../document/records.ts"
import { nextStep, remaining } from "../model/agenda.ts"
import { err, ok, type Result } from "../model/result.ts"
import { type AgendaStep, agendaStepShape, type SessionState } from "../model/sessionRecords.ts"
import { agendaOf } from "./agenda.ts"
import { type CommandProblem, type Editing, step } from "./context.ts"
import { changeSession, putSession, sessionOf } from "./session.ts"

/**
 * Leading the session: steps, the one clock, and where everybody looks. `editing.now` is the host's time. Two people
 * may lead at once: whatever they press at the same moment, one step runs and one clock counts on every device.
 */

/** The least time that a step gets when it is gone back to. */
const leastSecondsBack = 60

export interface StepChange {
  /** The step that was seen running when the button was pressed: when another one runs by now, nothing happens. */
  readonly fromId?: string | undefined
  /** The whole time once more, also for a step that has run before. */
  readonly isAgain?: boolean
}

/**
 * Goes to a step, forward or back, and brings everybody to its board. Nothing that was written is touched. A step that
 * is jumped over counts as skipped; one that is left by going back is still to come. Gives false when somebody else
 * has been quicker.
 */
export function goToStep(editing: Editing, id: string, change: StepChange = {}): Result<boolean, CommandProblem> {
  const session = sessionOf(editing)
  const steps = agendaOf(editing)
  const target = steps.find((one) => one.id === id)
  if (!target) return err({ type: "CardGone" })
  const from = session.phase === "running" ? steps.find((one) => one.id === session.stepId) : undefined
  if ("fromId" in change && change.fromId !== from?.id) return ok(false)
  if (from?.id === id && !change.isAgain) return ok(false)
  const isBack = from !== undefined && isBefore(steps, target, from)
  step(editing, () => {
    for (const one of steps) {
      if (one.id === id) continue
      const isBetween = isBefore(steps, from, one) && isBefore(steps, one, target)
      if (one.id === from?.id) leave(editing, one, isBack ? "planned" : "done", editing.now())
      // Somebody else went there at the same moment as another went elsewhere: nobody has seen it run.
      else if (one.state === "running") leave(editing, one, isBefore(steps, target, one) ? "planned" : "done")
      else if (isBetween && one.state === "planned") putStep(editing, one.id, { state: "skipped" })
    }
    begin(editing, target, change.isAgain === true)
  })
  return ok(true)
}

const isBefore = (steps: readonly AgendaStep[], a: AgendaStep | undefined, b: AgendaStep): boolean =>
  a !== undefined && steps.indexOf(a) < steps.indexOf(b)

const putStep = ({ document }: Editing, id: string, values: Values): void => {
  const record = recordIn(document.roots.agendaSteps, id)
  if (isLive(record)) setFields(record, agendaStepShape, values)
}

const leave = (
  editing: Editing,
  { id, startedAt }: AgendaStep,
  state: AgendaStep["state"],
  endedAt = startedAt,
): void => putStep(editing, id, { state, endedAt })

/** A step that runs again begins as much earlier as it has already taken, so that its times add up. */
function begin(editing: Editing, target: AgendaStep, isAgain: boolean): void {
  const now = Date.parse(editing.now())
  const { startedAt, endedAt, plannedSeconds, extensions, boardId, frame } = target
  const endedMs = endedAt === undefined ? now : Date.parse(endedAt)
  const spentMs = startedAt === undefined ? 0 : Math.max(0, endedMs - Date.parse(startedAt))
  const extended = extensions.reduce((sum, { seconds = 0 }) => sum + seconds, 0)
  const left = plannedSeconds + extended - spentMs / 1000
  const seconds = isAgain || spentMs === 0 ? plannedSeconds : Math.max(leastSecondsBack, left)
  const hasBoard = boardId !== undefined && isLive(recordIn(editing.document.roots.boards, boardId))
  putStep(editing, target.id, { state: "running", startedAt: instant(now - spentMs), endedAt: undefined })
  putSession(editing, {
    phase: "running",
    stepId: target.id,
    endsAt: plannedSeconds === 0 ? undefined : instant(now + seconds * 1000),
    pausedSeconds: undefined,
    spotlightId: undefined,
    chainId: undefined,
    showsPrompt: false,
    ...(hasBoard ? { look: { boardId, ...(frame ? { frame } : {}), at: editing.now() } } : {}),
  })
}

const instant = (ms: number): string => new Date(ms).toISOString()

/** Goes on to the next step that is still to come; from the lobby, to the first. Gives false when there is none. */
export function goOn(editing: Editing, fromId?: string): Result<boolean, CommandProblem> {
  const next = nextStep(sourceOf(editing))
  return next ? goToStep(editing, next.id, { fromId }) : ok(false)
}

/** Leaves the running step out, however far it is, and goes on. */
export function skipStep(editing: Editing, id: string): Result<boolean, CommandProblem> {
  const gone = goOn(editing, id)
  if (gone.ok && gone.value) step(editing, () => putStep(editing, id, { state: "skipped" }))
  return gone
}

const sourceOf = (editing: Editing) => ({
  session: sessionOf(editing),
  agendaSteps: new Map(agendaOf(editing).map((one) => [one.id, one])),
})

/** Gives the clock more time, from now when it was over already. Without a clock it starts one. */
export function extendClock(editing: Editing, seconds: number): void {
  const session = sessionOf(editing)
  const now = Date.parse(editing.now())
  const left = remaining(session, now)
  const to = Math.max(0, left?.ms ?? 0) + seconds * 1000
  const running = agendaOf(editing).find(({ id }) => id === session.stepId)
  step(editing, () => {
    putSession(editing, left?.isPaused ? { pausedSeconds: to / 1000 } : { endsAt: instant(now + to) })
    if (running) {
      const extensions = [...running.extensions, { seconds, at: editing.now() }].slice(-50)
      putStep(editing, running.id, { extensions })
    }
  })
}

export function pauseClock(editing: Editing): void {
  const left = remaining(sessionOf(editing), Date.parse(editing.now()))
  if (left && !left.isPaused) changeSession(editing, { endsAt: undefined, pausedSeconds: left.ms / 1000 })
}

export function continueClock(editing: Editing): void {
  const now = Date.parse(editing.now())
  const left = remaining(sessionOf(editing), now)
  if (left?.isPaused) changeSession(editing, { endsAt: instant(now + left.ms), pausedSeconds: undefined })
}

/** Nobody but those who lead changes anything until it is lifted. */
export const pauseEditing = (editing: Editing, isPaused: boolean): void => changeSession(editing, { isPaused })

/** Everybody waits until the first step begins. */
export const waitInLobby = (editing: Editing): void => changeSession(editing, { phase: "lobby" })

/** A part of a board. */
export interface Place {
  readonly boardId: string
  readonly frame?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}

export const bringEveryone = (editing: Editing, { boardId, frame }: Place): void =>
  changeSession(editing, { look: { boardId, ...(frame ? { frame } : {}), at: editing.now() } })

/** What all screens show beside the board; `undefined` ends a follow, a spotlight, a chain. */
export const direct = (
  editing: Editing,
  values: Partial<Pick<SessionState, "showsPrompt" | "hasSound" | "calm">> & {
    readonly [name in "followId" | "spotlightId" | "chainId"]?: string | undefined
  },
): void => changeSession(editing, values)
