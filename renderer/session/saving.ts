import type { Notice } from "../../shared/protocol/messages.ts"
import type { Reason } from "./outbox.ts"
import type { Saving } from "./session.ts"

/** Where one edit that the host has not acknowledged is. */
export interface Unacknowledged {
  readonly step: number
  readonly storage: "writing" | "stored" | "failed"
  /** When it was made, on the monotonic clock. */
  readonly since: number
}

/** Everything that the chip depends on. */
export interface SavingFacts {
  readonly isObserver: boolean
  readonly isConnected: boolean
  readonly edits: readonly Unacknowledged[]
  readonly disk: Extract<Notice, { type: "disk" }>["problem"]
  readonly refused: { readonly changes: number; readonly reason: Reason } | undefined
  readonly isOtherHistory: boolean
  /** Devices that go on with this one while no host is there, and those that hold all of `edits`. */
  readonly others?: { readonly devices: number; readonly holders: number } | undefined
}

/** How long a change may be on its way before words say so. */
export const quietMs = 1_000
/** How long a change may be in memory alone before that is said. */
export const storingMs = 300

/**
 * What may be said about saving (`reliability.md` §5.2): the worst of what is true, never better. Changes are
 * counted as undo counts them.
 */
export function savingOf(facts: SavingFacts, now: number): Saving {
  const { edits, isConnected, disk, refused } = facts
  if (facts.isOtherHistory || refused?.reason === "other-history") return { state: "other-history" }
  const changes = countSteps(edits)
  const isStorageLate = edits.some(({ storage, since }) => storage === "writing" && now - since >= storingMs)
  const isLate = edits.some(({ since }) => now - since >= quietMs)
  const hasFailed = edits.some(({ storage }) => storage === "failed")
  if (isStorageLate || (hasFailed && (isLate || !isConnected)))
    return { state: "tab", changes: countSteps(edits.filter(({ storage }) => storage !== "stored")) }
  if (refused) return { state: "refused", changes: refused.changes, reason: refused.reason }
  if (facts.isObserver) return { state: "view-only" }
  if (isConnected && disk) return { state: "host-cannot-save", changes, problem: disk }
  if (!isConnected && facts.others && facts.others.devices > 0) {
    const { devices, holders } = facts.others
    if (changes === 0 || holders > 0) return { state: "others", changes, devices, holders }
    if (!isLate) return { state: "sending", changes }
  }
  if (edits.length === 0) return { state: "saved" }
  if (isConnected) return { state: isLate ? "syncing" : "sending", changes }
  return { state: edits.some(({ storage }) => storage === "writing") ? "sending" : "device", changes }
}

const countSteps = (edits: readonly Unacknowledged[]): number => new Set(edits.map(({ step }) => step)).size
