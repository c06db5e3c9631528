import { useEffect } from "react"
import type { Saving } from "../session/session.ts"
import { useSession, useStatus } from "../session/useSession.ts"

/** How long a change may wait for the host's word before the others see that it is slow here. */
export const patienceMs = 3_000

/**
 * Tells the others how much on this device the host has not got, whether that takes long, and whether anybody looks at
 * it: nobody ends a session too early.
 */
export function useShowUnsent(): void {
  const { presence } = useSession()
  const unsent = useStatus(({ saving }) => unsentOf(saving))
  useEffect(() => presence.show({ unsent: unsent === 0 ? undefined : unsent }), [presence, unsent])
  useShowSlow()
  useEffect(() => {
    const look = () => presence.show({ asleep: document.visibilityState === "hidden" ? true : undefined })
    look()
    document.addEventListener("visibilitychange", look)
    return () => document.removeEventListener("visibilitychange", look)
  }, [presence])
}

/** Slow is a host that answers late, or that is there and yet does not say that it has what it was sent. */
function useShowSlow(): void {
  const { presence } = useSession()
  const isSlow = useStatus((status) => status.isSlow)
  const isWaiting = useStatus(({ saving }) => saving.state === "syncing")
  useEffect(() => {
    const show = (slow: boolean) => presence.show({ slow: slow ? true : undefined })
    show(isSlow)
    if (!isWaiting || isSlow) return
    const timer = setTimeout(() => show(true), patienceMs)
    return () => clearTimeout(timer)
  }, [presence, isSlow, isWaiting])
}

/** What is on its way for less than a moment is not worth a word. */
const unsentOf = (saving: Saving): number => (saving.state !== "sending" && "changes" in saving ? saving.changes : 0)
