import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto"
import { dirname } from "node:path"
import { codeOf, type Disk, type OpenFile, replaceFile } from "../disk.ts"

/**
 * What is kept from everybody until it is revealed, on disk: a file of encrypted entries beside the journal, its key in
 * a folder of its own, so that a copied or mailed workshop takes no secrets along. An entry is reported only after its
 * fsync. A torn or damaged tail is left out and said; a file that cannot be opened is kept aside, never overwritten.
 *
 *     entry  u32 length, 12 bytes nonce, AES-256-GCM of the JSON with the entry's number as additional data, 16 bytes tag
 */
export interface SealedFile {
  /** Resolves when the entry is on disk; rejects when it is not. `onKept` runs at that moment, before anything else is written. */
  readonly append: (entry: unknown, onKept: () => void) => Promise<void>
  /**
   * Begins the file anew with all that is sealed once it is its turn, so that what was on its way to the disk before is
   * among it: what was revealed or taken back is gone for good.
   */
  readonly rewrite: () => Promise<void>
  /** Resolves when everything that was appended until now is on disk, or is known not to be. */
  readonly isIdle: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface SealedFilePorts {
  readonly disk: Disk
  /** The workshop's folder. */
  readonly folder: string
  readonly workshopId: string
  readonly log: (line: string) => void
  /** All that is sealed now, to begin the file anew after the disk has failed. */
  readonly entries: () => readonly unknown[]
}

const sealedName = "sealed.bin"
const keyLength = 32
const nonceLength = 12
const tagLength = 16
const entryLimit = 1024 * 1024

/** Opens or begins the file; gives what it held. */
export async function openSealedFile(
  ports: SealedFilePorts,
): Promise<{ readonly file: SealedFile; readonly found: readonly unknown[] }> {
  const key = await keyOf(ports)
  const found = await readEntries(ports, key)
  return { file: new Writer(ports, key), found }
}

async function keyOf({ disk, folder, workshopId }: SealedFilePorts): Promise<Buffer> {
  const keys = `${dirname(folder)}/.seals`
  const name = `${workshopId}.key`
  const kept = await disk.read(`${keys}/${name}`).catch((problem: unknown) => codeOf(problem))
  if (typeof kept !== "string" && kept.length === keyLength) return Buffer.from(kept)
  // Whatever is there may still open what was sealed with it.
  if (kept !== "ENOENT") await setAside(disk, `${keys}/${name}`)
  const key = randomBytes(keyLength)
  await disk.makeFolder(keys).catch(() => {})
  // Without it on disk, notes come back from the devices after a restart; the session goes on.
  await replaceFile(disk, keys, name, key).catch(() => {})
  return key
}

async function readEntries({ disk, folder, log }: SealedFilePorts, key: Buffer): Promise<readonly unknown[]> {
  const path = `${folder}/${sealedName}`
  const bytes = await disk.read(path).catch((problem: unknown) => codeOf(problem))
  if (typeof bytes === "string") {
    if (bytes === "ENOENT") return []
    log(`the sealed notes could not be read (${bytes}); they are kept aside, and come back from the devices`)
    await setAside(disk, path)
    return []
  }
  if (bytes.length === 0) return []
  const { entries, isWhole } = decrypt(Buffer.from(bytes), key)
  if (!isWhole) {
    log(`the end of the sealed notes is damaged; ${entries.length} are read, the rest comes back from the devices`)
    await setAside(disk, path)
  }
  return entries
}

const setAside = (disk: Disk, path: string): Promise<void> =>
  disk.rename(path, `${path}.damaged-${randomBytes(4).toString("hex")}`).catch(() => {})

function decrypt(bytes: Buffer, key: Buffer): { entries: unknown[]; isWhole: boolean } {
  const entries: unknown[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = at + 4 <= bytes.length ? bytes.readUInt32LE(at) : Number.POSITIVE_INFINITY
    const end = at + 4 + length
    if (length > entryLimit || length < nonceLength + tagLength || end > bytes.length)
      return { entries, isWhole: false }
    try {
      const sealed = bytes.subarray(at + 4, end)
      const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, nonceLength))
      decipher.setAAD(numberOf(entries.length)).setAuthTag(sealed.subarray(-tagLength))
      const text = Buffer.concat([decipher.update(sealed.subarray(nonceLength, -tagLength)), decipher.final()])
      entries.push(JSON.parse(text.toString("utf8")))
    } catch {
      return { entries, isWhole: false }
    }
    at = end
  }
  return { entries, isWhole: true }
}

function encrypt(entry: unknown, number: number, key: Buffer): Buffer {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(numberOf(number))
  const body = Buffer.concat([nonce, cipher.update(JSON.stringify(entry), "utf8"), cipher.final(), cipher.getAuthTag()])
  const length = Buffer.alloc(4)
  length.writeUInt32LE(body.length)
  return Buffer.concat([length, body])
}

const numberOf = (number: number): Buffer => Buffer.from(`cairn sealed ${number}`)

interface Waiting {
  readonly entry: unknown
  readonly onKept: () => void
  readonly resolve: () => void
  readonly reject: (problem: unknown) => void
}

class Writer implements SealedFile {
  readonly #ports: SealedFilePorts
  readonly #key: Buffer
  /** Undefined until the file is begun anew: at the start, and after anything went wrong. */
  #file: OpenFile | undefined
  #count = 0
  #waiting: Waiting[] = []
  #work: Promise<void> = Promise.resolve()

  constructor(ports: SealedFilePorts, key: Buffer) {
    this.#ports = ports
    this.#key = key
  }

  append(entry: unknown, onKept: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, onKept, resolve, reject })
      if (this.#waiting.length === 1) void this.#then(() => this.#flush())
    })
  }

  rewrite(): Promise<void> {
    return this.#then(() => this.#begin())
  }

  isIdle(): Promise<void> {
    return this.#then(() => Promise.resolve())
  }

  async close(): Promise<void> {
    await this.#then(async () => this.#file?.close())
    this.#file = undefined
  }

  #then(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(work)
    this.#work = done.catch(() => {})
    return done
  }

  async #flush(): Promise<void> {
    const batch = this.#waiting
    this.#waiting = []
    try {
      if (!this.#file) await this.#begin()
      const bytes = batch.map(({ entry }, at) => encrypt(entry, this.#count + at, this.#key))
      await this.#file?.write(Buffer.concat(bytes))
      await this.#file?.sync()
      this.#count += batch.length
      for (const { onKept, resolve } of batch) {
        onKept()
        resolve()
      }
    } catch (problem) {
      // What a failed fsync has left in the file is not trusted: the next entry begins it anew.
      await this.#file?.close().catch(() => {})
      this.#file = undefined
      for (const { reject } of batch) reject(problem)
    }
  }

  async #begin(): Promise<void> {
    const { disk, folder } = this.#ports
    await this.#file?.close().catch(() => {})
    this.#file = undefined
    const entries = this.#ports.entries()
    const bytes = Buffer.concat(entries.map((entry, at) => encrypt(entry, at, this.#key)))
    await replaceFile(disk, folder, sealedName, bytes)
    this.#count = entries.length
    this.#file = await disk.open(`${folder}/${sealedName}`, "append")
  }
}
