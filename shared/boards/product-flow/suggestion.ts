import type { Values } from "../../document/records.ts"
import type { Derivation } from "../../model/records.ts"
import type { Trace } from "./trace.ts"

export type Rule = "D2" | "D3" | "D4" | "D5"
/** Columns from the story map's activities, or from its steps. */
export type Grain = "activities" | "steps"

export interface Suggestion {
  readonly id: string
  readonly rule: Rule
  readonly sourceIds: readonly string[]
  readonly sourceHash: string
  readonly kind: "phase" | "activity" | "interaction" | "empty-cell"
  readonly title: string
  /** Why, as a message key and its values. */
  readonly reason: { readonly key: string; readonly values: { readonly [name: string]: string } }
  /** The card that is there or would be made. */
  readonly targetId: string
  readonly values: Values
  /** What must be on the board first; accepted along with it. */
  readonly requires: readonly Suggestion[]
  /** Its neighbour before it, so that cards keep the order of their sources. */
  readonly after: Suggestion | undefined
  readonly trace?: Trace
  /** A full cell shows three; the rest wait under "more". */
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
