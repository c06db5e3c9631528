import type { Outbox, QueuedEdit } from "./outbox.ts"
import { quietMs, type Unacknowledged } from "./saving.ts"

/** An edit on its way: what is kept of it and where it is. */
interface Waiting extends Unacknowledged {
  readonly edit: QueuedEdit
  storage: Unacknowledged["storage"]
}

/** What a host acknowledges is with all who read along soon after; this is long after. */
const recentMs = 60_000
const mostRecent = 300

export type NewEdit = Omit<QueuedEdit, "seq" | "instance">

export interface QueueOptions {
  readonly instance: string
  readonly outbox: Outbox
  readonly send: (edit: QueuedEdit) => void
  readonly onChange: () => void
  /** Somebody else has written under this instance: nothing more may be sent under it. */
  readonly onTaken: () => void
}

/** The edits of one instance that the host has not acknowledged, in order. Each is stored before it is sent. */
export interface Queue {
  readonly instance: string
  readonly waiting: readonly Unacknowledged[]
  readonly edits: () => readonly QueuedEdit[]
  /** True while everything that was ever queued here could be stored. */
  readonly isIntact: () => boolean
  /** Takes edits in; `store` keeps them, by itself or together with something else. */
  readonly push: (edits: readonly NewEdit[], store?: (edits: readonly QueuedEdit[]) => Promise<void>) => void
  /** Puts in edits that are in the store already. */
  readonly restore: (edits: readonly QueuedEdit[]) => void
  /** Connected: what the host lacks is sent, again where it was sent before. */
  readonly start: (lastDurable: number) => void
  /** Away: nothing is sent until the next `start`. */
  readonly pause: () => void
  readonly acknowledge: (upTo: number) => void
  /** Another host goes on, which may lack what the one before acknowledged last: that is sent again. */
  readonly rewind: (lastDurable: number) => void
  /** Lets go of everything here; the store is not touched. */
  readonly clear: () => void
}

export function openQueue({ instance, outbox, send, onChange, onTaken }: QueueOptions): Queue {
  let waiting: Waiting[] = []
  /** Acknowledged a short while ago. */
  let recent: readonly { readonly edit: QueuedEdit; readonly at: number }[] = []
  let lastSeq = 0
  let sentUpTo = 0
  let isSending = false
  let isIntact = true

  const pump = () => {
    if (!isSending) return
    for (const { edit, storage } of waiting) {
      if (edit.seq <= sentUpTo) continue
      if (storage === "writing") return
      sentUpTo = edit.seq
      send(edit)
    }
  }
  const settle = (entries: readonly Waiting[], storage: "stored" | "failed") => {
    for (const entry of entries) {
      if (entry.storage !== "writing") continue
      entry.storage = storage
      if (storage === "failed") isIntact = false
    }
    pump()
    onChange()
  }
  const keep = (entries: readonly Waiting[], stored: Promise<void>) => {
    // A storage that neither completes nor fails must not hold work back from the host.
    const late = setTimeout(() => settle(entries, "failed"), quietMs)
    stored
      .then(
        () => settle(entries, "stored"),
        (problem: unknown) => {
          if (isTaken(problem)) onTaken()
          else settle(entries, "failed")
        },
      )
      .finally(() => clearTimeout(late))
  }

  return {
    instance,
    get waiting() {
      return waiting
    },
    edits: () => waiting.map(({ edit }) => edit),
    isIntact: () => isIntact,
    push: (edits, store = (all) => Promise.all(all.map(outbox.add)).then(() => {})) => {
      const entries = edits.map((edit): Waiting => {
        const since = performance.now()
        return { edit: { ...edit, instance, seq: ++lastSeq }, step: edit.step, storage: "writing", since }
      })
      waiting.push(...entries)
      keep(entries, store(entries.map(({ edit }) => edit)))
      onChange()
    },
    restore: (edits) => {
      const since = performance.now()
      waiting.push(...edits.map((edit) => ({ edit, step: edit.step, storage: "stored" as const, since })))
      lastSeq = Math.max(lastSeq, edits.at(-1)?.seq ?? 0)
      pump()
      onChange()
    },
    start: (lastDurable) => {
      isSending = true
      sentUpTo = lastDurable
      lastSeq = Math.max(lastSeq, lastDurable)
      pump()
    },
    pause: () => {
      isSending = false
    },
    acknowledge: (upTo) => {
      const done = waiting.filter(({ edit }) => edit.seq <= upTo)
      if (done.length === 0) return
      waiting = waiting.filter(({ edit }) => edit.seq > upTo)
      const at = performance.now()
      recent = [...recent, ...done.map(({ edit }) => ({ edit, at }))].filter((one) => at - one.at < recentMs)
      if (recent.length > mostRecent) recent = recent.slice(-mostRecent)
      outbox.removeUpTo(instance, upTo).catch(() => {})
      onChange()
    },
    rewind: (lastDurable) => {
      const since = performance.now()
      const again = recent
        .filter(({ edit, at }) => edit.seq > lastDurable && since - at < recentMs)
        .map(({ edit }): Waiting => ({ edit, step: edit.step, storage: "writing", since }))
      if (again.length === 0) return
      recent = []
      waiting = [...again, ...waiting]
      keep(
        again,
        Promise.all(again.map(({ edit }) => outbox.add(edit))).then(() => {}),
      )
    },
    clear: () => {
      waiting = []
      onChange()
    },
  }
}

/** The store already holds an edit under this number. */
const isTaken = (problem: unknown): boolean =>
  typeof problem === "object" && problem !== null && "name" in problem && problem.name === "ConstraintError"
