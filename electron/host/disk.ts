import { writeSync } from "node:fs"
import { type FileHandle, mkdir, open, readdir, readFile, rename, unlink } from "node:fs/promises"

/** What the journal needs of a disk; tests put faults in here. Every promise rejects with the system's error. */
export interface Disk {
  readonly read: (path: string) => Promise<Uint8Array>
  /** Names in a folder; empty when there is no such folder. */
  readonly list: (folder: string) => Promise<readonly string[]>
  readonly makeFolder: (path: string) => Promise<void>
  /** `append` opens what is there, `create` begins a file of its own. */
  readonly open: (path: string, how: "append" | "create") => Promise<OpenFile>
  readonly rename: (from: string, to: string) => Promise<void>
  readonly remove: (path: string) => Promise<void>
  /** Makes created, renamed and removed names survive a power cut. */
  readonly syncFolder: (path: string) => Promise<void>
}

export interface OpenFile {
  /** Writes all of it at the end. */
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** The same at once, for a few bytes; throws the system's error. */
  readonly writeNow: (bytes: Uint8Array) => void
  readonly sync: () => Promise<void>
  readonly close: () => Promise<void>
}

export const nodeDisk: Disk = {
  read: (path) => readFile(path),
  list: (folder) => readdir(folder).catch(orElse("ENOENT", [])),
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true, mode: 0o700 })
  },
  open: async (path, how) => fileOf(await open(path, how === "append" ? "a" : "w", 0o600)),
  rename,
  remove: (path) => unlink(path).catch(orElse("ENOENT", undefined)),
  syncFolder: async (path) => {
    // Windows has no such call; its file system journals names by itself.
    if (process.platform === "win32") return
    const folder = await open(path, "r")
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  },
}

const fileOf = (file: FileHandle): OpenFile => ({
  write: async (bytes) => {
    for (let done = 0; done < bytes.length; ) {
      done += (await file.write(bytes, done, bytes.length - done, null)).bytesWritten
    }
  },
  writeNow: (bytes) => {
    for (let done = 0; done < bytes.length; ) done += writeSync(file.fd, bytes, done)
  },
  sync: () => file.datasync(),
  close: () => file.close(),
})

const orElse =
  <T>(code: string, instead: T) =>
  (problem: unknown): T => {
    if (codeOf(problem) === code) return instead
    throw problem
  }

/** The system's word for what went wrong, such as `ENOSPC`. */
export const codeOf = (problem: unknown): string =>
  problem instanceof Error && "code" in problem && typeof problem.code === "string" ? problem.code : "unknown"

/** What is being replaced, by path. */
const replacing = new Map<string, Promise<void>>()

/** Writes a small file whole or not at all. What is to be written meanwhile waits its turn: the latest is what stays. */
export async function replaceFile(disk: Disk, folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const path = `${folder}/${name}`
  const replace = () => replaceNow(disk, folder, name, bytes)
  const mine = replacing.get(path)?.then(replace, replace) ?? replace()
  replacing.set(path, mine)
  try {
    await mine
  } finally {
    if (replacing.get(path) === mine) replacing.delete(path)
  }
}

async function replaceNow(disk: Disk, folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const aside = `${folder}/${name}.part`
  const file = await disk.open(aside, "create")
  try {
    await file.write(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await disk.rename(aside, `${folder}/${name}`)
  await disk.syncFolder(folder)
}
