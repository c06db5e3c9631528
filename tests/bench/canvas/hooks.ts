import * as Y from "yjs"
import { pngSize, toPng } from "../../../renderer/app/exporting/png.ts"
import { canvasOf } from "../../../renderer/session/canvasControls.ts"
import type { Session } from "../../../renderer/session/session.ts"
import { drawBoard } from "../../../shared/codecs/svg.ts"
import { origin } from "../../../shared/document/document.ts"
import { colours } from "../../../shared/model/records.ts"
import type { PresenceState } from "../../../shared/presence/presence.ts"
import type { RosterEntry } from "../../../shared/protocol/messages.ts"
import { notesKind } from "../../support/notesBoard.ts"
import { benchBoard, squaresToDrag } from "./board.ts"

/** What the harness of all canvases asks a page for. */
export interface Bench {
  ready: boolean
  counts: () => { cards: number; edges: number; dom: number }
  setView: (view: { zoom: number; x: number; y: number }) => void
  cardPoint: (index: number) => { id: string; x: number; y: number }
  remoteMove: (count: number) => Promise<{ renders: number; syncMs: number; toFrameMs: number }>
  titles: () => string[]
  place: (id: string) => { x: number; y: number } | undefined
  selected: () => string[]
  zoom: () => number
  /** From now on this person may only look. */
  observe: () => void
  /** Somebody else's presence, as if it came from the host; undefined when they leave. */
  showOther: (connection: number, name: string, state: PresenceState | undefined) => void
  /** A change as if it came from the host. */
  remoteTitle: (id: string, insert: string, at: number) => void
  /** The board as a device gets it that joins, in base64. */
  boardFile: () => string
  exportPng: () => Promise<{ bytes: number; width: number; height: number; ms: number }>
}

declare global {
  interface Window {
    __bench: Bench
  }
}

const nextFrame = () => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done)))

export function installHooks(session: Session, boardId: string, count: number): void {
  const content = () => session.snapshot.getState().contents.get(boardId)
  /** Found when a gesture asks for them: looking for them is no part of loading. */
  let drags: readonly string[] | undefined
  const camera = () => {
    const viewport = document.querySelector<HTMLElement>(".react-flow__viewport")
    return new DOMMatrix(viewport ? getComputedStyle(viewport).transform : "")
  }
  const screenOf = (id: string) => {
    const card = content()?.cards.get(id)
    const { a: zoom, e, f } = camera()
    const [x, y] = [Number(Reflect.get(card ?? {}, "x")), Number(Reflect.get(card ?? {}, "y"))]
    return { id, x: (x + 100) * zoom + e, y: (y + 100) * zoom + f }
  }
  let peer: Y.Doc | undefined
  window.__bench = {
    ready: false,
    titles: () => [...(content()?.cards.values() ?? [])].map(({ title }) => title),
    place: (id) => {
      const card = content()?.cards.get(id)
      return card && { x: Number(Reflect.get(card, "x")), y: Number(Reflect.get(card, "y")) }
    },
    selected: () => [...session.view.getState().selected],
    zoom: () => camera().a,
    observe: () => {
      const { status } = session
      const me = status.getState().me
      if (me && "setState" in status && typeof status.setState === "function") {
        status.setState({ me: { ...me, role: "observer" } })
      }
    },
    showOther: (connection, name, state) => showOther(session, connection, name, state),
    remoteTitle: (id, insert, at) => {
      const other = new Y.Doc()
      Y.applyUpdate(other, Y.encodeStateAsUpdate(session.document.ydoc))
      const title = other.getMap<Y.Map<unknown>>("cards").get(id)?.get("title")
      if (title instanceof Y.Text) title.insert(at, insert)
      Y.applyUpdate(session.document.ydoc, Y.encodeStateAsUpdate(other), origin.remote)
    },
    boardFile: () => base64(Y.encodeStateAsUpdate(session.document.ydoc)),
    exportPng: () => exportPng(session, boardId),
    counts: () => ({
      cards: content()?.cards.size ?? 0,
      edges: content()?.relations.size ?? 0,
      dom: document.querySelectorAll("[data-card]").length,
    }),
    setView: ({ zoom, x, y }) => canvasOf(session)?.look({ x, y }, zoom),
    cardPoint: (index) => {
      drags ??= squaresToDrag(benchBoard(count))
      return screenOf(drags[index] ?? "")
    },
    async remoteMove(moved) {
      if (!peer) {
        peer = new Y.Doc()
        Y.applyUpdate(peer, Y.encodeStateAsUpdate(session.document.ydoc))
      }
      const ids = [...document.querySelectorAll<HTMLElement>("[data-card]")]
        .slice(0, moved)
        .map(({ dataset }) => dataset.card ?? "")
      const before = Y.encodeStateVector(peer)
      const cards = peer.getMap<Y.Map<unknown>>("cards")
      peer.transact(() => {
        for (const id of ids) cards.get(id)?.set("x", Number(cards.get(id)?.get("x")) + 3)
      })
      const update = Y.encodeStateAsUpdate(peer, before)
      const watched = watchRenders()
      const start = performance.now()
      Y.applyUpdate(session.document.ydoc, update, origin.remote)
      const syncMs = performance.now() - start
      await nextFrame()
      const toFrameMs = performance.now() - start
      await nextFrame()
      return { renders: watched(), syncMs, toFrameMs }
    },
  }
  // Ready when what a person sees first stands: the whole board, its cards as elements or drawn from afar.
  const poll = () => {
    const isShown = count === 0 || document.querySelector("[data-card], .overview") !== null
    if (canvasOf(session) && isShown) window.__bench.ready = true
    else requestAnimationFrame(poll)
  }
  requestAnimationFrame(poll)
}

function base64(bytes: Uint8Array): string {
  let text = ""
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

/** Longest side of a measured picture in pixels, the same for every system. */
const pictureSide = 6000

async function exportPng(session: Session, boardId: string) {
  const startedAt = performance.now()
  const snapshot = session.snapshot.getState()
  const content = snapshot.contents.get(boardId)
  if (!content) throw new Error("The board is not there")
  const board = { content, personas: snapshot.personas, say: (key: string) => key }
  const drawing = drawBoard(notesKind, board, { caption: { title: "Bench", facts: [] } })
  const wished = Math.min(1, pictureSide / Math.max(drawing.width, drawing.height))
  const { width, height } = pngSize(drawing, wished)
  const painted = await toPng(drawing, wished)
  if (!painted.ok) throw new Error("The picture could not be painted")
  return { bytes: painted.value.size, width, height, ms: performance.now() - startedAt }
}

function showOther(session: Session, connection: number, name: string, state: PresenceState | undefined): void {
  const { others } = session.presence
  const colour = colours[1 + (connection % 6)] ?? "neutral"
  const person: RosterEntry = {
    connection,
    personId: `person${connection}`,
    name,
    role: "participant",
    colour,
    glyph: connection % 12,
    device: "laptop",
  }
  const byConnection = new Map(others.getState().byConnection)
  if (state) byConnection.set(connection, { person, state })
  else byConnection.delete(connection)
  // A local session has nobody else; its store is filled here in their place.
  if ("setState" in others && typeof others.setState === "function") others.setState({ byConnection })
}

/** Counts the cards whose elements changed: what a re-render leaves behind. */
function watchRenders(): () => number {
  const changed = new Set<Node>()
  const observer = new MutationObserver((records) => {
    for (const { target } of records) {
      const node = target instanceof Element ? target.closest(".react-flow__node") : null
      if (node) changed.add(node)
    }
  })
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
  return () => {
    observer.disconnect()
    return changed.size
  }
}
