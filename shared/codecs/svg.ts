import type { BoardKind, Drawable } from "../model/boardKind.ts"
import type { Figure, Ink, Layout, PlacedLine, Point, Rect } from "../model/drawing.ts"
import type { KeptOnCard } from "../model/keeping.ts"
import { dashAttributes } from "../model/svgFigure.ts"
import { lightTheme, type Theme } from "../model/theme.ts"
import { pathBounds, unionOf } from "./figureBounds.ts"
import { layFooter } from "./footer.ts"
import { keptSigns } from "./keptSigns.ts"
import { attributesText, escaped, figuresText } from "./svgText.ts"

/** What the footer says besides the board itself. All of it is ready to print, in the reader's language. */
export interface Caption {
  readonly title: string
  readonly purpose?: string
  /** The workshop, its occasion, the day: joined by dots in one line. */
  readonly facts: readonly string[]
}

export interface SvgOptions {
  readonly caption: Caption
  /** CSS for embedded fonts, such as an `@font-face` with a data address. Nothing is fetched. */
  readonly fontFace?: string
  /** The light one when absent; its ground is white here, for paper. */
  readonly theme?: Theme
  /** Marks and comments, to be told of on their cards; left out when absent. */
  readonly kept?: ReadonlyMap<string, KeptOnCard>
}

export interface SvgDrawing {
  readonly svg: string
  /** In CSS pixels at 100 %. */
  readonly width: number
  readonly height: number
}

const margin = 32
const smallestWidth = 640

/**
 * A whole board as one SVG: the same drawing that the canvas shows, on white, with a footer of title, purpose, facts
 * and legend. Holds no script and refers to nothing outside.
 */
export const boardToSvg = (kind: BoardKind, board: Drawable, options: SvgOptions): string =>
  drawBoard(kind, board, options).svg

/** As `boardToSvg`, with the size. Never cuts: everything that is placed lies inside. */
export function drawBoard(kind: BoardKind, board: Drawable, options: SvgOptions): SvgDrawing {
  const { theme: given = lightTheme } = options
  const theme = given === lightTheme ? { ...lightTheme, ground: "#ffffff" } : given
  const layout = kind.lay(board)
  const bounds = everything(layout)
  const inner = Math.max(smallestWidth, bounds.w)
  const footer = layFooter(options.caption, kind.legend(board.say, board), inner)
  const width = Math.ceil(inner + 2 * margin)
  const height = Math.ceil(margin + bounds.h + margin + footer.height + margin)
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg"${attributesText({ width, height, viewBox: `0 0 ${width} ${height}`, fontFamily: "Inter, sans-serif" })}>`,
    `<title>${escaped(options.caption.title)}</title>`,
    options.fontFace === undefined ? "" : `<style>${escaped(options.fontFace)}</style>`,
    markers(layout.lines, theme),
    `<rect${attributesText({ width, height, fill: theme.ground })}/>`,
    `<g${attributesText({ transform: `translate(${margin - bounds.x} ${margin - bounds.y})` })}>`,
    `<g>${figuresText(layout.backdrop, theme)}</g>`,
    ...layout.lines.map((line) => lineText(line, theme)),
    ...cardTexts(kind, board, layout, theme),
    ...keptSigns(layout, options.kept ?? new Map(), board.say).map((group) => groupText(group, theme)),
    "</g>",
    `<g${attributesText({ transform: `translate(${margin} ${2 * margin + bounds.h})` })}>`,
    ...footer.groups.map((group) => groupText(group, theme)),
    "</g>",
    "</svg>",
  ]
  return { svg: `${parts.filter((part) => part !== "").join("\n")}\n`, width, height }
}

const groupText = ({ x, y, figures }: Point & { readonly figures: readonly Figure[] }, theme: Theme): string =>
  `<g${attributesText({ transform: `translate(${x} ${y})` })}>${figuresText(figures, theme)}</g>`

/** The layout's own bounds, widened should anything stick out of them. */
function everything(layout: Layout): Rect {
  const lines = layout.lines.map(({ d }) => pathBounds(d))
  const rects = [layout.bounds, ...layout.cards, ...lines].filter(({ x, y, w, h }) => Number.isFinite(x + y + w + h))
  return unionOf(rects) ?? { x: 0, y: 0, w: 0, h: 0 }
}

function cardTexts(kind: BoardKind, board: Drawable, layout: Layout, theme: Theme): string[] {
  return layout.cards.flatMap((placed) => {
    const card = board.content.cards.get(placed.id)
    if (!card) return []
    const name = kind.nameOf(card, board.personas) || board.say("common.untitled")
    const group = { "data-card": placed.id, "data-kind": placed.kind, transform: `translate(${placed.x} ${placed.y})` }
    return [
      `<g${attributesText(group)}><title>${escaped(`${board.say(`kind.${placed.kind}`)}: ${name}`)}</title>` +
        `${figuresText(kind.drawCard(card, placed, board), theme)}</g>`,
    ]
  })
}

function lineText(line: PlacedLine, theme: Theme): string {
  const attributes = {
    "data-line": line.id,
    "data-kind": line.kind,
    d: line.d,
    fill: "none",
    stroke: theme[line.ink],
    strokeWidth: line.width,
    ...dashAttributes(line.dash),
    ...(line.arrow ? { markerEnd: `url(#arrow-${line.ink})` } : {}),
  }
  return `<path${attributesText(attributes)}/>`
}

/** One arrow head per colour that has arrows. */
function markers(lines: readonly PlacedLine[], theme: Theme): string {
  const used = new Set<Ink>(lines.filter(({ arrow }) => arrow).map(({ ink }) => ink))
  if (used.size === 0) return ""
  const heads = [...used].sort().map((ink) => {
    const box = { viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, markerUnits: "userSpaceOnUse" }
    const attributes = { id: `arrow-${ink}`, ...box, orient: "auto" }
    return `<marker${attributesText(attributes)}><path${attributesText({ d: "M0 0L8 4L0 8Z", fill: theme[ink] })}/></marker>`
  })
  return `<defs>${heads.join("")}</defs>`
}
