import { notify } from "../../session/notices.ts"
import type { Session } from "../../session/session.ts"

/** Shows at once everything that was written alone in a step. What could not be shown stays sealed. */
export async function revealStep({ ask }: Pick<Session, "ask">, stepId: string): Promise<void> {
  try {
    const { revealed } = await ask("reveal", { stepId })
    notify("calm", "writing.revealed", { count: revealed })
  } catch {
    notify("attention", "writing.notRevealed")
  }
}
