import type { Rejection } from "../../shared/protocol/messages.ts"
import type { Drained } from "./drain.ts"
import type { Outbox, QueuedEdit } from "./outbox.ts"
import type { Neighbours } from "./place.ts"

export interface OrphanPorts {
  readonly outbox: Outbox
  readonly neighbours: Neighbours
  /** Connected, and of those who may write. */
  readonly canSend: () => boolean
  /** `generations`: the present one and those it came from. */
  readonly history: () => { readonly workshop: string; readonly generations: readonly string[] }
  readonly holder: () => string
  /** Instances this tab writes as itself. */
  readonly writesAs: () => readonly string[]
  readonly send: (instance: string, edits: readonly QueuedEdit[]) => Promise<Drained>
  /** The host will not take them as they are; `seq` is the one it refused, if it looked at them at all. */
  readonly onRejected: (edits: readonly QueuedEdit[], reason: Rejection, seq?: number) => void
  readonly onOtherHistory: (edits: readonly QueuedEdit[]) => Promise<void>
}

/** What closed tabs of this device have left. */
export interface Orphans {
  /** Takes up what they have left for this workshop, one queue after another. Never two at a time, never fails. */
  readonly adopt: () => Promise<void>
  /** Every instance that this tab speaks for, another tab's included while that is taken up. */
  readonly own: () => readonly string[]
}

/** Long enough to send a long queue over a slow network; a tab that dies meanwhile leaves it to the next one. */
const drainLeaseMs = 60_000

export function openOrphans(ports: OrphanPorts): Orphans {
  const { outbox, neighbours } = ports
  let draining: string | undefined
  let isAdopting = false
  const own = () => [...ports.writesAs(), ...(draining ? [draining] : [])]
  const adoptAll = async () => {
    const { workshop, generations } = ports.history()
    const holder = ports.holder()
    for (const instance of await outbox.instancesOf(workshop)) {
      if (own().includes(instance) || (await neighbours.isHeld(instance))) continue
      const now = Date.now()
      if (!(await outbox.lease(instance, holder, now + drainLeaseMs, now))) continue
      const send: OrphanPorts["send"] = (from, edits) => {
        draining = from
        return ports.send(from, edits)
      }
      // Another workshop may be open by the time the host has answered: they stay for when this one is again.
      const onRejected: OrphanPorts["onRejected"] = (...rejected) => {
        if (ports.history().workshop === workshop) ports.onRejected(...rejected)
      }
      await adoptOne({ ...ports, send, onRejected }, instance, generations).finally(() =>
        outbox.release(instance, holder),
      )
    }
  }
  return {
    own,
    adopt: async () => {
      if (isAdopting || !ports.canSend()) return
      isAdopting = true
      await adoptAll().catch(() => {})
      draining = undefined
      isAdopting = false
    },
  }
}

/** How often the host may refuse to hear us for a closed tab before its edits are made anew as our own. */
const mostRefusals = 3
const refusals = new Map<string, number>()

async function adoptOne(
  { outbox, send, onRejected, onOtherHistory }: OrphanPorts,
  instance: string,
  generations: readonly string[],
): Promise<void> {
  const edits = await outbox.queueOf(instance)
  if (edits.some((edit) => !generations.includes(edit.generation))) return onOtherHistory(edits)
  const drained = await send(instance, edits)
  // No further than what was sent: a tab that was only asleep may have gone on writing there.
  const last = edits.at(-1)?.seq ?? 0
  await outbox.removeUpTo(instance, drained.outcome === "sent" ? last : drained.upTo)
  const rest = await outbox.queueOf(instance)
  if (drained.outcome === "rejected") onRejected(rest, drained.reason, drained.seq)
  if (drained.outcome !== "refused") return
  refusals.set(instance, (refusals.get(instance) ?? 0) + 1)
  if (refusals.get(instance) === mostRefusals) onRejected(rest, "identity")
}
