import { stat } from "node:fs/promises"
import { join, resolve } from "node:path"
import { isId } from "../../shared/model/ids.ts"
import { err } from "../../shared/model/result.ts"
import type { WorkshopInfo } from "../../shared/protocol/requests.ts"
import { adoptCopy, openFile } from "./broughtWorkshop.ts"
import { fileName, numbersIn } from "./journalReading.ts"
import { successorOf } from "./mesh/succeeding.ts"
import { newWorkshop } from "./newWorkshop.ts"
import { fieldOf, hasJournal, loadFolder, type Outcome, type WorkshopPorts } from "./workshopFolder.ts"

/** The workshops of a data directory: one folder each, named by its id. */

/**
 * The workshop to begin with: the named one; else one from the templates, the one made from them earlier if there is
 * one, so that the same command goes on where it stopped; else the newest; else an empty one.
 */
export async function findWorkshop(
  ports: WorkshopPorts,
  wanted: { readonly workshop?: string; readonly templates?: readonly string[]; readonly adopt?: string },
): Promise<Outcome> {
  if (wanted.adopt !== undefined) return adoptFile(ports, wanted.adopt)
  if (wanted.workshop !== undefined) return openNamed(ports, wanted.workshop)
  const templates = wanted.templates ?? []
  for (const id of await newestFirst(ports)) {
    const folder = join(ports.dataDirectory, id)
    if ((await successorOf(ports.disk, folder)) !== undefined) continue
    const loaded = await loadFolder(ports, folder)
    if (templates.length === 0) return loaded
    if (loaded.ok && fieldOf(loaded.value.document, "createdFromTemplateId") === templates[0]) return loaded
  }
  return templates.length > 0
    ? newWorkshop(ports, { from: "templates", ids: templates, title: "" })
    : newWorkshop(ports, { from: "empty", title: "" })
}

async function adoptFile(ports: WorkshopPorts, path: string): Promise<Outcome> {
  const bytes = await ports.disk.read(resolve(path)).catch(() => undefined)
  return bytes ? adoptCopy(ports, bytes) : err({ type: "NoSuchWorkshop", workshop: path })
}

async function openNamed(ports: WorkshopPorts, name: string): Promise<Outcome> {
  if (isId(name) && (await hasJournal(ports.disk, join(ports.dataDirectory, name))))
    return loadFolder(ports, join(ports.dataDirectory, name))
  const path = resolve(name)
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory() && (await hasJournal(ports.disk, path))) return loadFolder(ports, path)
  if (!found?.isFile()) return err({ type: "NoSuchWorkshop", workshop: name })
  const bytes = await ports.disk.read(path)
  return openFile(ports, path, bytes)
}

/** Every workshop of the data directory that can be read, newest first. */
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
