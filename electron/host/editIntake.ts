import * as Y from "yjs"
import { origin, type WorkshopDocument } from "../../shared/document/document.ts"
import { type Refused, takeEdit } from "../../shared/gate/gate.ts"
import type { Role } from "../../shared/model/records.ts"
import { err, ok, type Result } from "../../shared/model/result.ts"
import type { Update } from "../../shared/protocol/messages.ts"
import type { KnownInstance } from "./instances.ts"
import type { Journal } from "./journal.ts"
import { keepWords } from "./keepWords.ts"

/**
 * The way of every edit: gate, document, journal; when it is in the journal's file the others get it, and when it is on
 * disk its author hears so.
 */
export interface EditIntakePorts {
  readonly document: WorkshopDocument
  readonly newId: () => string
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** The document has this now. */
  readonly onDocument: (update: Uint8Array) => void
  /** Called after each edit of somebody's: others may have waited for it. */
  readonly onTaken: () => void
  /** Passes on what is in the journal's file; without an author it is the host's own. */
  readonly publish: (update: Uint8Array, author: KnownInstance | undefined) => void
  /** Called once for all of an author's edits that one write to the disk has covered. */
  readonly acknowledge: (author: KnownInstance) => void
}

/** Somebody waits for an edit that another connection has brought. */
interface AwaitedEdit {
  readonly instance: KnownInstance
  readonly seq: number
  readonly onDurable: () => void
}

/** The most bytes a workshop may have. */
const bytesLimit = 50 * 1024 * 1024

/** Takes nothing before `start`. */
export class EditIntake {
  readonly #ports: EditIntakePorts
  #journal: Journal | undefined
  #awaited: AwaitedEdit[] = []
  #ackDue = new Set<KnownInstance>()
  /** Resolves when what the host itself has written last is on disk. */
  #lastHostEdit: Promise<void> = Promise.resolve()
  #bytes: number

  constructor(ports: EditIntakePorts) {
    this.#ports = ports
    const { ydoc } = ports.document
    this.#bytes = Y.encodeStateAsUpdate(ydoc).length
    // Yjs encodes every transaction again for a listener of updates; only the host's own edits are worth that.
    const note = (update: Uint8Array) => this.#noteHostEdit(update)
    ydoc.on("beforeTransaction", (transaction: Y.Transaction) => {
      ydoc.off("update", note)
      if (transaction.origin === origin.host) ydoc.on("update", note)
    })
  }

  start(journal: Journal): void {
    this.#journal = journal
  }

  /** The whole document, encoded. */
  state(): Uint8Array {
    const state = Y.encodeStateAsUpdate(this.#ports.document.ydoc)
    this.#bytes = state.length
    return state
  }

  /** Resolves when everything the host has written into the document is on disk. */
  hostEditsDurable(): Promise<void> {
    return this.#lastHostEdit
  }

  /** Takes an edit under its author's name, whoever has brought it. `isAuthor`: they have brought it themselves. */
  take(
    instance: KnownInstance,
    role: Role,
    { seq, update }: Omit<Update, "type">,
    isAuthor = false,
  ): Result<void, Refused> {
    const journal = this.#journal
    const isNext = seq === instance.taken + 1 || (instance.resumes && isAuthor)
    if (!journal || !isNext) return err({ reason: "gap", detail: `expected ${instance.taken + 1}` })
    if (this.#bytes > bytesLimit) return err({ reason: "quota", detail: "the workshop is full" })
    const { clientId, personId } = instance
    const taken = takeEdit(this.#ports.document, { clientId, personId, role }, update)
    if (!taken.ok) return taken
    instance.taken = seq
    instance.resumes = false
    this.#bytes += update.length
    this.#ports.onDocument(update)
    const isDurable = () => {
      instance.durable = seq
      this.#ack(instance)
      this.#tellAwaited()
    }
    const isWritten = () => this.#ports.publish(update, instance)
    // Before the edit: once that is on disk and acknowledged, so are the words that gave way to it.
    keepWords(this.#ports, taken.value)
    journal.append({ type: "edit", instance: instance.instance, seq, update }, isDurable, isWritten)
    this.#ports.onTaken()
    return ok(undefined)
  }

  /** Resolves when that edit is on disk: what was taken may still be on its way there. */
  durableAt(instance: KnownInstance, seq: number): Promise<void> {
    if (seq <= instance.durable) return Promise.resolve()
    return new Promise((resolve) => this.#awaited.push({ instance, seq, onDurable: resolve }))
  }

  #tellAwaited(): void {
    if (this.#awaited.length === 0) return
    const isDurable = ({ instance, seq }: AwaitedEdit) => seq <= instance.durable
    const due = this.#awaited.filter(isDurable)
    this.#awaited = this.#awaited.filter((one) => !isDurable(one))
    for (const { onDurable } of due) onDurable()
  }

  /** Once for all that one write to the disk has covered. */
  #ack(instance: KnownInstance): void {
    if (this.#ackDue.size === 0) queueMicrotask(() => this.#sendAcks())
    this.#ackDue.add(instance)
  }

  #sendAcks(): void {
    for (const instance of this.#ackDue) this.#ports.acknowledge(instance)
    this.#ackDue = new Set()
  }

  #noteHostEdit(update: Uint8Array): void {
    this.#ports.onDocument(update)
    this.#bytes += update.length
    this.#lastHostEdit = new Promise((resolve) => {
      this.#journal?.append({ type: "host-edit", update }, () => {
        this.#ports.publish(update, undefined)
        resolve()
      })
    })
  }
}
