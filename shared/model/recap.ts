import { type Answers, agreementOf, type OpenQuestions, openQuestions, originOf, shownActions } from "./keeping.ts"
import { type Board, byOrder } from "./records.ts"
import type { ActionItem, Comment, Decision } from "./sessionRecords.ts"
import type { Snapshot } from "./snapshot.ts"

/** What came of a workshop, for those who take it home (`domain.md` 1.10, recap). Pure; pictures are drawn elsewhere. */
export interface Recap {
  readonly boards: readonly BoardRecap[]
  readonly decisions: readonly { readonly decision: Decision; readonly answers: Answers }[]
  /** Dropped ones are not taken home. */
  readonly actions: readonly { readonly action: ActionItem; readonly origin: string | undefined }[]
  readonly questions: OpenQuestions
  /** In their words: quotes that people put on cards. */
  readonly quotes: readonly Comment[]
}

export interface BoardRecap {
  readonly board: Board
  /** How many cards of each kind, the most first. */
  readonly counts: readonly { readonly kind: string; readonly count: number }[]
}

export function recapOf(snapshot: Snapshot): Recap {
  const { contents, decisions, actions, parkingLot, comments } = snapshot
  return {
    boards: [...contents.values()]
      .map(({ board, cards }) => ({ board, counts: countsOf([...cards.values()].map(({ kind }) => kind)) }))
      .sort((a, b) => byOrder(a.board, b.board)),
    decisions: [...decisions.values()].sort(byOrder).map((decision) => ({ decision, answers: agreementOf(decision) })),
    actions: shownActions(actions.values(), parkingLot)
      .filter(({ state }) => state !== "dropped")
      .map((action) => ({ action, origin: parkingLot.get(originOf(action, parkingLot) ?? "")?.text })),
    questions: openQuestions(snapshot),
    quotes: [...comments.values()].filter(({ kind }) => kind === "quote"),
  }
}

function countsOf(kinds: readonly string[]): BoardRecap["counts"] {
  const counts = new Map<string, number>()
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts]
    .map(([kind, count]) => ({ kind, count }))
    .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1))
}
