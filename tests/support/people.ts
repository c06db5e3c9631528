import * as Y from "yjs"
import { boardKinds } from "../../shared/boards/index.ts"
import type { Editing } from "../../shared/commands/context.ts"
import { addRecord, createWorkshop } from "../../shared/commands/workshop.ts"
import { openDocument, origin, type WorkshopDocument } from "../../shared/document/document.ts"
import { type History, openHistory } from "../../shared/document/history.ts"
import { projectDocument } from "../../shared/document/projection.ts"
import type { Snapshot } from "../../shared/model/snapshot.ts"

/** One device with its own copy of the document. */
export interface TestPerson {
  readonly document: WorkshopDocument
  readonly history: Pick<History, "undo" | "redo" | "endStep" | "onKept">
  readonly editing: Editing
  readonly current: () => Snapshot
  readonly reports: () => number
}

export const sharedBoard = "board"

/** People who have the same workshop with one story map open; nothing travels until they meet. */
export function people(count: number, open: (document: WorkshopDocument) => TestPerson["history"] = openHistory) {
  const seed = new Y.Doc()
  seed.clientID = 1
  const editing = { document: openDocument(seed, boardKinds), newId: () => "seed", now }
  createWorkshop(editing, "workshop-1", { title: "Trial" })
  addRecord(editing, "boards", { kind: "story-map", title: "Map" }, sharedBoard)
  return Array.from({ length: count }, (_, at) => person(at, Y.encodeStateAsUpdate(seed), open))
}

export function twoPeople(): [TestPerson, TestPerson] {
  const [ana, bo] = people(2)
  if (!ana || !bo) throw new Error("Two people are needed")
  return [ana, bo]
}

const now = () => "2026-03-23T09:15:00.000Z"

function person(
  at: number,
  state: Uint8Array,
  open: (document: WorkshopDocument) => TestPerson["history"],
): TestPerson {
  const ydoc = new Y.Doc()
  ydoc.clientID = 10 + at
  Y.applyUpdate(ydoc, state, origin.remote)
  const document = openDocument(ydoc, boardKinds)
  let reports = 0
  const projection = projectDocument(document, () => reports++)
  const history = open(document)
  let made = 0
  return {
    document,
    history,
    editing: { document, newId: () => `${"abc"[at]}-${++made}`, now, authorId: `p${at}`, endStep: history.endStep },
    current: projection.current,
    reports: () => reports,
  }
}

/** Everybody gets what everybody has. */
export function meet(...all: readonly TestPerson[]): void {
  for (const from of all) {
    for (const to of all) {
      if (to === from) continue
      const update = Y.encodeStateAsUpdate(from.document.ydoc, Y.encodeStateVector(to.document.ydoc))
      Y.applyUpdate(to.document.ydoc, update, origin.remote)
    }
  }
}
