import { type CommandProblem, type Editing, step } from "../../commands/context.ts"
import { isLive, recordIn } from "../../document/document.ts"
import { err, ok, type Result } from "../../model/result.ts"
import { cleanLine, textLimit } from "../../model/text.ts"
import type { EvidenceKind } from "./schema.ts"

/** One piece of what speaks for a need. */
export interface Evidence {
  readonly kind: EvidenceKind
  readonly text: string
}

/** Writes one piece of a need's evidence, or takes it away, as one step. Others' pieces are not touched. */
export function keepEvidence(
  editing: Editing,
  needId: string,
  rowId: string,
  evidence: Evidence | undefined,
): Result<void, CommandProblem> {
  const need = recordIn(editing.document.roots.cards, needId)
  if (!isLive(need) || need.get("kind") !== "need") return err({ type: "CardGone" })
  step(editing, () => {
    if (evidence) need.set(`evidence/${rowId}`, { kind: evidence.kind, text: cleanLine(evidence.text, textLimit.line) })
    else need.delete(`evidence/${rowId}`)
  })
  return ok(undefined)
}
