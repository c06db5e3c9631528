import type { Point, Rect } from "../../shared/model/drawing.ts"
import { presenceCards } from "../../shared/presence/presence.ts"
import type { CanvasCommands } from "./canvasCommands.ts"
import { type Canvas, canChange, canEdit, noGesture, sceneOf, select } from "./canvasContext.ts"
import { cardAt } from "./neighbours.ts"

/** A pointer event as far as gestures need it. */
export interface Press {
  readonly at: Point
  /** In board units. */
  readonly point: Point
  readonly isTouch: boolean
  /** Shift, Control or Command: adds to the selection. */
  readonly isAdding: boolean
  readonly isCopying: boolean
  readonly timeMs: number
  /** What was hit, where it is an element of its own. */
  readonly cardId?: string | undefined
  readonly lineId?: string | undefined
  readonly handleOf?: string | undefined
}

type Phase =
  | { readonly type: "idle" }
  | { readonly type: "pressed"; readonly press: Press; readonly cardId: string | undefined }
  | { readonly type: "dragging"; readonly press: Press }
  | { readonly type: "boxing"; readonly press: Press; readonly before: ReadonlySet<string> }
  | { readonly type: "connecting"; readonly press: Press }

const thresholdPx = { mouse: 4, touch: 6 } as const
const doubleTap = { ms: 400, px: 24 } as const

export interface Gestures {
  /** True when this press is the canvas's own; false leaves it to panning. */
  readonly down: (press: Press) => boolean
  readonly move: (press: Press) => void
  readonly up: (press: Press) => void
  /** A second finger, Esc, or the browser took the pointer: nothing has happened. */
  readonly cancel: () => void
  readonly isMoving: () => boolean
}

/**
 * Pointer gestures on the model: what lies under a point comes from the layout, so that they work alike on elements
 * and on the far view. A drag is local until its end and then one command; others see it through presence.
 */
export function openGestures(canvas: Canvas, commands: CanvasCommands): Gestures {
  const { session, state, layout } = canvas
  let phase: Phase = { type: "idle" }
  let lastTap: { readonly at: Point; readonly timeMs: number } | undefined
  const board = () => layout.store.getState()
  const tool = () => session.view.getState().tool
  const hitOf = (press: Press) => cardAt(board(), press.point) ?? press.cardId

  const down = (press: Press): boolean => {
    if (tool() === "hand") return false
    if (press.handleOf !== undefined && canEdit(canvas)) {
      phase = { type: "connecting", press }
      lastTap = undefined
      connectFrom(canvas, press.handleOf, press.point)
      return true
    }
    const cardId = hitOf(press)
    phase = { type: "pressed", press, cardId }
    if (tool() !== "select") return cardId !== undefined
    if (cardId !== undefined && !press.isAdding && !session.view.getState().selected.has(cardId)) {
      select(canvas, [cardId])
    }
    if (cardId !== undefined) state.setState({ focused: cardId })
    return cardId !== undefined || !press.isTouch
  }

  const begin = (press: Press, from: Press, cardId: string | undefined): void => {
    lastTap = undefined
    if (tool() === "connect" && cardId !== undefined && canEdit(canvas)) {
      phase = { type: "connecting", press: from }
      connectFrom(canvas, cardId, press.point)
    } else if (tool() === "select" && cardId !== undefined && canChange(canvas, cardId)) {
      phase = { type: "dragging", press: from }
      startDrag(canvas, cardId)
    } else if (tool() === "select" && cardId === undefined && !from.isTouch) {
      const before = from.isAdding ? session.view.getState().selected : new Set<string>()
      phase = { type: "boxing", press: from, before }
    } else {
      phase = { type: "idle" }
    }
  }

  const move = (press: Press): void => {
    if (phase.type === "pressed") {
      const { press: from, cardId } = phase
      const far = Math.hypot(press.at.x - from.at.x, press.at.y - from.at.y)
      if (far < (press.isTouch ? thresholdPx.touch : thresholdPx.mouse)) return
      begin(press, from, cardId)
    }
    if (phase.type === "dragging") dragTo(canvas, phase.press, press)
    else if (phase.type === "boxing") boxTo(canvas, phase.press, press, phase.before)
    else if (phase.type === "connecting") aimAt(canvas, press.point)
  }

  const up = (press: Press): void => {
    const ended = phase
    phase = { type: "idle" }
    if (ended.type === "dragging") drop(canvas, commands, ended.press, press)
    else if (ended.type === "connecting") commands.finishConnection(press.point)
    else if (ended.type === "boxing") state.setState({ gesture: noGesture })
    else if (ended.type === "pressed") tap(press, ended.cardId)
  }

  const tap = (press: Press, cardId: string | undefined): void => {
    const isSecond =
      lastTap !== undefined &&
      press.timeMs - lastTap.timeMs < doubleTap.ms &&
      Math.hypot(press.at.x - lastTap.at.x, press.at.y - lastTap.at.y) < doubleTap.px
    lastTap = isSecond ? undefined : { at: press.at, timeMs: press.timeMs }
    if (tool() === "connect") commands.tapToConnect(cardId)
    else if (tool() !== "select") return
    else if (isSecond) commands.addOrWriteAt(press.point, cardId)
    else choose(canvas, press, cardId ?? press.lineId)
  }

  return {
    down,
    move,
    up,
    cancel: () => {
      if (phase.type === "boxing") select(canvas, phase.before)
      phase = { type: "idle" }
      state.setState({ gesture: noGesture })
      session.presence.show({ drag: undefined })
    },
    isMoving: () => phase.type !== "idle" && phase.type !== "pressed",
  }
}

function choose(canvas: Canvas, press: Press, id: string | undefined): void {
  const { selected } = canvas.session.view.getState()
  const next = new Set(press.isAdding ? selected : [])
  if (id !== undefined && !next.delete(id)) next.add(id)
  select(canvas, next)
}

function startDrag(canvas: Canvas, cardId: string): void {
  const { session, state, layout } = canvas
  const { placed, drawable } = layout.store.getState()
  const { selected } = session.view.getState()
  const wanted = selected.has(cardId) ? [...selected] : [cardId]
  const isLocked = (id: string) => drawable.content.cards.get(id)?.locked === "facilitator"
  const free = wanted.filter((id) => placed.has(id) && !isLocked(id) && canChange(canvas, id))
  state.setState({ gesture: { type: "drag", ids: new Set(free), by: { x: 0, y: 0 }, hint: undefined } })
}

/** The corner that each dragged card would have now; cards removed by others meanwhile are left out. */
function cornersOf(canvas: Canvas): Map<string, Point> {
  const { gesture } = canvas.state.getState()
  const { placed } = canvas.layout.store.getState()
  if (gesture.type !== "drag") return new Map()
  return new Map(
    [...gesture.ids].flatMap((id) => {
      const card = placed.get(id)
      return card ? [[id, { x: card.x + gesture.by.x, y: card.y + gesture.by.y }] as const] : []
    }),
  )
}

function dragTo(canvas: Canvas, from: Press, to: Press): void {
  const { gesture } = canvas.state.getState()
  if (gesture.type !== "drag") return
  const by = { x: to.point.x - from.point.x, y: to.point.y - from.point.y }
  canvas.state.setState({ gesture: { ...gesture, by } })
  const corners = cornersOf(canvas)
  const { drawable, layout } = canvas.layout.store.getState()
  const scene = { editing: canvas.session.editing, content: drawable.content, layout }
  const hint = canvas.boardView.dropHint?.(scene, corners, to.point)
  if (hint || gesture.hint) canvas.state.setState({ gesture: { ...gesture, by, hint } })
  const drag = [...corners].slice(0, presenceCards).map(([id, { x, y }]) => ({ id, x, y }))
  canvas.session.presence.show({ drag })
}

function drop(canvas: Canvas, commands: CanvasCommands, from: Press, to: Press): void {
  dragTo(canvas, from, to)
  const corners = cornersOf(canvas)
  const scene = sceneOf(canvas)
  if (to.isCopying) {
    commands.duplicateBy([...corners.keys()], { x: to.point.x - from.point.x, y: to.point.y - from.point.y })
  } else if (corners.size > 0) {
    commands.report(canvas.boardView.drop(scene, corners, to.point))
  }
  // The layout first, so that the cards do not jump back for a frame.
  canvas.layout.flush()
  canvas.state.setState({ gesture: noGesture })
  canvas.session.presence.show({ drag: undefined })
}

function boxTo(canvas: Canvas, from: Press, to: Press, before: ReadonlySet<string>): void {
  const rect: Rect = {
    x: Math.min(from.point.x, to.point.x),
    y: Math.min(from.point.y, to.point.y),
    w: Math.abs(from.point.x - to.point.x),
    h: Math.abs(from.point.y - to.point.y),
  }
  canvas.state.setState({ gesture: { type: "box", rect } })
  const touched = canvas.layout.store.getState().cardsIn.within(rect)
  const { selected } = canvas.session.view.getState()
  const next = new Set([...before, ...touched])
  if (next.size !== selected.size || [...next].some((id) => !selected.has(id))) select(canvas, next)
}

export function connectFrom(canvas: Canvas, fromId: string, to: Point): void {
  canvas.state.setState({ gesture: { type: "connect", fromId, to, overId: undefined } })
}

function aimAt(canvas: Canvas, to: Point): void {
  const { gesture } = canvas.state.getState()
  if (gesture.type !== "connect") return
  const over = cardAt(canvas.layout.store.getState(), to)
  canvas.state.setState({ gesture: { ...gesture, to, overId: over === gesture.fromId ? undefined : over } })
}
