import { type RefObject, useEffect } from "react"
import { calmNow } from "../session/useSession.ts"
import type { Camera } from "./camera.ts"
import { type Canvas, canEdit } from "./canvasContext.ts"
import type { Gestures, Press } from "./gestures.ts"
import { idOf, isForeign } from "./hits.ts"
import { listenForMenu } from "./menuOpening.ts"
import { cardAt } from "./neighbours.ts"
import { startPinch } from "./pinch.ts"

const longPressMs = 500
/** A drag this near to the edge moves the view along. */
const edgePx = 36

/** Carries pointer and touch events of the canvas to its gestures. Panning and zooming are React Flow's. */
export function usePointers(
  element: RefObject<HTMLElement | null>,
  canvas: Canvas,
  camera: Camera,
  gestures: Gestures,
): void {
  useEffect(() => {
    const root = element.current
    if (!root) return
    const ears = new AbortController()
    listenToPointers(root, canvas, camera, gestures, ears.signal)
    listenToTouches(root, canvas, camera, gestures, ears.signal)
    listenForMenu(root, canvas, camera, gestures, ears.signal)
    return () => ears.abort()
  }, [element, canvas, camera, gestures])
}

function listenToPointers(
  root: HTMLElement,
  canvas: Canvas,
  camera: Camera,
  gestures: Gestures,
  signal: AbortSignal,
): void {
  const { state, session } = canvas
  let pointer: number | undefined
  let longPress: ReturnType<typeof setTimeout> | undefined
  let last: PointerEvent | undefined
  let edgeFrame = 0
  const pressOf = (event: PointerEvent): Press => ({
    at: { x: event.clientX, y: event.clientY },
    point: camera.toBoard({ x: event.clientX, y: event.clientY }),
    isTouch: event.pointerType === "touch",
    isAdding: event.shiftKey || event.ctrlKey || event.metaKey,
    isCopying: event.altKey,
    timeMs: event.timeStamp,
    cardId: idOf(event.target, "card"),
    lineId: idOf(event.target, "line"),
    handleOf: idOf(event.target, "handle"),
  })
  const end = () => {
    pointer = undefined
    clearTimeout(longPress)
    cancelAnimationFrame(edgeFrame)
    edgeFrame = 0
  }
  /** Near the edge the view follows the drag, as long as the pointer stays there. */
  const followEdge = () => {
    edgeFrame = 0
    if (!last || pointer === undefined || state.getState().gesture.type !== "drag") return
    const rect = root.getBoundingClientRect()
    const by = {
      x: pull(last.clientX - rect.left, rect.right - last.clientX),
      y: pull(last.clientY - rect.top, rect.bottom - last.clientY),
    }
    if (by.x === 0 && by.y === 0) return
    const { x, y, zoom } = camera.viewport()
    camera.set({ x: x + by.x, y: y + by.y, zoom })
    gestures.move(pressOf(last))
    edgeFrame = requestAnimationFrame(followEdge)
  }

  const down = (event: PointerEvent) => {
    if (event.button !== 0 || isForeign(event.target) || (pointer !== undefined && event.isPrimary === false)) return
    const press = pressOf(event)
    const isOurs = gestures.down(press)
    focusUnder(root, canvas, press)
    pointer = event.pointerId
    if (isOurs && event.pointerType !== "touch") event.preventDefault()
    if (event.pointerType === "touch") {
      longPress = setTimeout(() => {
        if (gestures.isMoving()) return
        gestures.cancel()
        state.setState({ menuAt: press.at })
        end()
      }, longPressMs)
    }
  }
  const move = (event: PointerEvent) => {
    if (event.pointerId === pointer) {
      last = event
      gestures.move(pressOf(event))
      if (gestures.isMoving()) {
        clearTimeout(longPress)
        if (!root.hasPointerCapture(event.pointerId)) root.setPointerCapture(event.pointerId)
        edgeFrame ||= requestAnimationFrame(followEdge)
      }
    } else if (pointer === undefined && event.pointerType !== "touch") hover(canvas, camera, event)
    if ((event.pointerType !== "touch" || pointer !== undefined) && !calmNow(session)) {
      session.presence.show({ cursor: rounded(camera.toBoard({ x: event.clientX, y: event.clientY })) })
    }
  }
  const up = (event: PointerEvent) => {
    if (event.pointerId !== pointer) return
    end()
    gestures.up(pressOf(event))
  }
  const cancel = (event: PointerEvent) => {
    if (event.pointerId !== pointer) return
    end()
    gestures.cancel()
  }
  root.addEventListener("pointerdown", down, { signal })
  root.addEventListener("pointermove", move, { signal })
  root.addEventListener("pointerup", up, { signal })
  root.addEventListener("pointercancel", cancel, { signal })
  root.addEventListener("pointerleave", () => session.presence.show({ cursor: undefined }), { signal })
  signal.addEventListener("abort", end)
}

const rounded = ({ x, y }: { x: number; y: number }) => ({ x: Math.round(x), y: Math.round(y) })

const pull = (before: number, after: number): number =>
  before < edgePx ? Math.min(12, (edgePx - before) / 2) : after < edgePx ? -Math.min(12, (edgePx - after) / 2) : 0

/** The canvas takes the keyboard with the pointer: the card when there is one, else the board. */
function focusUnder(root: HTMLElement, canvas: Canvas, press: Press): void {
  const id = cardAt(canvas.layout.store.getState(), press.point) ?? press.cardId
  const card = id === undefined ? null : root.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`)
  const target = card ?? root
  if (document.activeElement !== target) target.focus({ preventScroll: true })
}

/** From afar, the card under the pointer becomes a real element. */
function hover({ layout, state }: Canvas, camera: Camera, event: PointerEvent): void {
  const over =
    event.buttons === 0
      ? cardAt(layout.store.getState(), camera.toBoard({ x: event.clientX, y: event.clientY }))
      : undefined
  const { hovered, gesture } = state.getState()
  if (gesture.type === "connect") {
    // After a tap or a key the line follows the bare pointer.
    const to = camera.toBoard({ x: event.clientX, y: event.clientY })
    state.setState({ gesture: { ...gesture, to, overId: over === gesture.fromId ? undefined : over } })
  }
  if (over !== hovered) state.setState({ hovered: over })
}

/**
 * A finger that begins on a card is the canvas's: React Flow, which listens further down, does not get to see it. When
 * a second finger joins, nothing has been dragged and the two pinch.
 */
function listenToTouches(
  root: HTMLElement,
  canvas: Canvas,
  camera: Camera,
  gestures: Gestures,
  signal: AbortSignal,
): void {
  let isOurs = false
  let pinch: ReturnType<typeof startPinch> | undefined
  const start = (event: TouchEvent) => {
    if (event.touches.length === 1) {
      const { tool } = canvas.session.view.getState()
      const onCard = idOf(event.target, "card") !== undefined || idOf(event.target, "handle") !== undefined
      isOurs = onCard && tool !== "hand" && canEdit(canvas)
    }
    if (event.touches.length > 1) gestures.cancel()
    if (!isOurs) return
    event.stopPropagation()
    if (event.touches.length === 2) pinch = startPinch(event.touches, camera)
  }
  const move = (event: TouchEvent) => {
    if (!isOurs) return
    event.stopPropagation()
    if (pinch && event.touches.length >= 2) pinch(event.touches)
  }
  const end = (event: TouchEvent) => {
    if (event.touches.length < 2) pinch = undefined
    if (isOurs) event.stopPropagation()
    if (event.touches.length === 0) isOurs = false
  }
  const options = { signal, capture: true, passive: true }
  root.addEventListener("touchstart", start, options)
  root.addEventListener("touchmove", move, options)
  root.addEventListener("touchend", end, options)
  root.addEventListener("touchcancel", end, options)
}
