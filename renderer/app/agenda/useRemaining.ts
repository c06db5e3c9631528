import { useEffect, useReducer } from "react"
import { remaining, untilNextSecond, wholeSeconds } from "../../../shared/model/agenda.ts"
import { hostNow } from "../../session/hostClock.ts"
import { useSession, useSnapshot, useStatus } from "../../session/useSession.ts"

/** What the clock shows: whole seconds, negative over time. */
export interface Shown {
  readonly seconds: number
  readonly isPaused: boolean
}

/** A timer may come a little early; the digits must have changed by then. */
const lateMs = 8

/** What is left on the one clock; undefined while none runs. Renders again whenever the host's second changes. */
export function useRemaining(): Shown | undefined {
  const session = useSession()
  const endsAt = useSnapshot((all) => all.session.endsAt)
  const pausedSeconds = useSnapshot((all) => all.session.pausedSeconds)
  useStatus(({ clockOffsetMs }) => clockOffsetMs)
  const [, tick] = useReducer((count: number) => count + 1, 0)
  const left = remaining({ endsAt, pausedSeconds }, hostNow(session))
  // After every rendering anew: what is left has changed.
  useEffect(() => {
    if (!left || left.isPaused) return
    const timer = setTimeout(tick, untilNextSecond(left.ms) + lateMs)
    return () => clearTimeout(timer)
  })
  return left && { seconds: wholeSeconds(left.ms), isPaused: left.isPaused }
}
