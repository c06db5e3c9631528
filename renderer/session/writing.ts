import * as Y from "yjs"
import { origin } from "../../shared/document/document.ts"
import { type SortedOut, sortOut, write } from "./carryOver.ts"
import type { LiveDocument } from "./liveDocument.ts"
import type { Outbox, QueuedEdit, Reason, RefusedEdit } from "./outbox.ts"
import type { Place } from "./place.ts"
import { type NewEdit, openQueue, type Queue } from "./queue.ts"
import type { Unacknowledged } from "./saving.ts"

export interface WritingOptions {
  readonly live: LiveDocument
  readonly outbox: Outbox
  readonly place: Place
  /** Which history edits are made on. */
  readonly history: () => { readonly workshop: string; readonly generation: string }
  readonly send: (edit: QueuedEdit) => void
  readonly onChange: () => void
  /** Another tab writes under this place: `startOver` is due. */
  readonly onTaken: () => void
  readonly onRefused: (edits: readonly RefusedEdit[]) => void
  /** From now on this place is ours, and the one before is not. */
  readonly onMoved: (to: Place, from: Place) => void
}

/** What is begun anew: what was written so far goes with it, apart from what was refused. */
interface Move {
  readonly place: Place
  readonly ydoc: Y.Doc
  readonly refusedSeq: number | undefined
  readonly reason: Reason
}

/** The way of this device's edits into the shared document, and of others' into this one. */
export interface Writing {
  /** Under which the next hello goes out. */
  readonly place: () => Place
  /** Under which what is written now is kept: another than `place` while starting over. */
  readonly queuePlace: () => Place
  readonly waiting: () => readonly Unacknowledged[]
  readonly edits: () => readonly QueuedEdit[]
  readonly isIntact: () => boolean
  /** Edits that the page before has left. */
  readonly restore: (edits: readonly QueuedEdit[]) => void
  readonly stateVector: () => Uint8Array
  /** Others' edits, all in one transaction, so that they are shown at once. */
  readonly apply: (updates: readonly Uint8Array[]) => void
  /** False when the host no longer knows this place, so that what waits cannot be sent under it: `startOver` is due. */
  readonly welcomed: (clientId: number, lastDurable: number) => boolean
  /** To be said before `welcomed` when another host carries this history on. */
  readonly inherited: (lastDurable: number) => void
  /** The board is complete as the host has it. */
  readonly loaded: () => void
  readonly pause: () => void
  readonly acknowledge: (upTo: number) => void
  /** Goes on under another place with a fresh document from the host. Writing goes on meanwhile. */
  readonly startOver: (place: Place, reason: Reason, refusedSeq?: number) => void
  /** Takes over what a closed tab has left and the host did not take. */
  readonly carry: (edits: readonly QueuedEdit[], reason: Reason, refusedSeq?: number) => void
  /** Lets go of everything that is waiting, after it has been kept elsewhere or given up. */
  readonly clear: () => void
}

export function openWriting(options: WritingOptions): Writing {
  const { live, outbox, history } = options
  const queueFor = (place: Place): Queue => openQueue({ ...options, instance: place.instance })
  let place = options.place
  let queue = queueFor(place)
  let move: Move | undefined
  let clientId = 0
  let lastDurable = 0
  let isLoaded = false
  let restored: readonly QueuedEdit[] = []
  /** Numbers of steps go on from those of the page before. */
  let firstStep = 0
  /** Set while edits are written anew: their updates are collected instead of queued one by one. */
  let collected: NewEdit[] | undefined

  const newEdit = (update: Uint8Array): NewEdit => ({
    ...history(),
    update,
    time: Date.now(),
    step: firstStep + live.history.stepOfLatest(),
  })
  const takeLocal = (update: Uint8Array, from: unknown) => {
    if (from === origin.remote) return
    if (collected) collected.push(newEdit(update))
    else queue.push([newEdit(update)])
  }
  live.document.ydoc.on("update", takeLocal)

  const target = () => move?.ydoc ?? live.document.ydoc

  /** What could be saved of another queue's edits, written anew into the present document and queue. */
  const adopt = (edits: readonly QueuedEdit[], { refused, rewrites }: SortedOut) => {
    collected = []
    try {
      for (const rewrite of rewrites) {
        live.history.endStep()
        write(live.document, rewrite)
      }
      live.history.endStep()
      queue.push(collected, (renewed) => outbox.resettle(edits, refused, renewed))
    } finally {
      collected = undefined
    }
    if (refused.length > 0) options.onRefused(refused)
  }

  const finishMove = ({ ydoc, refusedSeq, reason, place: next }: Move) => {
    const before = { place, edits: queue.edits() }
    const sorted = sortOut(Y.encodeStateAsUpdate(ydoc), before.edits, refusedSeq, reason, live.document)
    queue.pause()
    live.document.ydoc.off("update", takeLocal)
    firstStep += live.history.stepOfLatest()
    live.replace(ydoc)
    ydoc.on("update", takeLocal)
    ydoc.clientID = clientId
    place = next
    queue = queueFor(next)
    move = undefined
    adopt(before.edits, sorted)
    queue.start(lastDurable)
    options.onMoved(next, before.place)
  }

  return {
    place: () => move?.place ?? place,
    queuePlace: () => place,
    waiting: () => queue.waiting,
    edits: () => queue.edits(),
    isIntact: () => queue.isIntact(),
    restore: (edits) => {
      restored = edits
      firstStep = Math.max(0, ...edits.map(({ step }) => step))
      queue.restore(edits)
    },
    stateVector: () => Y.encodeStateVector(target()),
    apply: (updates) => {
      const ydoc = target()
      ydoc.transact(() => {
        for (const update of updates) Y.applyUpdate(ydoc, update, origin.remote)
      }, origin.remote)
    },
    welcomed: (client, durable) => {
      const isKnown = !isLoaded || client === clientId
      clientId = client
      lastDurable = durable
      if (move) return true
      queue.acknowledge(durable)
      if (!isKnown && queue.waiting.length > 0) return false
      if (isLoaded) live.document.ydoc.clientID = client
      queue.start(durable)
      return true
    },
    inherited: (durable) => {
      if (!move) queue.rewind(durable)
    },
    loaded: () => {
      const ydoc = target()
      if (move) finishMove(move)
      else if (!isLoaded) {
        ydoc.transact(() => {
          for (const { update } of restored) Y.applyUpdate(ydoc, update, origin.remote)
        }, origin.remote)
        ydoc.clientID = clientId
      }
      isLoaded = true
    },
    pause: () => queue.pause(),
    acknowledge: (upTo) => {
      lastDurable = Math.max(lastDurable, upTo)
      if (!move) queue.acknowledge(upTo)
    },
    startOver: (next, reason, refusedSeq = move?.refusedSeq) => {
      queue.pause()
      move = { place: next, ydoc: new Y.Doc(), refusedSeq, reason: move ? move.reason : reason }
    },
    carry: (edits, reason, refusedSeq) =>
      adopt(edits, sortOut(Y.encodeStateAsUpdate(live.document.ydoc), edits, refusedSeq, reason)),
    clear: () => queue.clear(),
  }
}
