import { createRoot } from "react-dom/client"
import * as Y from "yjs"
import "../../../renderer/styles/global.css"
import { canvasActions } from "../../../renderer/actions/canvasActions.ts"
import { listenToShortcuts } from "../../../renderer/actions/shortcuts.ts"
import { BoardCanvas } from "../../../renderer/canvas/BoardCanvas.tsx"
import { openLocalSession } from "../../../renderer/session/openLocalSession.ts"
import { SessionContext } from "../../../renderer/session/useSession.ts"
import { applyTheme } from "../../../renderer/styles/theme.ts"
import { addRecord, createWorkshop } from "../../../shared/commands/workshop.ts"
import { openDocument } from "../../../shared/document/document.ts"
import { createRecord } from "../../../shared/document/records.ts"
import { fetchMessages, messageParts } from "../../../shared/messages/held.ts"
import { relationShape as arrowShape } from "../../../shared/model/records.ts"
import { fillNotes, notesKind, notesView } from "../../support/notesBoard.ts"
import { benchBoard } from "./board.ts"
import { installHooks } from "./hooks.ts"

/** `?n=` squares on one board, made here or read from the file named by `?board=`; without a host. `window.__bench` is how measurements and journeys ask it things. */
const query = new URLSearchParams(location.search)
const count = Number(query.get("n") ?? 1000)
const boardId = "board"

function filled(): Y.Doc {
  const ydoc = new Y.Doc()
  let made = 0
  const editing = {
    document: openDocument(ydoc, [notesKind]),
    newId: () => `seed${++made}`,
    now: () => "2026-03-23T09:15:00.000Z",
  }
  const { squares, arrows } = benchBoard(count)
  ydoc.transact(() => {
    createWorkshop(editing, "workshop", { title: "Bench" })
    addRecord(editing, "boards", { kind: notesKind.kind, title: "Squares" }, boardId)
    if (count > 0) fillNotes(editing, boardId, squares)
    for (const { id, from, to } of arrows) {
      createRecord(editing.document.roots.relations, id, arrowShape, {
        boardId,
        kind: "arrow",
        fromId: from,
        toId: to,
        deleted: false,
      })
    }
  })
  return ydoc
}

/** What a device does that joins: it takes in the state it is sent. */
async function received(address: string): Promise<Y.Doc> {
  const response = await fetch(address)
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, new Uint8Array(await response.arrayBuffer()))
  return ydoc
}

// As the shipped page does: one language's words beside the board.
const words = Promise.all(messageParts.map((part) => fetchMessages("en", part)))
const file = query.get("board")
const session = openLocalSession({
  kinds: [notesKind],
  ydoc: file === null ? filled() : await received(file),
  language: "en",
})
session.view.setState({ boardId })
applyTheme("light")
await words
listenToShortcuts(session, () => canvasActions)
installHooks(session, boardId, count)

const root = document.getElementById("root")
if (root) {
  createRoot(root).render(
    <SessionContext value={session}>
      <BoardCanvas view={notesView} />
    </SessionContext>,
  )
}
