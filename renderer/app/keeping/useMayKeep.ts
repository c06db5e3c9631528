import { leads } from "../../../shared/model/rights.ts"
import { useSnapshot, useStatus } from "../../session/useSession.ts"

/** Undefined when I may write into what the room keeps; otherwise the message key of why not. The host goes by the same rule. */
export function useKeepingRefusal(): string | undefined {
  const role = useStatus(({ me }) => me?.role)
  const phase = useSnapshot(({ session }) => session.phase)
  const isPaused = useSnapshot(({ session }) => session.isPaused)
  if (role === undefined || role === "observer") return "keeping.not.observer"
  if (leads(role)) return undefined
  if (phase !== "running") return `keeping.not.${phase}`
  return isPaused ? "keeping.not.paused" : undefined
}
