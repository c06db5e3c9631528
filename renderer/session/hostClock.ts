import type { Session } from "./session.ts"

/**
 * What time it is at the host: the one clock of the session. Between two answers of the host it goes by a clock that
 * nobody can set, so that a device whose own clock is corrected meanwhile still counts with the others.
 */
export interface DeviceClock {
  /** Milliseconds since 1970; may be wrong by hours, and may be set at any time. */
  readonly now: () => number
  /** Milliseconds since some moment; never set. */
  readonly steady: () => number
}

export const deviceClock: DeviceClock = { now: () => Date.now(), steady: () => performance.now() }

interface Anchor {
  readonly offsetMs: number
  readonly hostAt: number
  readonly steadyAt: number
}

/** Reads the host's time from offsets that are heard of now and then. */
export function openHostClock(offset: () => number, clock: DeviceClock = deviceClock): () => number {
  let anchor: Anchor | undefined
  return () => {
    const offsetMs = offset()
    if (anchor?.offsetMs !== offsetMs) {
      anchor = { offsetMs, hostAt: clock.now() + offsetMs, steadyAt: clock.steady() }
    }
    return anchor.hostAt + clock.steady() - anchor.steadyAt
  }
}

type StatusStore = Pick<Session["status"], "getState" | "subscribe">
const clocks = new WeakMap<object, () => number>()

/** The host's time for this session, in milliseconds since 1970. */
export function hostNow(session: { readonly status: StatusStore }): number {
  return clockOf(session.status)()
}

/** One clock for all that reads a session's status. */
export function clockOf(status: StatusStore): () => number {
  const known = clocks.get(status)
  if (known) return known
  const clock = openHostClock(() => status.getState().clockOffsetMs)
  // At once, so that nothing can be set between hearing of an offset and counting from it.
  status.subscribe(clock)
  clocks.set(status, clock)
  return clock
}
