import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs"
import { dirname, join } from "node:path"
import type { Random } from "../support/random.ts"

/**
 * What a power cut leaves of a folder. The ledger of `shim/faults.c` says what is surely on disk; everything else may
 * be there or not: bytes after the last fsync of a file, and names made, moved or taken away after the last fsync of
 * their folder.
 */
interface Names {
  /** Name to inode. */
  readonly files: Map<string, number>
  readonly folders: Set<string>
}

export interface Before {
  readonly names: Names
  readonly synced: Map<number, number>
}

/** To be called before the program starts: all that is there then is on disk. */
export function lookAt(folder: string): Before {
  const names: Names = { files: new Map(), folders: new Set() }
  const synced = new Map<number, number>()
  for (const path of filesIn(folder)) {
    const { ino, size, isFolder } = describe(path)
    if (isFolder) names.folders.add(path)
    else {
      names.files.set(path, ino)
      synced.set(ino, size)
    }
  }
  return { names, synced }
}

interface Change {
  readonly folder: string
  readonly make: (names: Names) => void
}

/** What the ledger tells: what is on disk, and the changes of names that may or may not be. */
function readLedger(ledger: string, { names, synced }: Before) {
  const pending: Change[] = []
  for (const line of existsSync(ledger) ? readFileSync(ledger, "utf8").split("\n").slice(0, -1) : []) {
    const [what, first = "", second = "", third = ""] = line.split("\t")
    if (what === "sync") synced.set(Number(first), Number(second))
    else if (what === "folder") settle(pending, names, first)
    else if (what === "create") {
      synced.set(Number(first), 0)
      pending.push({ folder: dirname(second), make: (to) => to.files.set(second, Number(first)) })
    } else if (what === "rename") {
      const make = (to: Names) => {
        to.files.delete(second)
        to.files.set(third, Number(first))
      }
      pending.push({ folder: dirname(third), make })
    } else if (what === "unlink") pending.push({ folder: dirname(second), make: (to) => to.files.delete(second) })
    else if (what === "mkdir") pending.push({ folder: dirname(first), make: (to) => to.folders.add(first) })
  }
  return { names, synced, pending }
}

function settle(pending: Change[], names: Names, folder: string): void {
  for (const change of pending.filter((one) => one.folder === folder)) {
    change.make(names)
    pending.splice(pending.indexOf(change), 1)
  }
}

/** Leaves the folder as after a power cut. Of what was not synced, chance decides how much is there, and in what state. */
export function cutPower(folder: string, graves: string, ledger: string, before: Before, draw: Random): void {
  const { names, synced, pending } = readLedger(ledger, before)
  const survives = draw(3)
  // All of it, none of it, or the beginning of it: a file system keeps the order of names.
  const kept = survives === 0 ? 0 : survives === 1 ? pending.length : draw(pending.length + 1)
  for (const change of pending.slice(0, kept)) change.make(names)
  const contents = new Map<number, string>()
  for (const path of [...filesIn(folder), ...filesIn(graves)]) {
    const { ino, isFolder } = describe(path)
    if (!isFolder) contents.set(ino, path)
  }
  const aside = `${folder}.after`
  mkdirSync(aside)
  for (const path of [...names.folders].sort())
    if (isReached(path, folder, names)) mkdirSync(path.replace(folder, aside))
  for (const [path, ino] of names.files) {
    const content = contents.get(ino)
    if (content === undefined || !isReached(path, folder, names)) continue
    const target = path.replace(folder, aside)
    copyFileSync(content, target)
    tear(target, synced.get(ino) ?? 0, draw)
  }
  putInPlace(aside, folder)
}

/** A file in a folder whose own name is lost is lost. */
const isReached = (path: string, folder: string, names: Names): boolean =>
  dirname(path) === folder || (names.folders.has(dirname(path)) && isReached(dirname(path), folder, names))

function tear(file: string, synced: number, draw: Random): void {
  const { size } = statSync(file)
  if (size <= synced) return
  const way = draw(4)
  const end = way === 0 ? synced : synced + draw(size - synced + 1)
  truncateSync(file, end)
  if (way < 2 || end === synced) return
  const bytes = readFileSync(file)
  const from = synced + draw(end - synced)
  for (let at = from; at < end; at++) bytes[at] = way === 2 ? 0 : draw(256)
  writeFileSync(file, bytes)
}

function putInPlace(aside: string, folder: string): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true })
  for (const path of filesIn(aside)) {
    const target = path.replace(aside, folder)
    if (describe(path).isFolder) mkdirSync(target)
    else copyFileSync(path, target)
  }
  rmSync(aside, { recursive: true, force: true })
}

/** Folders before what is in them. */
function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? [path, ...filesIn(path)] : [path]
  })
}

const describe = (path: string) => {
  const found = statSync(path)
  return { ino: found.ino, size: found.size, isFolder: found.isDirectory() }
}
