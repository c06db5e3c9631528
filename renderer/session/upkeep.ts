import { type DeviceClock, deviceClock } from "./hostClock.ts"
import type { Outbox } from "./outbox.ts"
import { leaseMs, renewEveryMs } from "./place.ts"
import type { Writing } from "./writing.ts"

/** How often a tab looks for what closed tabs have left. */
const orphansEveryMs = 15_000

/** Renews the lease of this tab's place, tells when another tab has it, and gives it back when the page goes. */
export function keepPlace(
  outbox: Outbox,
  writing: Writing,
  onLost: () => void,
  lookForOrphans: () => void,
): () => void {
  const renew = setInterval(async () => {
    const { instance, holder } = writing.queuePlace()
    const isOurs = await outbox.lease(instance, holder, Date.now() + leaseMs, Date.now()).catch(() => true)
    if (!isOurs && writing.queuePlace().instance === instance && writing.place().instance === instance) onLost()
  }, renewEveryMs)
  const look = setInterval(lookForOrphans, orphansEveryMs)
  const release = () => {
    const { instance, holder } = writing.queuePlace()
    outbox.release(instance, holder).catch(() => {})
  }
  window.addEventListener("pagehide", release)
  return () => {
    clearInterval(renew)
    clearInterval(look)
    window.removeEventListener("pagehide", release)
  }
}

/** Tells when the page is looked at again or the system says there is a network: worth a try, no proof. */
export function whenBack(tell: () => void): () => void {
  const look = () => {
    if (document.visibilityState === "visible") tell()
  }
  window.addEventListener("online", tell)
  document.addEventListener("visibilitychange", look)
  return () => {
    window.removeEventListener("online", tell)
    document.removeEventListener("visibilitychange", look)
  }
}

/** Two readings of a device's clocks that differ by more mean that somebody has set one, or that the device slept. */
const setByMs = 250
/** An answer that took longer says little about a clock that has just been set. */
const longWayMs = 2_000

/**
 * The host's clock minus ours, from the quickest answer of late: the shorter the way, the less it hides. When this
 * device's clock is set, the next answer counts again.
 */
export function followClock(onOffset: (offsetMs: number) => void, clock: DeviceClock = deviceClock) {
  let quickest = Number.POSITIVE_INFINITY
  const base = () => clock.now() - clock.steady()
  let knownBase = base()
  return {
    take: (sentAt: number, hostTime: number) => {
      const way = clock.now() - sentAt
      if (Math.abs(base() - knownBase) > setByMs) quickest = longWayMs
      knownBase = base()
      if (way < 0 || way > quickest) {
        // Clocks drift: what was measured once does not count for ever.
        quickest *= 1.1
        return
      }
      quickest = way
      onOffset(Math.round(hostTime - (sentAt + way / 2)))
    },
    /** After a return: the clocks may have been set meanwhile. */
    restart: () => {
      quickest = Number.POSITIVE_INFINITY
      knownBase = base()
    },
  }
}
