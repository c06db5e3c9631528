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
  readonly onRejected: (
    instance: string,
    edits: readonly QueuedEdit[],
    drained: Drained & { outcome: "rejected" },
  ) => void
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

async function adopt({ outbox, generation, send, onRejected, onOtherHistory }: OrphanOptions, instance: string) {
  const edits = await outbox.queueOf(instance)
  if (edits.some((edit) => edit.generation !== generation)) return onOtherHistory(instance, edits)
  const drained = await send(instance, edits)
  const isThrough = drained.outcome === "sent"
  await outbox.removeUpTo(instance, isThrough ? Number.MAX_SAFE_INTEGER : drained.upTo)
  if (drained.outcome === "rejected") onRejected(instance, await outbox.queueOf(instance), drained)
}
