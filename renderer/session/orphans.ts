import type { Rejection } from "../../shared/protocol/messages.ts"
import type { Drained } from "./drain.ts"
import type { Outbox, QueuedEdit } from "./outbox.ts"
import type { Neighbours } from "./place.ts"

export interface OrphanOptions {
  readonly outbox: Outbox
  readonly neighbours: Neighbours
  readonly workshop: string
  readonly generation: string
  readonly holder: string
  /** Instances this tab writes as itself. */
  readonly own: () => readonly string[]
  readonly send: (instance: string, edits: readonly QueuedEdit[]) => Promise<Drained>
  /** The host will not take them as they are; `seq` is the one it refused, if it looked at them at all. */
  readonly onRejected: (instance: string, edits: readonly QueuedEdit[], reason: Rejection, seq?: number) => void
  readonly onOtherHistory: (instance: string, edits: readonly QueuedEdit[]) => Promise<void>
}

/** Long enough to send a long queue over a slow network; a tab that dies meanwhile leaves it to the next one. */
const drainLeaseMs = 60_000

/** Takes up the edits that closed tabs of this device have left for this workshop, one queue after another. */
export async function adoptOrphans(options: OrphanOptions): Promise<void> {
  for (const instance of await options.outbox.instancesOf(options.workshop)) {
    if (options.own().includes(instance) || (await options.neighbours.isHeld(instance))) continue
    const now = Date.now()
    if (!(await options.outbox.lease(instance, options.holder, now + drainLeaseMs, now))) continue
    await adopt(options, instance)
    await options.outbox.release(instance, options.holder)
  }
}

/** How often the host may refuse to hear us for a closed tab before its edits are made anew as our own. */
const mostRefusals = 3
const refusals = new Map<string, number>()

async function adopt({ outbox, generation, send, onRejected, onOtherHistory }: OrphanOptions, instance: string) {
  const edits = await outbox.queueOf(instance)
  if (edits.some((edit) => edit.generation !== generation)) return onOtherHistory(instance, edits)
  const drained = await send(instance, edits)
  const isThrough = drained.outcome === "sent"
  await outbox.removeUpTo(instance, isThrough ? Number.MAX_SAFE_INTEGER : drained.upTo)
  const rest = await outbox.queueOf(instance)
  if (drained.outcome === "rejected") onRejected(instance, rest, drained.reason, drained.seq)
  if (drained.outcome !== "refused") return
  refusals.set(instance, (refusals.get(instance) ?? 0) + 1)
  if (refusals.get(instance) === mostRefusals) onRejected(instance, rest, "identity")
}
