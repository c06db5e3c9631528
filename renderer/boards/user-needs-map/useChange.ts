import { type Evidence, keepEvidence } from "../../../shared/boards/user-needs-map/evidence.ts"
import { changeCards } from "../../../shared/commands/cards.ts"
import type { Values } from "../../../shared/document/records.ts"
import { told } from "../../session/notices.ts"
import { useSession } from "../../session/useSession.ts"

/** Writes one piece of a need's evidence, or takes it away. */
export const useEvidence = (needId: string) => {
  const { editing } = useSession()
  return (rowId: string, evidence: Evidence | undefined) => told(keepEvidence(editing, needId, rowId, evidence))
}

/** Changes fields of one card, as one step. */
export const useChange = (id: string) => {
  const { editing } = useSession()
  return (values: Values) => told(changeCards(editing, new Map([[id, values]])))
}
