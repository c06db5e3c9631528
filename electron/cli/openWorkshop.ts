import { readdir, readFile, stat } from "node:fs/promises"
import { basename, join } from "node:path"
import * as Y from "yjs"
import { boardKinds } from "../../shared/boards/index.ts"
import { readWorkshopText } from "../../shared/codecs/readWorkshopText.ts"
import { describeComplaint, type WorkshopFile } from "../../shared/codecs/workshopFile.ts"
import { openDocument, recordIn, type WorkshopDocument } from "../../shared/document/document.ts"
import { projectDocument } from "../../shared/document/projection.ts"
import { workshopKey } from "../../shared/model/records.ts"
import type { Snapshot } from "../../shared/model/snapshot.ts"
import { codeOf, nodeDisk } from "../host/disk.ts"
import { versionOf } from "../host/journalFormat.ts"
import * as journal from "../host/journalReading.ts"
import { decodeUtf8 } from "../host/utf8.ts"
import { exit, Refusal } from "./cli.ts"

/** A workshop that was read: from JSON as a file's content, from a journal as a document with its history. */
export type Opened = { readonly snapshot: Snapshot; readonly notes: readonly string[] } & (
  | { readonly from: "json"; readonly file: WorkshopFile }
  | { readonly from: "journal"; readonly document: WorkshopDocument; readonly damage: readonly string[] }
)

const unreadable = (reason: string) => new Refusal(exit.unreadable, reason)

/** Opens a JSON file, a `.cairn` file, a file of a format that can be read back, a workshop's folder, or the one workshop (or the named one) of a data directory. */
export async function openWorkshop(path: string, workshopId?: string): Promise<Opened> {
  const stats = await stat(path).catch((problem: unknown) => {
    throw unreadable(codeOf(problem) === "ENOENT" ? `${path}: there is no such file.` : `${path}: ${codeOf(problem)}`)
  })
  if (stats.isDirectory()) return fromFolder(await chooseFolder(path, workshopId))
  if (!stats.isFile()) throw unreadable(`${path} is neither a file nor a folder.`)
  const bytes = await readFile(path).catch((problem: unknown) => {
    throw unreadable(`${path}: ${codeOf(problem)}`)
  })
  return versionOf(bytes) === undefined
    ? fromText(path, bytes)
    : fromJournal(path, (document) => journal.readFile(bytes, document))
}

/** The folders below a data directory that hold a workshop, by the workshop's id. */
export async function workshopFolders(data: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const parent of [data, join(data, "workshops")]) {
    const names = await readdir(parent).catch(() => [])
    for (const name of names.sort()) {
      const folder = join(parent, name)
      if (await isWorkshop(folder)) found.set(name, folder)
    }
  }
  return found
}

const isWorkshop = async (folder: string): Promise<boolean> =>
  journal.numbersIn(await readdir(folder).catch(() => [])).length > 0

async function chooseFolder(path: string, workshopId: string | undefined): Promise<string> {
  if (await isWorkshop(path)) {
    if (workshopId === undefined || workshopId === basename(path)) return path
    throw unreadable(`${path} is not the workshop ${workshopId}.`)
  }
  const folders = await workshopFolders(path)
  if (folders.size === 0) throw unreadable(`${path}: there is no workshop in it.`)
  const only = folders.size === 1 ? [...folders.values()][0] : undefined
  const chosen = workshopId === undefined ? only : folders.get(workshopId)
  if (chosen !== undefined) return chosen
  const ids = `Workshops in it: ${[...folders.keys()].join(", ")}`
  if (workshopId !== undefined) throw unreadable(`${path}: there is no workshop ${workshopId}. ${ids}`)
  throw new Refusal(exit.wrongUsage, `${path} holds several workshops; choose one with --workshop ID.\n${ids}`)
}

/** JSON of Cairn, or by its name a file of another program. */
function fromText(path: string, bytes: Uint8Array): Opened {
  const text = decodeUtf8(bytes)
  if (!text.ok) throw unreadable(`${path}: ${describeComplaint(text.error)}`)
  const read = readWorkshopText(text.value, basename(path))
  if (!read.ok)
    throw unreadable(read.error.complaints.map((complaint) => `${path}: ${describeComplaint(complaint)}`).join("\n"))
  const { file, notes } = read.value
  const { snapshot, unresolved } = file
  const loose = unresolved.length > 0 ? [`References that lead nowhere: ${unresolved.join(", ")}`] : []
  return { from: "json", snapshot, file, notes: [...notes.map((note) => `${path}: ${note}`), ...loose] }
}

const fromFolder = (folder: string) => fromJournal(folder, (document) => journal.readFolder(nodeDisk, folder, document))

async function fromJournal(
  path: string,
  read: (document: WorkshopDocument) => ReturnType<typeof journal.readFile> | ReturnType<typeof journal.readFolder>,
): Promise<Opened> {
  const document = openDocument(new Y.Doc({ gc: false }), boardKinds)
  const found = await read(document)
  if (!found.ok) throw unreadable(`${path}: ${reasonOf(found.error)}`)
  if (recordIn(document.roots.workshop, workshopKey) === undefined)
    throw unreadable(`${path}: there is no workshop in it.`)
  const { damage, isTorn } = found.value
  const left = [
    ...(damage === undefined ? [] : [damage]),
    ...(isTorn ? ["the end cannot be read: what was being written there last is left out"] : []),
    ...(document.ydoc.store.pendingStructs === null ? [] : ["edits that rest on missing ones are left out"]),
  ]
  const snapshot = projectDocument(document).current()
  return { from: "journal", document, snapshot, damage: left, notes: left.map((line) => `${path}: ${line}`) }
}

function reasonOf(problem: journal.JournalProblem): string {
  if (problem.type === "NoJournal") return "there is no workshop in it."
  if (problem.type === "NewerFormat") return `it was written by a newer Cairn (format ${problem.found}).`
  return problem.type === "Damaged" ? problem.detail : problem.code
}
