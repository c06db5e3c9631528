import * as Y from "yjs"
import { createStore } from "zustand/vanilla"
import type { Editing } from "../../shared/commands/context.ts"
import { openDocument, type WorkshopDocument } from "../../shared/document/document.ts"
import { type History, openHistory } from "../../shared/document/history.ts"
import { projectDocument } from "../../shared/document/projection.ts"
import type { BoardKind } from "../../shared/model/boardKind.ts"
import { idMaker } from "../../shared/model/ids.ts"
import type { Snapshot } from "../../shared/model/snapshot.ts"
import type { ReadonlyStore } from "./session.ts"

export interface LiveDocument {
  readonly document: WorkshopDocument
  readonly snapshot: ReadonlyStore<Snapshot>
  readonly history: History
  readonly editing: Editing
  /** Shows another Yjs document from now on. Whoever holds one of the parts above keeps holding the right one. */
  readonly replace: (ydoc: Y.Doc) => void
  readonly stop: () => void
}

export interface LiveDocumentOptions {
  readonly kinds: readonly BoardKind[]
  readonly ydoc?: Y.Doc
  readonly authorId?: () => string | undefined
  /** Milliseconds since 1970. */
  readonly clock?: () => number
  /** Whether the running step is open for the boards, or for cards of a kind. */
  readonly mayWrite?: Editing["mayWrite"]
}

export const newId = idMaker((into) => crypto.getRandomValues(into))

/** One part of what belongs to a single Yjs document. */
interface Attached {
  readonly document: WorkshopDocument
  readonly history: History
  readonly stop: () => void
}

/**
 * The document with everything that reads and writes it. After a refused edit the Yjs document has to be replaced
 * (what entered it cannot leave it), so the parts that others hold are doors to the present one.
 */
export function openLiveDocument({
  kinds,
  ydoc,
  authorId,
  clock = Date.now,
  mayWrite,
}: LiveDocumentOptions): LiveDocument {
  const listeners = new Set<() => void>()
  const keptListeners = new Set<(ids: readonly string[]) => void>()
  const snapshot = createStore<Snapshot>()(() => firstSnapshot)

  const attach = (to: Y.Doc): Attached => {
    const document = openDocument(to, kinds)
    const projection = projectDocument(document, (next) => snapshot.setState(next, true))
    const history = openHistory(document)
    history.onChange(() => {
      for (const listener of listeners) listener()
    })
    history.onKept((ids) => {
      for (const listener of keptListeners) listener(ids)
    })
    snapshot.setState(projection.current(), true)
    return {
      document,
      history,
      stop: () => {
        projection.stop()
        history.stop()
      },
    }
  }

  let now = attach(ydoc ?? new Y.Doc())
  const document: WorkshopDocument = {
    get ydoc() {
      return now.document.ydoc
    },
    get roots() {
      return now.document.roots
    },
    kinds: now.document.kinds,
  }
  const history: History = {
    undo: () => now.history.undo(),
    redo: () => now.history.redo(),
    canUndo: () => now.history.canUndo(),
    canRedo: () => now.history.canRedo(),
    endStep: () => now.history.endStep(),
    stepOfLatest: () => now.history.stepOfLatest(),
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onKept: (listener) => {
      keptListeners.add(listener)
      return () => keptListeners.delete(listener)
    },
    stop: () => now.history.stop(),
  }
  const editing = editingOf(document, history, clock, authorId, mayWrite)
  return {
    document,
    snapshot,
    history,
    editing,
    replace: (next) => {
      now.stop()
      now = attach(next)
      for (const listener of listeners) listener()
    },
    stop: () => now.stop(),
  }
}

const firstSnapshot: Snapshot = projectDocument(openDocument(new Y.Doc(), [])).current()

function editingOf(
  document: WorkshopDocument,
  history: History,
  clock: () => number,
  authorId: () => string | undefined = () => undefined,
  mayWrite: Editing["mayWrite"] = undefined,
): Editing {
  return {
    document,
    newId,
    now: () => new Date(clock()).toISOString(),
    get authorId() {
      return authorId()
    },
    endStep: () => history.endStep(),
    ...(mayWrite ? { mayWrite } : {}),
  }
}
