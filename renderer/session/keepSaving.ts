import type { StoreApi } from "zustand/vanilla"
import { quietMs, type SavingFacts, savingOf, storingMs } from "./saving.ts"
import type { SessionStatus } from "./session.ts"

/** Keeps what is said about saving true: after every event and when time alone changes it. */
export function keepSaving(status: StoreApi<SessionStatus>, facts: () => SavingFacts) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const update = () => {
    clearTimeout(timer)
    timer = undefined
    const known = facts()
    const now = performance.now()
    const saving = savingOf(known, now)
    if (JSON.stringify(saving) !== JSON.stringify(status.getState().saving)) status.setState({ saving })
    const due = known.edits
      .flatMap(({ since }) => [since + storingMs, since + quietMs])
      .filter((at) => at > now)
      .sort((a, b) => a - b)[0]
    if (due !== undefined) timer = setTimeout(update, Math.ceil(due - now))
  }
  /** Something would be lost with this page, or stays behind where the page cannot be opened again. */
  const isAtRisk = () => {
    const { edits, isConnected } = facts()
    return edits.some(({ storage }) => !isConnected || storage !== "stored")
  }
  const warn = (event: BeforeUnloadEvent) => {
    if (!isAtRisk()) return
    event.preventDefault()
    // Older browsers ask only when there is a value.
    event.returnValue = "unsaved"
  }
  window.addEventListener("beforeunload", warn)
  return {
    update,
    close: () => {
      clearTimeout(timer)
      window.removeEventListener("beforeunload", warn)
    },
  }
}
