import { type PointerEvent, useEffect, useRef } from "react"
import type { Ink, PlacedCard, Rect } from "../../shared/model/drawing.ts"
import { useSay } from "../session/useSession.ts"
import type { Camera } from "./camera.ts"
import { type Canvas, useCanvas } from "./canvasContext.ts"
import { type Colours, pageColours } from "./paint.ts"
import { boundsOf } from "./spatialIndex.ts"
import { viewRect } from "./window.ts"

const size = { w: 176, h: 112 } as const

interface Scale {
  readonly left: number
  readonly top: number
  readonly zoom: number
}

/** The whole board and the part in view, drawn from the layout. Pressing or dragging goes there. */
export function Minimap({ camera }: { readonly camera: Camera }) {
  const say = useSay()
  const canvas = useCanvas()
  const element = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const surface = element.current
    if (!surface) return
    const drawn = openMinimap(surface, canvas, camera)
    return drawn.stop
  }, [canvas, camera])
  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons !== 1) return
    if (event.type === "pointerdown") event.currentTarget.setPointerCapture(event.pointerId)
    const rect = event.currentTarget.getBoundingClientRect()
    const { left, top, zoom } = scaleOf(canvas)
    const at = { x: (event.clientX - rect.left) / zoom + left, y: (event.clientY - rect.top) / zoom + top }
    const { width, height, zoom: near } = camera.viewport()
    camera.set({ x: width / 2 - at.x * near, y: height / 2 - at.y * near, zoom: near })
  }
  return (
    <canvas
      ref={element}
      className="minimap"
      role="img"
      aria-label={say("canvas.minimap")}
      onPointerDown={go}
      onPointerMove={go}
    />
  )
}

/** The board's cards fit in; what is seen beyond them is cut. */
function scaleOf({ layout }: Canvas): Scale {
  const { layout: laid } = layout.store.getState()
  const rect: Rect = boundsOf([laid.bounds]) ?? { x: 0, y: 0, w: 1, h: 1 }
  const zoom = Math.min(size.w / Math.max(rect.w, 1), size.h / Math.max(rect.h, 1)) * 0.92
  return { left: rect.x - (size.w / zoom - rect.w) / 2, top: rect.y - (size.h / zoom - rect.h) / 2, zoom }
}

/** Draws the cards once per change of the board and, on top of that picture, the view's frame once per move. */
function openMinimap(surface: HTMLCanvasElement, canvas: Canvas, camera: Camera) {
  const ratio = window.devicePixelRatio || 1
  surface.width = size.w * ratio
  surface.height = size.h * ratio
  const picture = document.createElement("canvas")
  picture.width = surface.width
  picture.height = surface.height
  let isStale = true
  let frame = 0
  const draw = () => {
    frame = 0
    const pen = surface.getContext("2d")
    if (!pen) return
    if (isStale) drawCards(picture, canvas, ratio, pageColours(surface))
    isStale = false
    pen.setTransform(1, 0, 0, 1, 0, 0)
    pen.clearRect(0, 0, surface.width, surface.height)
    pen.drawImage(picture, 0, 0)
    drawFrame(pen, canvas, camera, ratio, pageColours(surface))
  }
  const ask = () => {
    frame ||= requestAnimationFrame(draw)
  }
  const redraw = () => {
    isStale = true
    ask()
  }
  ask()
  const theme = new MutationObserver(redraw)
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] })
  const stops = [camera.onMove(ask), canvas.layout.store.subscribe(redraw), () => theme.disconnect()]
  return {
    stop: () => {
      cancelAnimationFrame(frame)
      for (const stop of stops) stop()
    },
  }
}

/** Outlines of smaller cards would run together into grey. */
const outlinedFromPx = 5

/** The ground that cards of a kind have; undefined for those that are only a frame round others. */
function groundOf({ figures, layout }: Canvas, { id }: PlacedCard): Ink | undefined {
  const drawn = figures.figuresOf(layout.store.getState(), id)
  const ground = drawn?.find((figure) => figure.draw !== "text" && figure.fill !== undefined && figure.fill !== "none")
  return ground?.draw === "box" ? ground.fill : undefined
}

function drawCards(picture: HTMLCanvasElement, canvas: Canvas, ratio: number, colour: Colours): void {
  const pen = picture.getContext("2d")
  if (!pen) return
  const { left, top, zoom } = scaleOf(canvas)
  const scale = zoom * ratio
  pen.setTransform(1, 0, 0, 1, 0, 0)
  pen.clearRect(0, 0, picture.width, picture.height)
  pen.setTransform(scale, 0, 0, scale, -left * scale, -top * scale)
  const groundsByKind = new Map<string, Ink | undefined>()
  for (const card of canvas.layout.store.getState().layout.cards) {
    const { kind, x, y, w, h } = card
    // One card stands for its kind: drawing all of them is what the small map avoids.
    if (!groundsByKind.has(kind)) groundsByKind.set(kind, groundOf(canvas, card))
    const ground = groundsByKind.get(kind)
    if (ground) {
      pen.fillStyle = colour(ground)
      pen.fillRect(x, y, w, h)
    }
    if (ground && w * zoom < outlinedFromPx) continue
    pen.strokeStyle = colour("muted")
    pen.lineWidth = 0.5 / scale
    pen.strokeRect(x, y, w, h)
  }
}

function drawFrame(
  pen: CanvasRenderingContext2D,
  canvas: Canvas,
  camera: Camera,
  ratio: number,
  colour: Colours,
): void {
  const { left, top, zoom } = scaleOf(canvas)
  const seen = viewRect(camera.viewport())
  pen.setTransform(ratio, 0, 0, ratio, 0, 0)
  pen.strokeStyle = colour("accent")
  pen.lineWidth = 1.5
  const [x, y] = [Math.max(1, (seen.x - left) * zoom), Math.max(1, (seen.y - top) * zoom)]
  const right = Math.min(size.w - 1, (seen.x + seen.w - left) * zoom)
  const bottom = Math.min(size.h - 1, (seen.y + seen.h - top) * zoom)
  pen.strokeRect(x, y, Math.max(2, right - x), Math.max(2, bottom - y))
}
