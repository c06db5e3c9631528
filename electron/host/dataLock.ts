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
    if (await created(path, mine)) return ok({ release: () => release(path, mine) })
    const found = await readFile(path, "utf8").catch(() => "")
    const owner = readOwner(found)
    if (owner && isAlive(owner)) return err({ pid: owner.pid })
    await takeAway(path, found)
  }
  return err({ pid: 0 })
}

/** The file appears with its content in it: one that is found empty has no owner. */
async function created(path: string, content: string): Promise<boolean> {
  const aside = `${path}.${process.pid}.new`
  const file = await open(aside, "w", 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
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

/** Renames first: of two that find the same stale file, one gets it, and whoever got a fresh one by mistake puts it back. */
async function takeAway(path: string, stale: string): Promise<void> {
  const aside = `${path}.${process.pid}`
  try {
    await rename(path, aside)
    if ((await readFile(aside, "utf8")) === stale) await unlink(aside)
    else await rename(aside, path)
  } catch {
    // Somebody else was faster; the next try finds out who.
  }
}

async function release(path: string, mine: string): Promise<void> {
  if ((await readFile(path, "utf8").catch(() => "")) === mine) await unlink(path).catch(() => {})
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
