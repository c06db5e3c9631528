import type { Rect } from "../../shared/model/drawing.ts"
import { textLimit } from "../../shared/model/text.ts"
import type { BoardPart, CanvasControls } from "../session/canvasControls.ts"
import { notify } from "../session/notices.ts"
import { isConnectable } from "./boardView.ts"
import type { Camera } from "./camera.ts"
import { contentRect } from "./camera.ts"
import type { CanvasCommands } from "./canvasCommands.ts"
import { type Canvas, canEdit, noGesture, sceneOf, select } from "./canvasContext.ts"
import { cardsType, decodeCards, encodeCards, leftOutOf, linesOf, mostPasted } from "./clipboard.ts"
import type { Gestures } from "./gestures.ts"
import { nearestTo, neighbourOf } from "./neighbours.ts"
import { boundsOf, contains } from "./spatialIndex.ts"
import { viewRect } from "./window.ts"

const copyOffset = { x: 24, y: 24 } as const
const spotlightMs = 1600

/** The canvas as actions, menus and the rest of the app see it. */
export function openControls(
  canvas: Canvas,
  camera: Camera,
  commands: CanvasCommands,
  gestures: Gestures,
): CanvasControls {
  const { session, layout, state } = canvas
  const board = () => layout.store.getState()
  const centre = () => {
    const seen = viewRect(camera.heading())
    return { x: seen.x + seen.w / 2, y: seen.y + seen.h / 2 }
  }
  const current = (): string | undefined => {
    const { selected } = session.view.getState()
    const { focused } = state.getState()
    if (focused !== undefined && selected.has(focused) && board().placed.has(focused)) return focused
    return [...selected].find((id) => board().placed.has(id))
  }
  const take = (id: string, forReading = false) => {
    select(canvas, [id])
    state.setState({ focused: id })
    commands.show(id, forReading)
  }
  return {
    zoomBy: (factor) => camera.zoomTo(camera.heading().zoom * factor),
    zoomTo: (zoom) => camera.zoomTo(zoom),
    look: (at, zoom) => camera.centre(at, zoom, false),
    fitBoard: () => camera.fit(contentRect(board().layout.cards, board().layout.bounds)),
    fitSelection: () => {
      const rects = [...session.view.getState().selected].flatMap((id) => board().placed.get(id) ?? [])
      camera.fit(boundsOf(rects) ?? contentRect(board().layout.cards, board().layout.bounds), 2)
    },
    showPart: (part, glide) => {
      const rect = rectOf(canvas, part)
      if (rect) camera.fit(rect, largest, glide)
      else camera.fit(contentRect(board().layout.cards, board().layout.bounds), 1, glide)
    },
    seen: () => viewRect(camera.viewport()),
    cardsInSight: () => {
      const rect = camera.inSight()
      return new Set([...board().cardsIn.within(rect)].filter((id) => holdsMiddle(rect, board().placed.get(id))))
    },
    onMove: camera.onMove,
    reveal: (cardId) => {
      take(cardId, true)
      state.setState({ spotlight: cardId })
      setTimeout(() => {
        if (state.getState().spotlight === cardId) state.setState({ spotlight: undefined })
      }, spotlightMs)
    },
    add: (kind) => commands.addAt(centre(), kind),
    addNext: () => commands.addBeside("next"),
    addDeeper: () => commands.addBeside("deeper"),
    addOuter: () => commands.addBeside("outer"),
    write: () => {
      const id = current()
      if (id !== undefined) commands.write(id)
    },
    connect: () => {
      if (!canEdit(canvas)) return
      const [card, ...more] = commands.selectedCards()
      const isOne = card && more.length === 0 && isConnectable(canvas.boardView.boardKind, card.kind)
      session.view.setState(isOne ? { dialog: "connect" } : { tool: "connect" })
    },
    copy: () => document.execCommand("copy"),
    cut: () => document.execCommand("cut"),
    paste: () => pasteText(canvas, commands, remembered),
    duplicate: () => commands.placeCopies(commands.selectedCards(), copyOffset),
    remove: () => commands.removeSelected(),
    selectAll: () => select(canvas, board().placed.keys()),
    escape: () => {
      const { gesture } = state.getState()
      if (gestures.isMoving() || gesture.type !== "none") {
        gestures.cancel()
        state.setState({ gesture: noGesture })
      } else if (session.view.getState().tool !== "select") session.view.setState({ tool: "select" })
      else select(canvas, [])
    },
    go: (dx, dy) => {
      const from = current() ?? state.getState().focused
      const to = from === undefined ? undefined : neighbourOf(board(), from, dx, dy)
      const next = to ?? (from === undefined ? nearestTo(board(), centre()) : from)
      if (next !== undefined) take(next)
    },
    nudge: (dx, dy) => {
      const ids = commands.selectedCards().map(({ id }) => id)
      if (ids.length === 0 || !canEdit(canvas)) return
      commands.report(canvas.boardView.nudge(sceneOf(canvas), ids, dx, dy))
      layout.flush()
      if (ids[0] !== undefined) commands.show(ids[0])
    },
  }
}

/** The largest that a part of the board is shown to everybody. */
const largest = 1.6

function rectOf({ layout, boardView }: Canvas, part: BoardPart): Rect | undefined {
  if (part.is === "rect") return part.rect
  if (part.is === "board") return undefined
  const { placed, drawable } = layout.store.getState()
  const ids =
    part.is === "card" ? [part.cardId] : [...(boardView.chainOf?.(drawable.content, part.cardId) ?? [part.cardId])]
  return boundsOf(ids.flatMap((id) => placed.get(id) ?? []))
}

/** What was last copied here: a page that is not a secure context may not ask for the clipboard, only be given it. */
let remembered = ""

/** Puts the selection on the clipboard: cards for this program, their names for others. False when nothing is selected. */
export function copySelected(canvas: Canvas, commands: CanvasCommands, clipboard: DataTransfer): boolean {
  const cards = commands.selectedCards()
  if (cards.length === 0) return false
  const { personas } = canvas.session.snapshot.getState()
  const encoded = encodeCards(cards)
  remembered = encoded
  clipboard.setData(cardsType, encoded)
  clipboard.setData("text/plain", cards.map((card) => canvas.boardView.boardKind.nameOf(card, personas)).join("\n"))
  return true
}

export function pasteFrom(canvas: Canvas, commands: CanvasCommands, clipboard: DataTransfer): void {
  pasteText(canvas, commands, clipboard.getData(cardsType) || clipboard.getData("text/plain"))
}

function pasteText(canvas: Canvas, commands: CanvasCommands, text: string): void {
  const cards = decodeCards(text, canvas.boardView.boardKind)
  if (cards) return commands.placeCopies(cards, copyOffset)
  commands.pasteLines(linesOf(text))
  if (canEdit(canvas)) tellLeftOut(text)
}

/** Nobody takes for kept what is still on the clipboard alone. */
function tellLeftOut(text: string): void {
  const { lines, ends } = leftOutOf(text)
  if (lines > 0) notify("attention", "canvas.paste.lines", { count: lines, most: mostPasted })
  if (ends > 0) notify("attention", "canvas.paste.ends", { count: ends, most: textLimit.title })
}

const holdsMiddle = (rect: Rect, card: Rect | undefined): boolean =>
  card !== undefined && contains(rect, { x: card.x + card.w / 2, y: card.y + card.h / 2, w: 0, h: 0 })
