import type { Session, SessionStatus } from "./session.ts"

/** Resolves once this holds of the session, or when the time is up; whoever waits looks again by themselves. */
export const statusHolds = (
  status: Session["status"],
  isMet: (now: SessionStatus) => boolean,
  withinMs: number,
): Promise<void> =>
  new Promise((resolve) => {
    if (isMet(status.getState())) return resolve()
    const end = () => {
      clearTimeout(timer)
      stop()
      resolve()
    }
    const timer = setTimeout(end, withinMs)
    const stop = status.subscribe((now) => isMet(now) && end())
  })
