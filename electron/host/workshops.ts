import { stat } from "node:fs/promises"
import { homedir } from "node:os"
import { basename, extname, join, resolve } from "node:path"
import * as Y from "yjs"
import { boardKinds } from "../../shared/boards/index.ts"
import { fillDocument } from "../../shared/codecs/fillDocument.ts"
import { formatOfFile } from "../../shared/codecs/formats.ts"
import { readWorkshopText } from "../../shared/codecs/readWorkshopText.ts"
import { startedFrom, templateFile } from "../../shared/codecs/templates.ts"
import {
  describeComplaint,
  readWorkshopFile,
  type WorkshopFile,
  writeWorkshopFile,
} from "../../shared/codecs/workshopFile.ts"
import { createWorkshop } from "../../shared/commands/workshop.ts"
import { openDocument, recordIn, type WorkshopDocument } from "../../shared/document/document.ts"
import { migrate } from "../../shared/document/migrations.ts"
import { isId } from "../../shared/model/ids.ts"
import { workshopKey } from "../../shared/model/records.ts"
import { err, ok, type Result } from "../../shared/model/result.ts"
import { cleanLine } from "../../shared/model/text.ts"
import type { OpenWorkshop, WorkshopInfo } from "../../shared/protocol/requests.ts"
import type { Disk } from "./disk.ts"
import type { HostProblem } from "./hostProblem.ts"
import type { Instance } from "./journalFormat.ts"
import { fileName, numbersIn, readFolder, readFile as readJournalFile } from "./journalReading.ts"
import { decodeUtf8 } from "./utf8.ts"

/** The workshops of a data directory: one folder each, named by its id. */

/** A workshop in memory, ready to be gone on with in its folder. */
export interface Loaded {
  readonly document: WorkshopDocument
  readonly workshopId: string
  readonly generation: string
  readonly instances: readonly Instance[]
  readonly folder: string
  /** The number of the file to begin. */
  readonly number: number
  readonly damagedNumbers: readonly number[]
}

export interface WorkshopPorts {
  readonly disk: Disk
  readonly dataDirectory: string
  readonly newId: () => string
  /** ISO 8601. */
  readonly now: () => string
  readonly log: (line: string) => void
}

type Outcome = Promise<Result<Loaded, HostProblem>>

/** The platform's place for application data. */
export function defaultDataDirectory(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (platform === "win32") return join(env.APPDATA ?? join(homedir(), "AppData", "Roaming"), "Cairn", "workshops")
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", "Cairn", "workshops")
  return join(env.XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "cairn", "workshops")
}

/**
 * The workshop to begin with: the named one; else one from the templates, the one made from them earlier if there is
 * one, so that the same command goes on where it stopped; else the newest; else an empty one.
 */
export async function findWorkshop(
  ports: WorkshopPorts,
  wanted: { readonly workshop?: string; readonly templates?: readonly string[] },
): Outcome {
  if (wanted.workshop !== undefined) return openNamed(ports, wanted.workshop)
  const templates = wanted.templates ?? []
  for (const id of await newestFirst(ports)) {
    const loaded = await loadFolder(ports, join(ports.dataDirectory, id))
    if (templates.length === 0) return loaded
    if (loaded.ok && fieldOf(loaded.value.document, "createdFromTemplateId") === templates[0]) return loaded
  }
  return templates.length > 0
    ? newWorkshop(ports, { from: "templates", ids: templates, title: "" })
    : newWorkshop(ports, { from: "empty", title: "" })
}

async function openNamed(ports: WorkshopPorts, name: string): Outcome {
  if (isId(name) && (await hasJournal(ports.disk, join(ports.dataDirectory, name))))
    return loadFolder(ports, join(ports.dataDirectory, name))
  const path = resolve(name)
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory() && (await hasJournal(ports.disk, path))) return loadFolder(ports, path)
  if (!found?.isFile()) return err({ type: "NoSuchWorkshop", workshop: name })
  const bytes = await ports.disk.read(path)
  return isText(path) ? fromText(ports, bytes, basename(path)) : openCopy(ports, bytes, basename(path))
}

const isText = (path: string): boolean => extname(path).toLowerCase() === ".json" || formatOfFile(path) !== undefined

/** A file in words: JSON, or by its name a format of another program. What is no text is refused, never guessed at. */
async function fromText(ports: WorkshopPorts, bytes: Uint8Array, name: string): Outcome {
  const text = decodeUtf8(bytes)
  if (!text.ok) return err({ type: "BadFile", detail: describeComplaint(text.error) })
  if (!formatOfFile(name)) return newWorkshop(ports, { from: "json", text: text.value })
  const read = readWorkshopText(text.value, name)
  if (!read.ok) return err({ type: "BadFile", detail: describeComplaint(read.error.complaints[0]) })
  for (const note of read.value.notes) ports.log(`${name}: ${note}`)
  return newWorkshop(ports, { from: "json", text: writeWorkshopFile(read.value.file.snapshot, { kinds: boardKinds }) })
}

/** Makes a workshop in memory; its first file is written when it is opened. Ids that are taken here get a new one. */
export async function newWorkshop(ports: WorkshopPorts, wanted: Exclude<OpenWorkshop, { from: "id" }>): Outcome {
  const files = filesFor(wanted)
  if (!files.ok) return files
  const document = openDocument(new Y.Doc(), boardKinds)
  const editing = { document, newId: ports.newId, now: ports.now }
  const [first, ...others] = files.value
  if (first) {
    const id = wanted.from === "json" ? first.snapshot.workshop.id : ""
    if (id !== "" && (await hasJournal(ports.disk, join(ports.dataDirectory, id)))) {
      ports.log(`the workshop ${id} is here already and was opened as it stands here`)
      return loadFolder(ports, join(ports.dataDirectory, id))
    }
    fillDocument(editing, startedFrom(first, beginningOf(ports, wanted, id)))
    for (const file of others) fillDocument(editing, file)
  } else createWorkshop(editing, ports.newId(), { title: "title" in wanted ? cleanLine(wanted.title) : "" })
  const workshopId = String(fieldOf(document, "id"))
  const folder = join(ports.dataDirectory, workshopId)
  return ok({ document, workshopId, generation: ports.newId(), instances: [], folder, number: 1, damagedNumbers: [] })
}

function beginningOf(ports: WorkshopPorts, wanted: Exclude<OpenWorkshop, { from: "id" }>, id: string) {
  if (wanted.from !== "templates") return { id: id === "" ? ports.newId() : id }
  const title = cleanLine(wanted.title)
  return {
    id: ports.newId(),
    createdAt: ports.now(),
    createdFromTemplateId: wanted.ids[0] ?? "",
    ...(title === "" ? {} : { title }),
  }
}

function filesFor(wanted: Exclude<OpenWorkshop, { from: "id" }>): Result<readonly WorkshopFile[], HostProblem> {
  if (wanted.from === "empty") return ok([])
  if (wanted.from === "json") {
    const read = readWorkshopFile(wanted.text, boardKinds)
    return read.ok ? ok([read.value]) : err({ type: "BadFile", detail: describeComplaint(read.error.complaints[0]) })
  }
  const files: WorkshopFile[] = []
  for (const id of wanted.ids) {
    const file = templateFile(id)
    if (!file.ok) return err({ type: "NoSuchTemplate", id })
    files.push(file.value)
  }
  return ok(files)
}

/** A single `.cairn` file from elsewhere. Its copy here has a history of its own from now on. */
async function openCopy(ports: WorkshopPorts, bytes: Uint8Array, name: string): Outcome {
  const document = openDocument(new Y.Doc(), boardKinds)
  const read = readJournalFile(bytes, document)
  if (!read.ok) {
    if (read.error.type === "NewerFormat") return err(read.error)
    return err({ type: "BadFile", detail: `${name} is not a sound workshop file` })
  }
  if (read.value.damage) ports.log(`${name}: ${read.value.damage}`)
  const { workshopId } = read.value
  const folder = join(ports.dataDirectory, workshopId)
  if (await hasJournal(ports.disk, folder)) {
    ports.log(`the workshop ${workshopId} is here already and was opened as it stands here`)
    return loadFolder(ports, folder)
  }
  const migrated = migrate(document)
  if (!migrated.ok) return err({ type: "NewerFormat", found: migrated.error.found })
  return ok({ document, workshopId, generation: ports.newId(), instances: [], folder, number: 1, damagedNumbers: [] })
}

/** Reads a workshop's folder, says what was lost, and brings it to the present format. */
export async function loadFolder(ports: WorkshopPorts, folder: string): Outcome {
  const document = openDocument(new Y.Doc(), boardKinds)
  const read = await readFolder(ports.disk, folder, document)
  if (!read.ok) {
    if (read.error.type === "NoJournal") return err({ type: "NoSuchWorkshop", workshop: basename(folder) })
    return err(read.error)
  }
  const { workshopId, generation, instances, number, isTorn, damage, damagedNumbers } = read.value
  if (isTorn) ports.log("Recovered. 1 unfinished record dropped (never acknowledged).")
  if (damage) ports.log(`Damaged records left out, original kept: ${damage}`)
  const migrated = migrate(document)
  if (!migrated.ok) return err({ type: "NewerFormat", found: migrated.error.found })
  return ok({
    document,
    workshopId,
    generation,
    instances: [...instances.values()],
    folder,
    number: number + 1,
    damagedNumbers,
  })
}

/** A damaged file gets a name under which it is neither read nor dropped again. */
export async function keepDamaged(disk: Disk, folder: string, numbers: readonly number[]): Promise<void> {
  for (const number of numbers) {
    const name = `${folder}/${fileName(number)}`
    await disk.rename(name, `${name}.damaged`).catch(() => {})
  }
}

export async function listWorkshops(ports: WorkshopPorts): Promise<readonly WorkshopInfo[]> {
  const infos: WorkshopInfo[] = []
  for (const id of await newestFirst(ports)) {
    const folder = join(ports.dataDirectory, id)
    const loaded = await loadFolder({ ...ports, log: () => {} }, folder)
    if (!loaded.ok) continue
    const { document } = loaded.value
    const boards = [...document.roots.boards.values()].filter((board) => board.get("deleted") === false).length
    infos.push({
      id,
      title: String(fieldOf(document, "title") ?? ""),
      changedAt: await changedAt(ports, folder),
      boards,
    })
    document.ydoc.destroy()
  }
  return infos
}

const fieldOf = (document: WorkshopDocument, key: string): unknown =>
  recordIn(document.roots.workshop, workshopKey)?.get(key)

const hasJournal = async (disk: Disk, folder: string): Promise<boolean> => {
  const names = await disk.list(folder).catch(() => [])
  return numbersIn(names).length > 0
}

async function newestFirst(ports: WorkshopPorts): Promise<readonly string[]> {
  const found: { id: string; at: string }[] = []
  for (const id of await ports.disk.list(ports.dataDirectory)) {
    const folder = join(ports.dataDirectory, id)
    if (isId(id) && (await hasJournal(ports.disk, folder))) found.push({ id, at: await changedAt(ports, folder) })
  }
  return found.sort((a, b) => (a.at < b.at ? 1 : -1)).map(({ id }) => id)
}

async function changedAt({ disk }: WorkshopPorts, folder: string): Promise<string> {
  const newest = numbersIn(await disk.list(folder))[0] ?? 0
  const found = await stat(`${folder}/${fileName(newest)}`).catch(() => undefined)
  return (found?.mtime ?? new Date(0)).toISOString()
}
