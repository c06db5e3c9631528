import { basename, extname, join } from "node:path"
import * as Y from "yjs"
import { boardKinds } from "../../shared/boards/index.ts"
import { formatOfFile } from "../../shared/codecs/formats.ts"
import { readWorkshopText } from "../../shared/codecs/readWorkshopText.ts"
import { describeComplaint, writeWorkshopFile } from "../../shared/codecs/workshopFile.ts"
import { openDocument } from "../../shared/document/document.ts"
import { migrate } from "../../shared/document/migrations.ts"
import { err, ok } from "../../shared/model/result.ts"
import { adoptedName } from "./instances.ts"
import { readFile as readJournalFile } from "./journalReading.ts"
import { newWorkshop } from "./newWorkshop.ts"
import { decodeUtf8 } from "./utf8.ts"
import { hasJournal, loadFolder, type Outcome, type WorkshopPorts } from "./workshopFolder.ts"

/** A workshop from a file of this computer; `path` tells what it is written in. */
export const openFile = (ports: WorkshopPorts, path: string, bytes: Uint8Array): Promise<Outcome> =>
  isText(path) ? fromText(ports, bytes, basename(path)) : openCopy(ports, bytes, basename(path))

const isText = (path: string): boolean => extname(path).toLowerCase() === ".json" || formatOfFile(path) !== undefined

/** A file in words: JSON, or by its name a format of another program. What is no text is refused, never guessed at. */
async function fromText(ports: WorkshopPorts, bytes: Uint8Array, name: string): Promise<Outcome> {
  const text = decodeUtf8(bytes)
  if (!text.ok) return err({ type: "BadFile", detail: describeComplaint(text.error) })
  if (!formatOfFile(name)) return newWorkshop(ports, { from: "json", text: text.value })
  const read = readWorkshopText(text.value, name)
  if (!read.ok) return err({ type: "BadFile", detail: describeComplaint(read.error.complaints[0]) })
  for (const note of read.value.notes) ports.log(`${name}: ${note}`)
  return newWorkshop(ports, { from: "json", text: writeWorkshopFile(read.value.file.snapshot, { kinds: boardKinds }) })
}

/** A single `.cairn` file from elsewhere. Its copy here has a history of its own from now on. */
async function openCopy(ports: WorkshopPorts, bytes: Uint8Array, name: string): Promise<Outcome> {
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

/**
 * Carries on what another host has begun, from the copy that one of its pages has made: a generation of its own, whose
 * lineage names the old one, so that pages of that host come over with what they hold.
 */
export async function adoptCopy(ports: WorkshopPorts, bytes: Uint8Array): Promise<Outcome> {
  const document = openDocument(new Y.Doc(), boardKinds)
  const read = readJournalFile(bytes, document)
  if (!read.ok)
    return err(read.error.type === "NewerFormat" ? read.error : { type: "BadFile", detail: "not a sound copy" })
  const { workshopId, kinship } = read.value
  if (!kinship) return err({ type: "BadFile", detail: "it says nothing about the host that it was copied from" })
  const migrated = migrate(document)
  if (!migrated.ok) return err({ type: "NewerFormat", found: migrated.error.found })
  const generation = ports.newId()
  const named = join(ports.dataDirectory, workshopId)
  const isTaken = await hasJournal(ports.disk, named)
  const instances = kinship.authors.map(({ queue, personId, clientId, upTo }) => ({
    instance: adoptedName(queue),
    personId,
    clientId,
    lastDurable: upTo,
  }))
  const { generations, hostKeys, origins } = kinship
  return ok({
    document,
    workshopId,
    generation,
    instances,
    folder: isTaken ? `${named}-${generation.slice(0, 8)}` : named,
    number: 1,
    damagedNumbers: [],
    lineage: { generations, hostKeys, origins },
  })
}
