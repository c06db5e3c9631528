import { randomFillSync } from "node:crypto"
import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import * as Y from "yjs"
import { boardKinds } from "../../shared/boards/index.ts"
import { fillDocument } from "../../shared/codecs/fillDocument.ts"
import { openDocument, recordIn, type WorkshopDocument } from "../../shared/document/document.ts"
import { idMaker } from "../../shared/model/ids.ts"
import { workshopKey } from "../../shared/model/records.ts"
import { lockData } from "../host/dataLock.ts"
import { nodeDisk } from "../host/disk.ts"
import { beginJournal } from "../host/journal.ts"
import { type Cli, exit, Refusal } from "./cli.ts"
import { type Opened, openWorkshop, workshopFolders } from "./openWorkshop.ts"
import type { Verb } from "./runCairn.ts"

const newId = idMaker((into) => randomFillSync(into))

/** Makes a workshop in a data directory from a file. The file is read and judged whole before anything is written. */
export const importWorkshop: Verb = {
  usage: "import FILE --data DIR [--salvage]",
  options: ["data"],
  flags: ["salvage"],
  paths: 1,
  run: async (cli, { path, options, flags }) => {
    if (options.data === undefined)
      throw new Refusal(exit.wrongUsage, `--data DIR is missing.\nUsage: cairn ${importWorkshop.usage}`)
    const opened = await judged(path, flags.has("salvage"))
    for (const note of opened.notes) cli.complain(note)
    const document = documentOf(opened, cli.now().toISOString())
    await mkdir(options.data, { recursive: true, mode: 0o700 })
    const lock = await lockData(options.data)
    if (!lock.ok)
      throw new Refusal(exit.inUse, `${options.data} is in use by another Cairn (process ${lock.error.pid}).`)
    try {
      await store(cli, options.data, document)
    } finally {
      await lock.value.release()
    }
    return exit.done
  },
}

async function judged(path: string, isSalvage: boolean): Promise<Opened> {
  const opened = await openWorkshop(path).catch((problem: unknown) => {
    throw problem instanceof Refusal && problem.code === exit.unreadable
      ? new Refusal(exit.badInput, `${problem.message}\nNothing was imported.`)
      : problem
  })
  if (isSalvage || opened.from === "json" || opened.damage.length === 0) return opened
  const reason = "The file is damaged; nothing was imported. With --salvage, what can be read is taken."
  throw new Refusal(exit.badInput, [...opened.notes, reason].join("\n"))
}

function documentOf(opened: Opened, now: string): WorkshopDocument {
  if (opened.from === "journal") return opened.document
  const document = openDocument(new Y.Doc({ gc: false }), boardKinds)
  fillDocument({ document, newId, now: () => now }, opened.file)
  return document
}

/** Writes the workshop's folder; an id that is taken is replaced, so that nothing is ever overwritten. */
async function store(cli: Cli, data: string, document: WorkshopDocument): Promise<void> {
  const taken = await workshopFolders(data)
  const record = recordIn(document.roots.workshop, workshopKey)
  const own = String(record?.get("id") ?? "")
  const workshopId = own === "" || taken.has(own) ? newId() : own
  if (workshopId !== own) {
    record?.set("id", workshopId)
    if (own !== "") cli.complain(`There is a workshop ${own} already; this one became ${workshopId}.`)
  }
  const whole = { workshopId, generation: newId(), state: Y.encodeStateAsUpdate(document.ydoc), instances: [] }
  const journal = await beginJournal(
    {
      disk: nodeDisk,
      folder: join(data, workshopId),
      whole: () => whole,
      onProblem: () => {},
      log: cli.complain,
      after: (ms, run) => void setTimeout(run, ms),
    },
    1,
  )
  if (!journal.ok) throw new Refusal(exit.unreadable, `${data} cannot be written (${journal.error}).`)
  await journal.value.close()
  await cli.print(`${JSON.stringify({ workshop: workshopId })}\n`)
}
