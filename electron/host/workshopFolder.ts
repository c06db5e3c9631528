import { basename } from "node:path"
import * as Y from "yjs"
import { boardKinds } from "../../shared/boards/index.ts"
import { openDocument, recordIn, type WorkshopDocument } from "../../shared/document/document.ts"
import { migrate } from "../../shared/document/migrations.ts"
import { workshopKey } from "../../shared/model/records.ts"
import { err, ok, type Result } from "../../shared/model/result.ts"
import type { Disk } from "./disk.ts"
import type { HostProblem } from "./hostProblem.ts"
import type { Instance } from "./journalFormat.ts"
import { fileName, numbersIn, readFolder } from "./journalReading.ts"
import type { Lineage } from "./mesh/lineage.ts"
import { successorOf } from "./mesh/succeeding.ts"

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
  /** Set where the history of another host is carried on. */
  readonly lineage?: Lineage
}

export interface WorkshopPorts {
  readonly disk: Disk
  readonly dataDirectory: string
  readonly newId: () => string
  /** ISO 8601. */
  readonly now: () => string
  readonly log: (line: string) => void
}

/** A workshop that can be gone on with, or why it cannot. */
export type Outcome = Result<Loaded, HostProblem>

/** Reads a workshop's folder, says what was lost, and brings it to the present format. */
export async function loadFolder(ports: WorkshopPorts, folder: string): Promise<Outcome> {
  const address = await successorOf(ports.disk, folder)
  if (address !== undefined) return err({ type: "Succeeded", address })
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

/** Tells whether a workshop is kept here. */
export const hasJournal = async (disk: Disk, folder: string): Promise<boolean> => {
  const names = await disk.list(folder).catch(() => [])
  return numbersIn(names).length > 0
}

/** A field of the record that describes the workshop. */
export const fieldOf = (document: WorkshopDocument, key: string): unknown =>
  recordIn(document.roots.workshop, workshopKey)?.get(key)
