import { type Found, lint, type Moment, type Rule } from "./lint.ts"

/** WS-01 to WS-08 (`domain.md`, after A.8): questions about the workshop rather than about one board. */

/** The workshop itself, as far as its rules look at it. */
export interface WorkshopToLint {
  readonly purpose: { readonly goal?: string; readonly by?: string }
  /** True once anything stands on a board. */
  readonly isMapping: boolean
  readonly ruleOfTheHouse: string
  /** Cards whose words name somebody in the room; what people wrote leaves without its authors anyway. */
  readonly namedCards: readonly string[]
}

const rule = <M>(
  id: string,
  severity: Rule<M>["severity"],
  find: Rule<M>["find"],
  from: Moment = "work",
  fixes: readonly string[] = [],
): Rule<M> => ({ id, severity, find, from, fixes })

const wide = (holds: boolean, values: Found["values"] = {}): readonly Found[] =>
  holds ? [{ ids: [], isBoardWide: true, values }] : []

const isBlank = (text = ""): boolean => text.trim() === ""

export const workshopRules: readonly Rule<WorkshopToLint>[] = [
  rule("WS-01", "warning", ({ isMapping, purpose }) =>
    wide(isMapping && (isBlank(purpose.goal) || isBlank(purpose.by))),
  ),
  rule(
    "WS-08",
    "warning",
    ({ ruleOfTheHouse, namedCards }) =>
      wide(ruleOfTheHouse === "chatham-house" && namedCards.length > 0, { n: namedCards.length }),
    "export",
  ),
]

/** One step of an agenda, as far as its rules look at it. */
export interface StepToLint {
  readonly id: string
  readonly title: string
  readonly kind: string
  readonly plannedSeconds: number
  /** Whether people write in the open, alone until the reveal, or not at all. */
  readonly inputMode: "private-until-reveal" | "open" | "facilitator-only" | "closed"
}

/** An agenda read for its rules: its steps in order, the time there is, and what each person has written. */
export interface AgendaToLint {
  readonly steps: readonly StepToLint[]
  /** Undefined while nobody has said how long the workshop may take. */
  readonly slotSeconds?: number
  /** By participant: cards written in each diverge step that is over, in order. */
  readonly written: ReadonlyMap<string, readonly number[]>
}

const secondsOf = (steps: readonly StepToLint[]): number =>
  steps.reduce((sum, { plannedSeconds }) => sum + plannedSeconds, 0)
const minutes = (seconds: number): number => Math.round(seconds / 60)
const withoutBreakSeconds = 60 * 60

export const agendaRules: readonly Rule<AgendaToLint>[] = [
  rule("WS-02", "hint", ({ steps, slotSeconds }) => {
    const over = slotSeconds === undefined ? 0 : secondsOf(steps) - slotSeconds
    return wide(over > 0, { n: minutes(over) })
  }),
  rule("WS-03", "hint", ({ steps }) =>
    stretches(steps)
      .filter((stretch) => secondsOf(stretch) > withoutBreakSeconds)
      .map((stretch) => ({ ids: stretch.map(({ id }) => id), values: { n: minutes(secondsOf(stretch)) } })),
  ),
  rule("WS-04", "hint", ({ steps }) =>
    steps
      .filter(({ kind, inputMode }) => kind === "diverge" && inputMode === "open")
      .map(({ id, title }) => ({ ids: [id], values: { step: title } })),
  ),
  rule("WS-05", "hint", ({ steps }) => {
    const clustered = steps.findIndex(({ kind }) => kind === "cluster")
    return steps
      .filter(({ kind }, at) => kind === "vote" && at < clustered)
      .map(({ id, title }) => ({ ids: [id], values: { step: title } }))
  }),
  rule("WS-06", "hint", ({ steps }) => wide(steps.length > 0 && !steps.some(({ kind }) => kind === "recap"))),
  // For the facilitator alone: the words count people and name nobody.
  rule("WS-07", "hint", ({ written }) => {
    const silent = [...written].filter(([, counts]) => counts.slice(-2).length === 2 && counts.slice(-2).every(isNone))
    return silent.length === 0 ? [] : [{ ids: silent.map(([id]) => id), values: { n: silent.length } }]
  }),
]

const isNone = (count: number): boolean => count === 0

/** The steps between two breaks. */
function stretches(steps: readonly StepToLint[]): readonly (readonly StepToLint[])[] {
  const found: StepToLint[][] = [[]]
  for (const step of steps) {
    if (step.kind === "break") found.push([])
    else found.at(-1)?.push(step)
  }
  return found
}

export const lintWorkshop = (workshop: WorkshopToLint, moment: Moment = "work") => lint(workshopRules, workshop, moment)
export const lintAgenda = (agenda: AgendaToLint) => lint(agendaRules, agenda)
