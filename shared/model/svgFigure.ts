import type { Dash, Figure } from "./drawing.ts"
import type { Theme } from "./theme.ts"

/** Attributes by their React names; `shared/codecs/svg.ts` spells them as SVG does (`strokeWidth` → `stroke-width`). */
export type SvgAttributes = { readonly [name: string]: string | number }

/** One SVG element as plain data. */
export interface SvgElement {
  readonly tag: "rect" | "circle" | "path" | "text"
  readonly attributes: SvgAttributes
  /** Only for `text`. Not escaped. */
  readonly text?: string
}

/**
 * How a figure looks as an SVG element. The canvas and the exports both ask here, so that they cannot differ. The
 * theme may hold `var(--ink)` instead of colours.
 */
export function svgElement(figure: Figure, theme: Theme): SvgElement {
  if (figure.draw === "text") return textElement(figure, theme)
  const painted = paint(figure, theme)
  if (figure.draw === "circle")
    return { tag: "circle", attributes: { cx: figure.x, cy: figure.y, r: figure.r, ...painted } }
  if (figure.draw === "path")
    return { tag: "path", attributes: { d: figure.d, strokeLinecap: "round", strokeLinejoin: "round", ...painted } }
  const { x, y, w, h, radius } = figure
  const corner: SvgAttributes = radius === undefined ? {} : { rx: radius }
  return { tag: "rect", attributes: { x, y, width: Math.max(0, w), height: Math.max(0, h), ...corner, ...painted } }
}

function textElement(figure: Extract<Figure, { draw: "text" }>, theme: Theme): SvgElement {
  const { x, y, text, size, weight = 400, ink = "ink", anchor = "start", opacity } = figure
  return {
    tag: "text",
    attributes: {
      x,
      y,
      fontSize: size,
      fill: theme[ink],
      ...(weight === 400 ? {} : { fontWeight: weight }),
      ...(anchor === "start" ? {} : { textAnchor: anchor }),
      ...(opacity === undefined ? {} : { opacity }),
    },
    text,
  }
}

function paint(figure: Exclude<Figure, { draw: "text" }>, theme: Theme): SvgAttributes {
  const { fill = "none", stroke = "none", width = 1, dash, opacity } = figure
  return {
    fill: theme[fill],
    ...(stroke === "none" ? {} : { stroke: theme[stroke], strokeWidth: width, ...dashAttributes(dash) }),
    ...(opacity === undefined ? {} : { opacity }),
  }
}

/** Stroke and gap in board units. */
const dashes: { readonly [dash in Dash]: string } = { dashed: "6 5", dotted: "1.5 4" }

export const dashAttributes = (dash: Dash | undefined): SvgAttributes =>
  dash === undefined ? {} : { strokeDasharray: dashes[dash] }
