import type { Point } from "../../shared/model/drawing.ts"
import { type Camera, zoomRange } from "./camera.ts"

interface Fingers {
  readonly middle: Point
  readonly distance: number
}

const fingersOf = (touches: TouchList): Fingers | undefined => {
  const [a, b] = [touches[0], touches[1]]
  if (!a || !b) return undefined
  return {
    middle: { x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2 },
    distance: Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)),
  }
}

/** Two fingers: the board's point between them stays between them, at the zoom that their distance asks for. */
export function startPinch(touches: TouchList, camera: Camera): (touches: TouchList) => void {
  const first = fingersOf(touches)
  const { zoom } = camera.viewport()
  const held = first && camera.toBoard(first.middle)
  const origin = camera.toPage({ x: 0, y: 0 })
  const { x: x0, y: y0 } = camera.viewport()
  const corner = { x: origin.x - x0, y: origin.y - y0 }
  return (now) => {
    const fingers = fingersOf(now)
    if (!first || !held || !fingers) return
    const wanted = (zoom * fingers.distance) / first.distance
    const next = Math.min(zoomRange.most, Math.max(zoomRange.least, wanted))
    camera.set({
      x: fingers.middle.x - corner.x - held.x * next,
      y: fingers.middle.y - corner.y - held.y * next,
      zoom: next,
    })
  }
}
