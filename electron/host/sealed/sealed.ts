import { origin, recordIn, sourceOf, type WorkshopDocument } from "../../../shared/document/document.ts"
import { setFields, type Values } from "../../../shared/document/records.ts"
import { type RecordOf, readRecord, type Shape } from "../../../shared/model/fields.ts"
import { fixedShapes } from "../../../shared/model/records.ts"
import type { Disk } from "../disk.ts"
import { readEntry, type SealedEntry, SealedState } from "./sealedEntries.ts"
import { openSealedFile, type SealedFile } from "./sealedFile.ts"

/**
 * What people have given the host and nobody may see yet (`domain.md` A.9, 8 and 9): private notes, ballots, single
 * answers, and the facilitator's notes to the steps. Every change is on disk before it counts; what is revealed or
 * counted goes into the document first and only then out of here, so that a crash between the two loses nothing.
 */
export interface SealedPorts {
  readonly document: WorkshopDocument
  readonly disk: Disk
  readonly folder: string
  readonly workshopId: string
  readonly newId: () => string
  /** ISO 8601, UTC, milliseconds. */
  readonly now: () => string
  readonly log: (line: string) => void
  /** Resolves when everything the host has written into the document is on disk. */
  readonly durable: () => Promise<void>
  /** Something has changed that is counted. */
  readonly onCount: () => void
}

export class Sealed {
  readonly state: SealedState
  readonly ports: SealedPorts
  /** Questions that are being counted: no further answer is taken. */
  readonly counting = new Set<string>()
  readonly #file: SealedFile

  private constructor(ports: SealedPorts, file: SealedFile, state: SealedState) {
    this.ports = ports
    this.#file = file
    this.state = state
  }

  static async open(ports: SealedPorts): Promise<Sealed> {
    const state = new SealedState()
    const { disk, folder, workshopId, log } = ports
    const { file, found } = await openSealedFile({ disk, folder, workshopId, log, entries: () => state.entries() })
    for (const raw of found) {
      const entry = readEntry(raw)
      if (entry) state.take(entry)
    }
    // Revealed before a crash, and on the board: no longer a secret.
    for (const id of state.notes.keys()) if (ports.document.roots.cards.has(id)) state.notes.delete(id)
    return new Sealed(ports, file, state)
  }

  /** Resolves when it is on disk and counts; rejects when the disk did not take it. */
  async keep(entry: SealedEntry): Promise<void> {
    await this.#file.append(entry, () => this.state.take(entry))
    this.ports.onCount()
  }

  /** Resolves when everything that people were taking part with until now is on disk, and counts, or was refused. */
  isIdle(): Promise<void> {
    return this.#file.isIdle()
  }

  /** Lets go of what `forget` takes out of the state, once the document is on disk with what came of it. */
  async settle(forget: (state: SealedState) => void): Promise<void> {
    await this.ports.durable()
    forget(this.state)
    this.ports.onCount()
    // A file that could not be written anew still holds what is on the board already; the next start sees that.
    await this.#file.rewrite().catch(() => {})
  }

  /** Writes into the document as the host: one transaction. */
  write(change: () => void): void {
    this.ports.document.ydoc.transact(change, origin.host)
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}

/** A record of the session as plain data; undefined when there is none or it is deleted. */
export function liveRecord<R extends keyof typeof fixedShapes>(
  document: WorkshopDocument,
  root: R,
  id: string,
): RecordOf<(typeof fixedShapes)[R]> | undefined {
  const record = recordIn(document.roots[root], id)
  return record?.get("deleted") === false ? readRecord(fixedShapes[root], sourceOf(record)) : undefined
}

/** Writes fields of such a record; nothing when it is gone. */
export function setRecord(
  document: WorkshopDocument,
  root: keyof typeof fixedShapes,
  id: string,
  values: Values,
): void {
  const record = recordIn(document.roots[root], id)
  const shape: Shape = fixedShapes[root]
  if (record) setFields(record, shape, values)
}

/** Why a request was not followed; the words are under `ask.<why>` or the general refusal. */
export const refused = (why: string, detail = ""): { readonly refused: string; readonly detail: string } => ({
  refused: why,
  detail,
})
