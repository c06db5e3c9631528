import { err, ok, type Result } from "../../shared/model/result.ts"
import { codeOf, type Disk, type OpenFile } from "./disk.ts"
import { encodeRecord, type JournalRecord } from "./journalFormat.ts"
import { fileName, numbersIn } from "./journalReading.ts"
import { encodeWhole, type Whole, writeWhole } from "./journalWhole.ts"

/**
 * Writes the journal. A record goes into the file at once, where it outlives the end of this process but not a power
 * cut; an fdatasync a moment later puts all that came until then on disk. After any error the file is never trusted
 * again (a second fsync can claim success for data that are gone): a new file begins with everything as it stands, and
 * only when that is on disk are the held records reported. Every start begins a new file too, so nothing is ever cut
 * off or overwritten.
 */
export interface Journal {
  /**
   * `onDurable` runs once, in order, when the record and all before it are on disk; `onWritten` once, in order, when it is
   * in the file, mostly before `append` returns.
   */
  readonly append: (record: JournalRecord, onDurable: () => void, onWritten?: () => void) => void
  readonly problem: () => DiskProblem | null
  /** Bytes of the present file. */
  readonly size: () => number
  /** Begins a new file with everything as it stands; the last ones are kept. */
  readonly compact: () => Promise<void>
  /** Writes what is held, gives up after one more try, and closes. False when something could not be saved. */
  readonly close: () => Promise<boolean>
}

export type DiskProblem = "full" | "read-only" | "error"

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
/** After a sync the disk is left alone for so long: a busy host syncs often enough, an idle one at once. */
const restMs = 20
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
    append: (record, onDurable, onWritten = () => {}) =>
      writer.append({ record, onDurable, onWritten, isWritten: false }),
    problem: () => writer.problem,
    size: () => writer.size,
    compact: () => writer.compact(),
    close: () => writer.close(),
  })
}

interface Waiting {
  readonly record: JournalRecord
  readonly onDurable: () => void
  readonly onWritten: () => void
  isWritten: boolean
}

class Writer {
  problem: DiskProblem | null = null
  size = 0
  readonly #ports: JournalPorts
  #number: number
  #file: OpenFile | undefined
  #seq = 0
  #wholeSize = 0
  /** Not in the present file yet. */
  #queue: Waiting[] = []
  /** In the file, not surely on disk. */
  #unsynced: Waiting[] = []
  /** How records get into the file: here and now, in another thread while one syncs it, or not at all until the next file. */
  #way: "now" | "aside" | "none" = "none"
  #writingAside: Promise<void> | undefined
  #wantsNewFile = false
  #running: Promise<void> | undefined
  #retryMs = firstRetryMs
  #isClosing = false
  #isClosed = false

  constructor(ports: JournalPorts, number: number) {
    this.#ports = ports
    this.#number = number - 1
  }

  async begin(): Promise<DiskProblem | null> {
    await this.#ports.disk.makeFolder(this.#ports.folder).catch(() => {})
    await this.#newFile()
    return this.problem
  }

  append(waiting: Waiting): void {
    // Never acknowledged, so that its author keeps it and brings it again.
    if (this.#isClosed) return
    this.#queue.push(waiting)
    if (this.#way === "now") this.#writeNow()
    else if (this.#way === "aside") {
      this.#writingAside ??= this.#writeAside().finally(() => {
        this.#writingAside = undefined
      })
    }
    this.#start()
  }

  async compact(): Promise<void> {
    if (this.#isClosed) return
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
    this.#isClosed = true
    return this.#queue.length + this.#unsynced.length === 0
  }

  #start(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
      if (this.#hasWork() && !this.#isClosing) this.#start()
    })
  }

  #hasWork(): boolean {
    return this.#queue.length + this.#unsynced.length > 0 || this.#wantsNewFile
  }

  async #run(): Promise<void> {
    // What waits for this record, such as those who read along, goes first.
    await this.#pause(0)
    while (this.#hasWork()) {
      await this.#sync()
      if (this.#wantsNewFile) await this.#newFile()
      if (!this.problem) await this.#pause(restMs)
      else if (this.#isClosing) return
      else await this.#waitToRetry()
    }
  }

  async #pause(ms: number): Promise<void> {
    if (!this.#isClosing) await new Promise<void>((resolve) => this.#ports.after(ms, resolve))
  }

  async #waitToRetry(): Promise<void> {
    await new Promise<void>((resolve) => this.#ports.after(this.#retryMs, resolve))
    this.#retryMs = Math.min(lastRetryMs, this.#retryMs * 2)
  }

  #writeNow(): void {
    const batch = this.#queue
    if (!this.#file || batch.length === 0) return
    this.#queue = []
    try {
      const bytes = this.#encode(batch)
      this.#file.writeNow(bytes)
      this.#noteWritten(batch, bytes.length)
    } catch (problem) {
      this.#fail(problem, batch)
    }
  }

  /** The same without waiting for it here: some systems let a write wait for the sync that is under way. */
  async #writeAside(): Promise<void> {
    while (this.#file && this.#queue.length > 0 && this.#way === "aside") {
      const batch = this.#queue
      this.#queue = []
      try {
        const bytes = this.#encode(batch)
        await this.#file.write(bytes)
        this.#noteWritten(batch, bytes.length)
      } catch (problem) {
        this.#fail(problem, batch)
      }
    }
  }

  #encode(batch: readonly Waiting[]): Uint8Array {
    const records = batch.map(({ record }) => encodeRecord(record, ++this.#seq))
    return records.length === 1 ? records[0]! : Buffer.concat(records)
  }

  #noteWritten(batch: readonly Waiting[], bytes: number): void {
    this.#unsynced.push(...batch)
    this.size += bytes
    for (const waiting of batch) {
      if (waiting.isWritten) continue
      waiting.isWritten = true
      waiting.onWritten()
    }
  }

  /** One fdatasync for all that is in the file by now. */
  async #sync(): Promise<void> {
    const batch = this.#unsynced
    if (!this.#file || batch.length === 0) return
    this.#unsynced = []
    this.#way = "aside"
    const problem = await this.#file.sync().then(
      () => undefined,
      (cause: unknown) => ({ cause }),
    )
    while (this.#writingAside) await this.#writingAside
    if (problem) {
      this.#unsynced.unshift(...batch)
      return this.#fail(problem.cause, [])
    }
    if (this.#way === "aside") this.#way = "now"
    for (const { onDurable } of batch) onDurable()
    if (this.size > this.#wholeSize * 2 + compactBytes) this.#wantsNewFile = true
  }

  /** What is not surely on disk goes into the new file, in the order in which it came. */
  #fail(cause: unknown, batch: readonly Waiting[]): void {
    const isOlder = batch[0]?.isWritten
    this.#queue = isOlder
      ? [...batch, ...this.#unsynced, ...this.#queue]
      : [...this.#unsynced, ...batch, ...this.#queue]
    this.#unsynced = []
    this.#way = "none"
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
    this.#way = "none"
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
    this.#queue = [...this.#unsynced, ...this.#queue]
    this.#unsynced = []
    this.#setProblem(null)
    this.#way = "now"
    this.#writeNow()
    await this.#dropOldFiles().catch(() => {})
  }

  async #dropOldFiles(): Promise<void> {
    const { disk, folder } = this.#ports
    const old = numbersIn(await disk.list(folder)).slice(keptFiles)
    for (const number of old) await disk.remove(`${folder}/${fileName(number)}`)
  }
}

const problemOf = (cause: unknown): DiskProblem => {
  const code = codeOf(cause)
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG") return "full"
  return code === "EROFS" || code === "EACCES" || code === "EPERM" ? "read-only" : "error"
}
