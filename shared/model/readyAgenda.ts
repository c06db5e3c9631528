import type { AgendaStep } from "./sessionRecords.ts"

/** A text in the two languages of the program. */
export interface TwoTongues {
  readonly en: string
  readonly de: string
}

/** One row of a ready agenda (`domain.md` D). What is left out has the default of its kind. */
export interface ReadyStep {
  readonly title: TwoTongues
  readonly minutes: number
  readonly kind: AgendaStep["kind"]
  readonly groupMode: AgendaStep["groupMode"]
  readonly inputMode: AgendaStep["inputMode"]
  readonly priority: AgendaStep["priority"]
  /** The question to the room; absent in a break. */
  readonly prompt?: TwoTongues
  /** How to answer it. */
  readonly instruction?: TwoTongues
  /** For whoever leads. It goes to the host alone, never into the document. */
  readonly note?: TwoTongues
  readonly exitCriterion?: TwoTongues
  /** The kind of board everybody is brought to, where it is not the agenda's own. */
  readonly boardKind?: string
  readonly allowedKinds?: readonly string[]
}

/** An agenda to start from. */
export interface ReadyAgenda {
  readonly id: "needs-map" | "story-map" | "product-flow" | "maturity"
  readonly title: TwoTongues
  /** What the room has at the end. */
  readonly result: TwoTongues
  /** What to have ready, and what to drop when it gets late; both for whoever leads. */
  readonly prepare: TwoTongues
  readonly whenLate: TwoTongues
  /** The kind of board it works on, where Cairn has one. */
  readonly boardKind?: string
  readonly steps: readonly ReadyStep[]
}

/** How long a ready agenda takes. */
export const minutesOf = ({ steps }: Pick<ReadyAgenda, "steps">): number =>
  steps.reduce((sum, { minutes }) => sum + minutes, 0)

/** Lint never interrupts writing: it is off while people write alone and while they read. */
export const hasLint = (kind: AgendaStep["kind"]): boolean => kind !== "diverge" && kind !== "reveal"
