import { useEffect, useReducer } from "react"
import { hostNow } from "../../session/hostClock.ts"
import { useSession } from "../../session/useSession.ts"

/** The host's time, read anew every few seconds. */
export function useHostNow(everyMs = 5_000): number {
  const session = useSession()
  const [, tick] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    const timer = setInterval(tick, everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return hostNow(session)
}
