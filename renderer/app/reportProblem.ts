import type { CommandProblem } from "../../shared/commands/context.ts"
import type { Result } from "../../shared/model/result.ts"
import { notify, tellProblem } from "../session/notices.ts"

/** Says in words what a command could not do. Gives the value when it could. */
export function reported<T>(result: Result<T, CommandProblem>): T | undefined {
  if (result.ok) return result.value
  tellProblem(result.error)
  return undefined
}

/** Says why a request to the host failed; the session puts a message key into the error. */
export function reportFailedAsk(error: unknown): void {
  notify("attention", error instanceof Error ? error.message : "ask.failed")
}
