import type { Point } from "../../shared/model/drawing.ts"
import type { Camera } from "./camera.ts"
import { type Canvas, noGesture } from "./canvasContext.ts"
import type { Gestures } from "./gestures.ts"
import { idOf, isForeign } from "./hits.ts"
import { cardAt } from "./neighbours.ts"

/** A right button that moves further than this pans and opens no menu. */
const stillPx = 4

/**
 * Opens the context menu: by the right button when it comes up where it went down, since dragging with it pans and
 * systems differ in when they ask for a menu; by the menu key and by what touch screens send, at once.
 */
export function listenForMenu(
  root: HTMLElement,
  canvas: Canvas,
  camera: Camera,
  gestures: Gestures,
  signal: AbortSignal,
): void {
  let right: Point | undefined
  const down = (event: PointerEvent) => {
    const isRight = event.button === 2 && event.pointerType === "mouse" && !isForeign(event.target)
    right = isRight ? { x: event.clientX, y: event.clientY } : undefined
  }
  const up = (event: PointerEvent) => {
    if (event.button !== 2 || !right) return
    if (Math.hypot(event.clientX - right.x, event.clientY - right.y) < stillPx) openMenu(event, canvas, camera)
  }
  const asked = (event: MouseEvent) => {
    if (isForeign(event.target)) return
    event.preventDefault()
    if (right) return
    gestures.cancel()
    openMenu(event, canvas, camera)
  }
  const forget = () => {
    right = undefined
  }
  root.addEventListener("pointerdown", down, { signal })
  root.addEventListener("pointerup", up, { signal })
  root.addEventListener("contextmenu", asked, { signal })
  root.addEventListener("keydown", forget, { signal })
}

function openMenu(event: MouseEvent, { session, layout, state }: Canvas, camera: Camera): void {
  const point = camera.toBoard({ x: event.clientX, y: event.clientY })
  const id = cardAt(layout.store.getState(), point) ?? idOf(event.target, "card") ?? idOf(event.target, "line")
  const { selected } = session.view.getState()
  if (id === undefined) session.view.setState({ selected: new Set() })
  else if (!selected.has(id)) session.view.setState({ selected: new Set([id]) })
  state.setState({ menuAt: { x: event.clientX, y: event.clientY }, gesture: noGesture })
}
