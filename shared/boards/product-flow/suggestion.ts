import type { Values } from "../../document/records.ts"
import type { Derivation } from "../../model/records.ts"
import type { Trace } from "./trace.ts"

/** `domain.md` B.2; D1 asks for audiences and D6 is the trace that comes with D4. */
export type Rule = "D2" | "D3" | "D4" | "D5" | "D7" | "D8" | "D9" | "D10" | "D11" | "D12" | "D13" | "D14" | "D15"
/** Columns from the story map's activities, or from its steps. */
export type Grain = "activities" | "steps"

/** A message key and its values. */
export interface Reason {
  readonly key: string
  readonly values: { readonly [name: string]: string | number }
}

/** What is written down when somebody decides: which rule, from which sources, and what they said at that moment. */
export interface LinkDraft {
  /** The same for the same rule and sources, whoever decides and when. */
  readonly key: string
  /** With the idea's name where one rule has many, such as `D7.usable`. */
  readonly rule: string
  readonly sourceIds: readonly string[]
  readonly sourceHash: string
  /** Links of the same key that are there already. */
  readonly knownIds: readonly string[]
}

export type SuggestedKind =
  | "phase"
  | "activity"
  | "interaction"
  | "empty-cell"
  | "metric"
  | "opportunity"
  | "note"
  | "story"

export interface Suggestion {
  readonly id: string
  /** Where its card goes: the flow, or a story map for what flows back. */
  readonly boardId: string
  /** The flow that it was proposed for; the decision is kept there. */
  readonly flowId: string
  readonly rule: Rule
  readonly sourceIds: readonly string[]
  readonly kind: SuggestedKind
  readonly title: string
  /** Why; several where several rules point at the same thing. */
  readonly reasons: readonly [Reason, ...Reason[]]
  readonly links: readonly LinkDraft[]
  /** The card that is there. */
  readonly targetId: string | undefined
  /** A card that was accepted and deleted: accepting brings it back with what people wrote in it. */
  readonly formerId: string | undefined
  readonly values: Values
  /** Fields that name a card which may not be there yet. */
  readonly refs: { readonly [field: string]: Suggestion }
  /** What must be on the board first; accepted along with it. */
  readonly requires: readonly Suggestion[]
  /** Its neighbour before it, so that cards keep the order of their sources. */
  readonly after: Suggestion | undefined
  readonly trace?: Trace
  /** Not among what "accept all" takes: a full cell shows three, and ideas are many. */
  readonly isMore: boolean
  readonly state: "new" | "there" | "changed" | "rejected"
}

export interface Proposal {
  /** Rule D1: while this is not empty, nothing is proposed. Ids in the order of the maps. */
  readonly missingAudience: readonly string[]
  readonly suggestions: readonly Suggestion[]
  /** Accepted earlier from sources that are there no more. Their cards stay. */
  readonly gone: readonly Derivation[]
  /** Steps that name no persona and so belong in no cell. */
  readonly homelessSteps: readonly string[]
}
