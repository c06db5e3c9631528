import { edit, type WorkshopDocument } from "../document/document.ts"

/**
 * What a command works with. Clock and ids are arguments, since `shared` knows neither; `endStep` makes every
 * command an undo step of its own.
 */
export interface Editing {
  readonly document: WorkshopDocument
  readonly newId: () => string
  /** ISO 8601, UTC, milliseconds. */
  readonly now: () => string
  /** The person at this device; absent for templates and imports. */
  readonly authorId?: string
  readonly endStep?: () => void
  /** Whether the running step is open for the boards, or for cards of a kind. Always when absent. */
  readonly mayWrite?: (kind?: string) => boolean
}

/** What a command could not do, as plain data; the words are in the message catalogue under `problem.<type>`. */
export type CommandProblem =
  | { readonly type: "CardGone" }
  | { readonly type: "BoardGone" }
  | { readonly type: "KindUnknown"; readonly kind: string }
  | { readonly type: "CannotConnect"; readonly fromKind: string; readonly toKind: string }
  | { readonly type: "AlreadyConnected" }
  /** Only cards of one kind and one board say the same. */
  | { readonly type: "CannotMerge" }
  | { readonly type: "Locked" }
  /** The running step is not open for this kind of card, or the session is not running. */
  | { readonly type: "NotNow" }
  /** The step that runs stays on the agenda. */
  | { readonly type: "StepRuns" }
  /** An enabling team helps others and owns no capability; a platform grouping cannot be inside itself. */
  | { readonly type: "EnablingOwnsNothing" | "TeamInsideItself" }
  /** What is made stands for, in or below another that is not there yet. */
  | { readonly type: "PersonaMissing" | "ActivityMissing" | "OpportunityMissing" }

/** One gesture: one transaction and one undo step, apart from what was typed before and what is typed next. */
export function step({ document, endStep }: Editing, change: () => void): void {
  endStep?.()
  edit(document, change)
  endStep?.()
}
