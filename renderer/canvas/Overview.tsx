import { useEffect, useRef } from "react"
import type { Rect } from "../../shared/model/drawing.ts"
import type { Camera } from "./camera.ts"
import { type Canvas, useCanvas } from "./canvasContext.ts"
import { type Colours, pageColours, paintFigures } from "./paint.ts"
import { viewRect } from "./window.ts"

/** Milliseconds of one frame that may go into drawing cards for the first time; the rest follow in the next frames. */
const newFiguresMs = 6
/** The first picture may take longer: nothing moves yet, and people are waiting for it. */
const firstFiguresMs = 30

/**
 * The board from afar, drawn from the model onto one element; its cost follows what is in view. Cards that are real
 * elements at the moment, such as the one under the pointer, are left out.
 */
export function Overview({ camera, except }: { readonly camera: Camera; readonly except: ReadonlySet<string> }) {
  const canvas = useCanvas()
  const element = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const surface = element.current
    if (!surface) return
    let frame = 0
    let colours = pageColours(surface)
    const ask = () => {
      frame ||= requestAnimationFrame(() => draw(newFiguresMs))
    }
    const draw = (figuresMs: number) => {
      frame = 0
      if (!paintOverview(surface, { canvas, camera, except, colour: colours, figuresMs })) ask()
    }
    const recolour = () => {
      colours = pageColours(surface)
      ask()
    }
    draw(firstFiguresMs)
    const theme = new MutationObserver(recolour)
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] })
    // Elements take on a typeface by themselves when it has come; what is drawn has to be drawn again.
    document.fonts?.addEventListener("loadingdone", ask)
    const stops = [
      () => document.fonts?.removeEventListener("loadingdone", ask),
      camera.onMove(ask),
      canvas.layout.store.subscribe(ask),
      canvas.state.subscribe(ask),
      canvas.session.view.subscribe(ask),
      () => theme.disconnect(),
      () => cancelAnimationFrame(frame),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [canvas, camera, except])
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas takes no focus
  return <canvas ref={element} className="overview" aria-hidden="true" />
}

interface Painting {
  readonly canvas: Canvas
  readonly camera: Camera
  readonly except: ReadonlySet<string>
  readonly colour: Colours
  readonly figuresMs: number
}

/** False when there was no time left for some cards, which stand as plain boxes until the next frame. */
function paintOverview(surface: HTMLCanvasElement, painting: Painting): boolean {
  const { canvas, camera, colour } = painting
  const pen = surface.getContext("2d", { alpha: false })
  if (!pen) return true
  const { x, y, zoom, width, height } = camera.viewport()
  const ratio = window.devicePixelRatio || 1
  fitSurface(surface, Math.round(width * ratio), Math.round(height * ratio))
  // Small letters otherwise stand on whole pixels, unevenly apart.
  if ("textRendering" in pen) pen.textRendering = "geometricPrecision"
  pen.setTransform(1, 0, 0, 1, 0, 0)
  pen.fillStyle = colour("ground")
  pen.fillRect(0, 0, surface.width, surface.height)
  pen.setTransform(zoom * ratio, 0, 0, zoom * ratio, x * ratio, y * ratio)
  const board = canvas.layout.store.getState()
  const seen = viewRect({ x, y, zoom, width, height })
  paintFigures(pen, board.layout.backdrop, 0, 0, zoom * ratio, colour)
  paintLines(pen, canvas, seen, zoom, colour)
  return paintCards(pen, painting, seen, zoom * ratio)
}

/** Setting the size clears the surface and is slow, so only when it differs. */
function fitSurface(surface: HTMLCanvasElement, width: number, height: number): void {
  if (surface.width !== width) surface.width = width
  if (surface.height !== height) surface.height = height
}

function paintLines(pen: CanvasRenderingContext2D, canvas: Canvas, seen: Rect, zoom: number, colour: Colours): void {
  const { lines, linesIn } = canvas.layout.store.getState()
  const { lit } = canvas.state.getState()
  const byLook = new Map<string, Path2D>()
  for (const id of linesIn.within(seen)) {
    const line = lines.get(id)
    if (!line) continue
    const look = `${colour(line.ink)} ${line.width} ${lit && !lit.has(id) ? 0.16 : 1}`
    const path = byLook.get(look) ?? new Path2D()
    path.addPath(new Path2D(line.d))
    byLook.set(look, path)
  }
  pen.setLineDash([])
  for (const [look, path] of byLook) {
    const [ink = "", width = "1", alpha = "1"] = look.split(" ")
    pen.globalAlpha = Number(alpha)
    pen.strokeStyle = ink
    pen.lineWidth = Math.max(Number(width), 0.6 / zoom)
    pen.stroke(path)
  }
  pen.globalAlpha = 1
}

function paintCards(
  pen: CanvasRenderingContext2D,
  { canvas, except, colour, figuresMs }: Painting,
  seen: Rect,
  scale: number,
): boolean {
  const board = canvas.layout.store.getState()
  const { gesture, lit } = canvas.state.getState()
  const { selected } = canvas.session.view.getState()
  const by = gesture.type === "drag" ? gesture.by : undefined
  const isDragged = (id: string) => gesture.type === "drag" && gesture.ids.has(id)
  const deadline = performance.now() + figuresMs
  let isComplete = true
  for (const id of board.cardsIn.within(seen)) {
    const placed = board.placed.get(id)
    if (!placed || except.has(id)) continue
    const shift = by && isDragged(id) ? by : { x: 0, y: 0 }
    const [x, y] = [placed.x + shift.x, placed.y + shift.y]
    const figures =
      canvas.figures.lastOf(board, id) ??
      (performance.now() < deadline ? canvas.figures.figuresOf(board, id) : undefined)
    pen.globalAlpha = lit && !lit.has(id) ? 0.4 : 1
    if (figures) paintFigures(pen, figures, x, y, scale, colour)
    else {
      isComplete = false
      pen.fillStyle = colour("hairline")
      pen.fillRect(x, y, placed.w, placed.h)
    }
    if (selected.has(id)) {
      pen.strokeStyle = colour("accent")
      pen.setLineDash([])
      pen.lineWidth = 2 / scale
      pen.strokeRect(x, y, placed.w, placed.h)
    }
  }
  pen.globalAlpha = 1
  return isComplete
}
