import { err, ok, type Result } from "../../shared/model/result.ts"
import { codeOf, type Disk, type OpenFile } from "./disk.ts"
import { encodeRecord, type Instance, type JournalRecord, magic, recordAt } from "./journalFormat.ts"
import { fileName, numbersIn } from "./journalReading.ts"

/**
 * Writes the journal. Records that arrive while the disk is busy are written together; each is reported only after
 * its fdatasync. After any error the file is never trusted again (a second fsync can claim success for data that are
 * gone): a new file begins with everything as it stands, and only when that is on disk are the held records reported.
 * Every start begins a new file too, so nothing is ever cut off or overwritten.
 */
export interface Journal {
  /** `onDurable` runs once, in order, when the record is on disk. */
  readonly append: (record: JournalRecord, onDurable: () => void) => void
  readonly problem: () => DiskProblem | null
  /** Bytes of the present file. */
  readonly size: () => number
  /** Begins a new file with everything as it stands; the last ones are kept. */
  readonly compact: () => Promise<void>
  /** Writes what is held, gives up after one more try, and closes. False when something could not be saved. */
  readonly close: () => Promise<boolean>
}

export type DiskProblem = "full" | "read-only" | "error"

/** Everything as it stands, edits included that are not on disk yet. */
export interface Whole {
  readonly workshopId: string
  readonly generation: string
  readonly state: Uint8Array
  readonly instances: readonly Instance[]
}

export interface JournalPorts {
  readonly disk: Disk
  readonly folder: string
  readonly whole: () => Whole
  readonly onProblem: (problem: DiskProblem | null) => void
  readonly log: (line: string) => void
  readonly after: (ms: number, run: () => void) => void
}

/** How many files are kept, the present one included. */
const keptFiles = 3
const windowMs = 20
const gatherFrom = 8
const firstRetryMs = 250
const lastRetryMs = 3_000
/** A file is begun anew when what was appended outgrows both. */
const compactBytes = 4 * 1024 * 1024

/** Begins the file with the given number; fails where even that cannot be written. */
export async function beginJournal(ports: JournalPorts, number: number): Promise<Result<Journal, DiskProblem>> {
  const writer = new Writer(ports, number)
  const problem = await writer.begin()
  if (problem) return err(problem)
  return ok({
    append: (record, onDurable) => writer.append(record, onDurable),
    problem: () => writer.problem,
    size: () => writer.size,
    compact: () => writer.compact(),
    close: () => writer.close(),
  })
}

interface Waiting {
  readonly record: JournalRecord
  readonly onDurable: () => void
}

class Writer {
  problem: DiskProblem | null = null
  size = 0
  readonly #ports: JournalPorts
  #number: number
  #file: OpenFile | undefined
  #seq = 0
  #wholeSize = 0
  #queue: Waiting[] = []
  #wantsNewFile = false
  #running: Promise<void> | undefined
  #lastBatch = 0
  #retryMs = firstRetryMs
  #isClosing = false

  constructor(ports: JournalPorts, number: number) {
    this.#ports = ports
    this.#number = number - 1
  }

  async begin(): Promise<DiskProblem | null> {
    await this.#ports.disk.makeFolder(this.#ports.folder).catch(() => {})
    await this.#newFile()
    return this.problem
  }

  append(record: JournalRecord, onDurable: () => void): void {
    this.#queue.push({ record, onDurable })
    this.#start()
  }

  async compact(): Promise<void> {
    this.#wantsNewFile = true
    this.#start()
    await this.#running
  }

  async close(): Promise<boolean> {
    this.#isClosing = true
    this.#start()
    await this.#running
    await this.#file?.close().catch(() => {})
    this.#file = undefined
    return this.#queue.length === 0
  }

  #start(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
      if (this.#hasWork() && !this.#isClosing) this.#start()
    })
  }

  #hasWork(): boolean {
    return this.#queue.length > 0 || this.#wantsNewFile
  }

  async #run(): Promise<void> {
    while (this.#hasWork()) {
      if (this.#wantsNewFile) await this.#newFile()
      else await this.#commit()
      if (!this.problem) continue
      if (this.#isClosing) return
      await new Promise<void>((resolve) => this.#ports.after(this.#retryMs, resolve))
      this.#retryMs = Math.min(lastRetryMs, this.#retryMs * 2)
    }
  }

  /** One write and one fdatasync for all that waits. An idle host does it at once, a busy one gathers a little first. */
  async #commit(): Promise<void> {
    // Fewer than eight at a time come faster one by one than by waiting for each other.
    const gatherMs = Math.min(windowMs, this.#lastBatch - gatherFrom)
    if (gatherMs > 1 && !this.#isClosing) await new Promise<void>((resolve) => this.#ports.after(gatherMs, resolve))
    const batch = this.#queue
    this.#queue = []
    this.#lastBatch = batch.length
    if (!this.#file) return this.#fail("no file", batch)
    try {
      const bytes = Buffer.concat(batch.map(({ record }) => encodeRecord(record, ++this.#seq)))
      await this.#file.write(bytes)
      await this.#file.sync()
      this.size += bytes.length
    } catch (problem) {
      return this.#fail(problem, batch)
    }
    for (const { onDurable } of batch) onDurable()
    if (this.size > this.#wholeSize * 2 + compactBytes) this.#wantsNewFile = true
  }

  #fail(cause: unknown, batch: readonly Waiting[]): void {
    this.#queue.unshift(...batch)
    this.#wantsNewFile = true
    this.#setProblem(problemOf(cause))
    this.#ports.log(`cannot save (${codeOf(cause)}); trying a new file`)
  }

  #setProblem(problem: DiskProblem | null): void {
    if (this.problem === problem) return
    this.problem = problem
    this.#ports.onProblem(problem)
  }

  /**
   * What waits is in the beginning of the new file already and is written after it all the same: so the file before and
   * the records of this one are the whole workshop too, should this beginning ever be damaged.
   */
  async #newFile(): Promise<void> {
    const { disk, folder } = this.#ports
    const number = this.#number + 1
    const { bytes, seq } = encodeWhole(this.#ports.whole(), number)
    try {
      const file = await writeWhole(disk, folder, number, bytes)
      await this.#file?.close().catch(() => {})
      this.#file = file
    } catch (problem) {
      return this.#fail(problem, [])
    }
    this.#number = number
    this.#seq = seq
    this.size = bytes.length
    this.#wholeSize = bytes.length
    this.#wantsNewFile = false
    this.#retryMs = firstRetryMs
    this.#setProblem(null)
    await this.#dropOldFiles().catch(() => {})
  }

  async #dropOldFiles(): Promise<void> {
    const { disk, folder } = this.#ports
    const old = numbersIn(await disk.list(folder)).slice(keptFiles)
    for (const number of old) await disk.remove(`${folder}/${fileName(number)}`)
  }
}

/** The beginning of a journal file, which by itself is a whole workshop. */
export function encodeWhole(whole: Whole, number: number): { readonly bytes: Uint8Array; readonly seq: number } {
  const { workshopId, generation, state, instances } = whole
  const records: JournalRecord[] = [
    { type: "head", workshopId, generation, number },
    { type: "state", update: state },
    ...instances.map((instance): JournalRecord => ({ type: "instance", ...instance })),
    { type: "whole" },
  ]
  const parts = records.map((record, at) => encodeRecord(record, at + 1))
  return { bytes: Buffer.concat([magic, ...parts]), seq: records.length }
}

/** Aside, fsync, rename, fsync of the folder, and read back before it is relied on. */
async function writeWhole(disk: Disk, folder: string, number: number, bytes: Uint8Array): Promise<OpenFile> {
  const name = `${folder}/${fileName(number)}`
  const aside = await disk.open(`${name}.part`, "create")
  try {
    await aside.write(bytes)
    await aside.sync()
  } finally {
    await aside.close()
  }
  await disk.rename(`${name}.part`, name)
  await disk.syncFolder(folder)
  const written = Buffer.from(await disk.read(name))
  if (!written.equals(bytes) || !recordAt(written, magic.length)) throw new Error("read back differently")
  return disk.open(name, "append")
}

const problemOf = (cause: unknown): DiskProblem => {
  const code = codeOf(cause)
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG") return "full"
  return code === "EROFS" || code === "EACCES" || code === "EPERM" ? "read-only" : "error"
}
