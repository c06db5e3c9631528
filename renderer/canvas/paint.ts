import type { Dash, Figure, Ink } from "../../shared/model/drawing.ts"

type Pen = CanvasRenderingContext2D
export type Colours = (ink: Ink) => string

const patterns: { readonly [dash in Dash]: readonly number[] } = { dashed: [6, 5], dotted: [1.5, 4] }

/** Letters smaller than this on screen are drawn as bars: nobody reads them, and letters cost the most. */
const readablePx = 4

/** Draws figures at a place in board units; the pen's transformation is the view's and is `scale` pixels per unit. */
export function paintFigures(
  pen: Pen,
  figures: readonly Figure[],
  x: number,
  y: number,
  scale: number,
  colour: Colours,
): void {
  for (const figure of figures) {
    const opacity = figure.opacity ?? 1
    if (opacity !== 1) pen.globalAlpha = opacity
    if (figure.draw === "text") paintText(pen, figure, x, y, scale, colour)
    else paintShape(pen, figure, x, y, scale, colour)
    if (opacity !== 1) pen.globalAlpha = 1
  }
}

function paintText(
  pen: Pen,
  figure: Extract<Figure, { draw: "text" }>,
  x: number,
  y: number,
  scale: number,
  colour: Colours,
): void {
  const { size, text, weight = 400, anchor = "start" } = figure
  pen.fillStyle = colour(figure.ink ?? "ink")
  if (size * scale >= readablePx) {
    pen.font = `${weight} ${size}px Inter, system-ui, sans-serif`
    pen.textAlign = anchor === "middle" ? "center" : anchor
    pen.fillText(text, x + figure.x, y + figure.y)
    return
  }
  if (size * scale < 1) return
  const width = text.length * size * 0.5
  const left = anchor === "middle" ? figure.x - width / 2 : anchor === "end" ? figure.x - width : figure.x
  const alpha = pen.globalAlpha
  pen.globalAlpha = alpha * 0.35
  pen.fillRect(x + left, y + figure.y - size * 0.6, width, size * 0.5)
  pen.globalAlpha = alpha
}

function paintShape(
  pen: Pen,
  figure: Exclude<Figure, { draw: "text" }>,
  x: number,
  y: number,
  scale: number,
  colour: Colours,
): void {
  const fill = figure.fill !== undefined && figure.fill !== "none" ? colour(figure.fill) : undefined
  const stroke = figure.stroke !== undefined && figure.stroke !== "none" ? colour(figure.stroke) : undefined
  if (fill) pen.fillStyle = fill
  if (stroke) {
    pen.strokeStyle = stroke
    pen.lineWidth = figure.width ?? 1
    pen.setLineDash(figure.dash ? [...patterns[figure.dash]] : [])
  }
  if (figure.draw === "box" && (figure.radius ?? 0) * scale < 2) {
    // Corners too small to be seen; rectangles are many times cheaper than paths.
    if (fill) pen.fillRect(x + figure.x, y + figure.y, figure.w, figure.h)
    if (stroke) pen.strokeRect(x + figure.x, y + figure.y, figure.w, figure.h)
    return
  }
  const path = pathOf(figure, x, y)
  if (fill) pen.fill(path)
  if (stroke) pen.stroke(path)
}

function pathOf(figure: Exclude<Figure, { draw: "text" }>, x: number, y: number): Path2D {
  const path = new Path2D()
  if (figure.draw === "circle") path.arc(x + figure.x, y + figure.y, figure.r, 0, Math.PI * 2)
  else if (figure.draw === "path") path.addPath(new Path2D(figure.d), new DOMMatrix([1, 0, 0, 1, x, y]))
  else if (figure.radius && "roundRect" in path)
    path.roundRect(x + figure.x, y + figure.y, figure.w, figure.h, figure.radius)
  else path.rect(x + figure.x, y + figure.y, figure.w, figure.h)
  return path
}

/** The colours of the page as they are at this moment. */
export function pageColours(element: Element): Colours {
  const style = getComputedStyle(element)
  const known = new Map<Ink, string>()
  return (ink) => {
    const found = known.get(ink)
    if (found !== undefined) return found
    const value = style.getPropertyValue(`--${ink}`).trim()
    known.set(ink, value)
    return value
  }
}
