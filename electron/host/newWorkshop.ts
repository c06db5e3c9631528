import { join } from "node:path"
import * as Y from "yjs"
import { boardKinds } from "../../shared/boards/index.ts"
import { fillDocument } from "../../shared/codecs/fillDocument.ts"
import { readWorkshopText } from "../../shared/codecs/readWorkshopText.ts"
import { startedFrom, templateFile } from "../../shared/codecs/templates.ts"
import { describeComplaint, type WorkshopFile } from "../../shared/codecs/workshopFile.ts"
import { putSession } from "../../shared/commands/session.ts"
import { createWorkshop } from "../../shared/commands/workshop.ts"
import { edit, openDocument } from "../../shared/document/document.ts"
import { err, ok, type Result } from "../../shared/model/result.ts"
import { cleanLine } from "../../shared/model/text.ts"
import type { OpenWorkshop } from "../../shared/protocol/requests.ts"
import type { HostProblem } from "./hostProblem.ts"
import { fieldOf, hasJournal, loadFolder, type Outcome, type WorkshopPorts } from "./workshopFolder.ts"

type NewWorkshop = Exclude<OpenWorkshop, { from: "id" | "copy" }>

/** Makes a workshop in memory; its first file is written when it is opened. Ids that are taken here get a new one. */
export async function newWorkshop(ports: WorkshopPorts, wanted: NewWorkshop): Promise<Outcome> {
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
  } else createWorkshop(editing, ports.newId(), wanted.from === "json" ? {} : namedBy(wanted))
  // Here, so that two who begin to lead at the same moment do not both make it.
  edit(document, () => putSession(editing, {}))
  const workshopId = String(fieldOf(document, "id"))
  const folder = join(ports.dataDirectory, workshopId)
  return ok({ document, workshopId, generation: ports.newId(), instances: [], folder, number: 1, damagedNumbers: [] })
}

const namedBy = ({ title, lang = "en" }: { readonly title: string; readonly lang?: string }) => ({
  title: cleanLine(title),
  lang,
})

function beginningOf(ports: WorkshopPorts, wanted: NewWorkshop, id: string) {
  // A template file has no id: each start from it is a workshop of its own.
  if (wanted.from !== "templates") return id === "" ? { id: ports.newId(), createdAt: ports.now() } : { id }
  const title = cleanLine(wanted.title)
  return {
    id: ports.newId(),
    createdAt: ports.now(),
    createdFromTemplateId: wanted.ids[0] ?? "",
    ...(title === "" ? {} : { title }),
  }
}

function filesFor(wanted: NewWorkshop): Result<readonly WorkshopFile[], HostProblem> {
  if (wanted.from === "empty") return ok([])
  if (wanted.from === "json") {
    const read = readWorkshopText(wanted.text, "workshop.json")
    return read.ok
      ? ok([read.value.file])
      : err({ type: "BadFile", detail: describeComplaint(read.error.complaints[0]) })
  }
  const files: WorkshopFile[] = []
  for (const id of wanted.ids) {
    const file = templateFile(id, wanted.lang)
    if (!file.ok) return err({ type: "NoSuchTemplate", id })
    files.push(file.value)
  }
  return ok(files)
}
