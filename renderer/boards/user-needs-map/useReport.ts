import { changeCards } from "../../../shared/commands/cards.ts"
import type { CommandProblem } from "../../../shared/commands/context.ts"
import type { Values } from "../../../shared/document/records.ts"
import type { Result } from "../../../shared/model/result.ts"
import { notify } from "../../session/notices.ts"
import { useSession } from "../../session/useSession.ts"

/** Tells when something could not be done. */
export const useReport = () => (result: Result<unknown, CommandProblem>) => {
  if (!result.ok) notify("attention", `problem.${result.error.type}`)
}

/** Changes fields of one card, as one step. */
export const useChange = (id: string) => {
  const { editing } = useSession()
  const report = useReport()
  return (values: Values) => report(changeCards(editing, new Map([[id, values]])))
}
