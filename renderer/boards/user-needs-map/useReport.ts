import { type Evidence, keepEvidence } from "../../../shared/boards/user-needs-map/evidence.ts"
import { changeCards } from "../../../shared/commands/cards.ts"
import type { CommandProblem } from "../../../shared/commands/context.ts"
import type { Values } from "../../../shared/document/records.ts"
import type { Result } from "../../../shared/model/result.ts"
import { tellProblem } from "../../session/notices.ts"
import { useSession } from "../../session/useSession.ts"

/** Tells when something could not be done. True when it was. */
export const useReport =
  () =>
  (result: Result<unknown, CommandProblem>): boolean => {
    if (!result.ok) tellProblem(result.error)
    return result.ok
  }

/** Writes one piece of a need's evidence, or takes it away. */
export const useEvidence = (needId: string) => {
  const { editing } = useSession()
  const report = useReport()
  return (rowId: string, evidence: Evidence | undefined) => report(keepEvidence(editing, needId, rowId, evidence))
}

/** Changes fields of one card, as one step. */
export const useChange = (id: string) => {
  const { editing } = useSession()
  const report = useReport()
  return (values: Values) => report(changeCards(editing, new Map([[id, values]])))
}
