import { deleteCards } from "../../shared/commands/cards.ts"
import type { CommandProblem } from "../../shared/commands/context.ts"
import { connectCards, deleteRelations } from "../../shared/commands/relations.ts"
import type { Point } from "../../shared/model/drawing.ts"
import type { Card } from "../../shared/model/records.ts"
import type { Result } from "../../shared/model/result.ts"
import { tellProblem } from "../session/notices.ts"
import type { Camera } from "./camera.ts"
import { type Canvas, canChange, canEdit, noGesture, sceneOf, select } from "./canvasContext.ts"
import { connectFrom } from "./gestures.ts"
import { cardAt, nearestTo } from "./neighbours.ts"
import { viewRect } from "./window.ts"

/** What gestures, keys and menus do to the board, in the board view's own terms. Each is one step of undo. */
export interface CanvasCommands {
  /** Shows what could not be done; gives the value of what could. */
  readonly report: <T>(result: Result<T, CommandProblem>) => T | undefined
  readonly addAt: (point: Point, kind?: string) => void
  /** A double-click: writes on the card, or makes the one that belongs at the point. */
  readonly addOrWriteAt: (point: Point, cardId: string | undefined) => void
  readonly addBeside: (where: "next" | "deeper" | "outer") => void
  readonly write: (id: string) => void
  readonly finishConnection: (point: Point) => void
  readonly tapToConnect: (cardId: string | undefined) => void
  readonly connect: (fromId: string, toId: string) => void
  readonly duplicateBy: (ids: readonly string[], by: Point) => void
  readonly placeCopies: (cards: readonly Card[], by: Point) => void
  readonly pasteLines: (lines: readonly string[]) => void
  readonly removeSelected: () => void
  /** Cards of the selection that are still there. */
  readonly selectedCards: () => readonly Card[]
  /** Brings a card into view, near enough to be read where that matters. */
  readonly show: (id: string, forReading?: boolean) => void
}

/** Below this zoom a card's title is hard to read, and to write on. */
const readableFrom = 0.55

export function openCommands(canvas: Canvas, camera: Camera): CanvasCommands {
  const { session, boardView, layout, state } = canvas

  const report = <T>(result: Result<T, CommandProblem>): T | undefined => {
    if (result.ok) return result.value
    tellProblem(result.error)
    return undefined
  }
  const show = (id: string, forReading = false) => {
    const placed = layout.store.getState().placed.get(id)
    if (!placed) return
    if (forReading && camera.heading().zoom < readableFrom)
      camera.centre({ x: placed.x + placed.w / 2, y: placed.y + placed.h / 2 }, 1)
    else camera.show(placed)
  }
  const write = (id: string) => {
    if (!canChange(canvas, id)) return
    session.view.setState({ selected: new Set([id]), editing: id })
    state.setState({ focused: id, fresh: undefined })
    show(id, true)
  }
  /** A card that has just been made is written on at once. */
  const writeNew = (made: Result<string, CommandProblem>) => {
    const id = report(made)
    if (id === undefined) return
    layout.flush()
    write(id)
    state.setState({ fresh: id })
  }
  const selectedCards = (): readonly Card[] => {
    const { content } = layout.store.getState().drawable
    return [...session.view.getState().selected].flatMap((id) => content.cards.get(id) ?? [])
  }
  const addAt = (point: Point, kind?: string) => {
    const last = session.view.getState().nextKind
    const offered = boardView.additions.filter((addition) => canEdit(canvas, addition.kind))
    const wanted = kind ?? (offered.find((addition) => addition.kind === last) ?? offered[0])?.kind
    if (wanted === undefined || !canEdit(canvas, wanted)) return
    session.view.setState({ nextKind: wanted })
    writeNew(boardView.add(sceneOf(canvas), wanted, point))
  }
  const placeCopies = (cards: readonly Card[], by: Point) => {
    if (cards.length === 0 || !canEdit(canvas)) return
    const ids = report(boardView.duplicate(sceneOf(canvas), cards, by))
    layout.flush()
    if (ids) select(canvas, ids)
    if (ids?.[0] !== undefined) show(ids[0])
  }
  const connect = (fromId: string, toId: string) => {
    if (canEdit(canvas)) report(connectCards(session.editing, fromId, toId))
  }

  return {
    report,
    show,
    write,
    selectedCards,
    addAt,
    placeCopies,
    connect,
    addOrWriteAt: (point, cardId) => {
      if (cardId !== undefined) return write(cardId)
      const kind = canEdit(canvas) ? boardView.kindAt(sceneOf(canvas), point) : undefined
      if (kind !== undefined && canEdit(canvas, kind)) writeNew(boardView.add(sceneOf(canvas), kind, point))
    },
    addBeside: (where) => {
      const id = state.getState().focused ?? selectedCards()[0]?.id
      if (id === undefined || !canEdit(canvas)) return
      const scene = sceneOf(canvas)
      if (where === "next") writeNew(boardView.addNext(scene, id))
      else if (where === "deeper") writeNew(boardView.addDeeper(scene, id))
      else if (boardView.addOuter) writeNew(boardView.addOuter(scene, id))
    },
    finishConnection: (point) => {
      const { gesture } = state.getState()
      state.setState({ gesture: noGesture })
      if (gesture.type !== "connect") return
      const overId = cardAt(layout.store.getState(), point)
      if (overId === gesture.fromId) return
      if (overId !== undefined) connect(gesture.fromId, overId)
      else if (boardView.connectToNew) writeNew(boardView.connectToNew(sceneOf(canvas), gesture.fromId, point))
    },
    tapToConnect: (cardId) => {
      const { gesture } = state.getState()
      const placed = cardId === undefined ? undefined : layout.store.getState().placed.get(cardId)
      if (cardId === undefined || !placed || !canEdit(canvas)) return state.setState({ gesture: noGesture })
      if (gesture.type === "connect") {
        state.setState({ gesture: noGesture })
        if (gesture.fromId !== cardId) connect(gesture.fromId, cardId)
      } else {
        select(canvas, [cardId])
        connectFrom(canvas, cardId, { x: placed.x + placed.w / 2, y: placed.y + placed.h / 2 })
      }
    },
    duplicateBy: (ids, by) => {
      const { content } = layout.store.getState().drawable
      placeCopies(
        ids.flatMap((id) => content.cards.get(id) ?? []),
        by,
      )
    },
    pasteLines: (lines) => {
      if (lines.length === 0 || !canEdit(canvas)) return
      const seen = viewRect(camera.heading())
      const id = selectedCards()[0]?.id
      const at = { x: seen.x + seen.w / 2, y: seen.y + seen.h / 2 }
      const ids = report(boardView.pasteLines(sceneOf(canvas), lines, id === undefined ? { at } : { id, at }))
      layout.flush()
      if (ids) select(canvas, ids)
      if (ids?.[0] !== undefined) show(ids[0])
    },
    removeSelected: () => {
      const { selected } = session.view.getState()
      if (!canEdit(canvas) || selected.size === 0) return
      const board = layout.store.getState()
      const cards = selectedCards()
      const lines = [...selected].filter((id) => board.drawable.content.relations.has(id))
      const first = cards[0] && board.placed.get(cards[0].id)
      const ids = cards.map(({ id }) => id)
      if (ids.length > 0) report(boardView.remove?.(sceneOf(canvas), ids) ?? deleteCards(session.editing, ids))
      if (lines.length > 0) deleteRelations(session.editing, lines)
      layout.flush()
      select(canvas, [])
      // The focus goes to what is nearest, so that a keyboard does not lose its place.
      if (first) state.setState({ focused: nearestTo(layout.store.getState(), first) })
    },
  }
}
