import { readFileSync } from "node:fs"
import { constants, copyFile, link, open, readFile, rename, unlink } from "node:fs/promises"
import { join } from "node:path"
import { err, ok, type Result } from "../../shared/model/result.ts"
import { codeOf, type Disk } from "./disk.ts"
import type { HostProblem } from "./hostProblem.ts"

/**
 * One process per data directory: a file that names its owner. The file of an owner that is gone (killed, or from
 * before the computer was started anew) is taken over.
 */
export interface DataLock {
  readonly release: () => Promise<void>
}

const lockName = "host.lock"

/** Makes the folder if need be, and holds it for this process; says why it cannot. */
export async function lockFolder(disk: Disk, folder: string): Promise<Result<DataLock, HostProblem>> {
  await disk.makeFolder(folder).catch(() => {})
  const lock = await lockData(folder).catch(() => undefined)
  if (!lock) return err({ type: "CannotWrite", problem: "read-only" })
  return lock.ok ? lock : err({ type: "AlreadyOpen", pid: lock.error.pid })
}

/** Gives the owner's process id when somebody else has it. */
export async function lockData(folder: string): Promise<Result<DataLock, { readonly pid: number }>> {
  const path = join(folder, lockName)
  const mine = JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) })
  for (let tries = 0; tries < 5; tries++) {
    const taken = await take(path, mine)
    if (taken === "mine") return ok({ release: () => release(path, mine) })
    if (taken !== "again") return err({ pid: taken.pid })
  }
  return err({ pid: 0 })
}

type Taken = "mine" | "again" | { readonly pid: number }

async function take(path: string, mine: string): Promise<Taken> {
  if (await created(path, mine)) return "mine"
  const found = await contentOf(path)
  if (found === undefined) return "again"
  const owner = readOwner(found)
  return owner && isAlive(owner) ? owner : takeOver(path, found, mine)
}

/**
 * Whoever replaces the file of an owner that is gone holds a lock on that: of two that have found the same stale file,
 * the later one would replace the fresh one of the other. That lock may itself have been left behind.
 */
async function takeOver(path: string, stale: string, mine: string): Promise<Taken> {
  const taking = `${path}.taking`
  const taken = await take(taking, mine)
  if (taken !== "mine") return taken
  try {
    if ((await contentOf(path)) !== stale) return "again"
    await rename(await written(path, mine), path)
    return "mine"
  } finally {
    await unlink(taking).catch(() => {})
  }
}

/** The file appears with its content in it: one that is found empty has no owner. */
async function created(path: string, content: string): Promise<boolean> {
  const aside = await written(path, content)
  try {
    await link(aside, path)
    return true
  } catch (problem) {
    if (codeOf(problem) === "EEXIST") return false
    // A file system without links, such as that of a memory stick.
    return await copyFile(aside, path, constants.COPYFILE_EXCL).then(
      () => true,
      () => false,
    )
  } finally {
    await unlink(aside).catch(() => {})
  }
}

let writings = 0

/** Gives where the content has been written, beside the file that it is for. */
async function written(path: string, content: string): Promise<string> {
  const aside = `${path}.${process.pid}-${++writings}.new`
  const file = await open(aside, "w", 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  return aside
}

const contentOf = (path: string): Promise<string | undefined> => readFile(path, "utf8").catch(() => undefined)

async function release(path: string, mine: string): Promise<void> {
  if ((await contentOf(path)) === mine) await unlink(path).catch(() => {})
}

interface Owner {
  readonly pid: number
  readonly birth: string
}

function readOwner(content: string): Owner | undefined {
  try {
    const raw: unknown = JSON.parse(content)
    if (typeof raw !== "object" || raw === null || !("pid" in raw) || !("birth" in raw)) return undefined
    return typeof raw.pid === "number" && typeof raw.birth === "string" ? { pid: raw.pid, birth: raw.birth } : undefined
  } catch {
    return undefined
  }
}

function isAlive({ pid, birth }: Owner): boolean {
  if (pid === process.pid) return birth === birthOf(pid)
  try {
    process.kill(pid, 0)
  } catch (problem) {
    if (codeOf(problem) !== "EPERM") return false
  }
  const now = birthOf(pid)
  return now === "" || birth === "" || now === birth
}

/** Tells a process from a later one with the same number, where the system says when it was started. */
function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()
    return `${boot} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? ""}`
  } catch {
    return ""
  }
}
