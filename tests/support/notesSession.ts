import * as Y from "yjs"
import { openLocalSession } from "../../renderer/session/openLocalSession.ts"
import type { Session } from "../../renderer/session/session.ts"
import { addRecord, createWorkshop } from "../../shared/commands/workshop.ts"
import { openDocument } from "../../shared/document/document.ts"
import { fillNotes, notesKind } from "./notesBoard.ts"

export const notesBoardId = "board"

/** A session with one board of squares: `columns` in a row, 260 apart, named c0, c1 and so on. */
export function sessionWithNotes(count: number, columns = 4): Session {
  const ydoc = new Y.Doc()
  let made = 0
  const editing = {
    document: openDocument(ydoc, [notesKind]),
    newId: () => `seed${++made}`,
    now: () => "2026-03-23T09:15:00.000Z",
  }
  createWorkshop(editing, "workshop", { title: "Trial" })
  addRecord(editing, "boards", { kind: notesKind.kind, title: "Squares" }, notesBoardId)
  const notes = Array.from({ length: count }, (_, index) => ({
    id: `c${index}`,
    title: `Square ${index}`,
    x: (index % columns) * 260,
    y: Math.floor(index / columns) * 260,
  }))
  if (count > 0) fillNotes(editing, notesBoardId, notes)
  const session = openLocalSession({ kinds: [notesKind], ydoc, language: "en" })
  session.view.setState({ boardId: notesBoardId })
  return session
}
