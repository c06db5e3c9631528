/**
 * A drawing as plain data, in board units (one unit is one CSS pixel at 100 %). A board's layout produces it; the
 * canvas, the overview and the PNG and SVG exports all show the same one, so that they cannot differ.
 */

export interface Point {
  readonly x: number
  readonly y: number
}
export interface Rect extends Point {
  readonly w: number
  readonly h: number
}

/** Colours by meaning; each theme gives them values (`renderer/styles`, `shared/codecs/theme.ts`). */
const inks = [
  "ground",
  "paper",
  "ink",
  "muted",
  "hairline",
  "accent",
  "amber",
  "red",
  "none",
  "user",
  "need",
  "capability",
  "external",
  "stage",
  "phase",
  "activity",
  "step",
  "story",
  "slice",
  "interaction",
  "metric",
  "opportunity",
  "idea",
  "note",
  "healthy",
  "unhealthy",
  "critical",
  "band",
  "bandAlternate",
] as const
export type Ink = (typeof inks)[number]

/** Line pattern: a dashed line says `has-need` or a journey stage, a dotted one that something is not settled. */
export type Dash = "dashed" | "dotted"

interface Painted {
  readonly fill?: Ink
  readonly stroke?: Ink
  /** Line width in board units, 1 when absent. */
  readonly width?: number
  readonly dash?: Dash
  /** 0 to 1, 1 when absent. */
  readonly opacity?: number
}

/** One figure of a drawing. Text is one line, placed by its baseline; wrapping has been done by the layout. */
export type Figure =
  | (Painted & Rect & { readonly draw: "box"; readonly radius?: number })
  | (Painted & { readonly draw: "circle"; readonly x: number; readonly y: number; readonly r: number })
  | (Painted & { readonly draw: "path"; readonly d: string })
  | {
      readonly draw: "text"
      readonly x: number
      readonly y: number
      readonly text: string
      /** Font size in board units. */
      readonly size: number
      readonly weight?: 400 | 600
      readonly ink?: Ink
      readonly anchor?: "start" | "middle" | "end"
      readonly opacity?: number
    }

/** Where a card lies and what its kind calls it. */
export interface PlacedCard extends Rect {
  readonly id: string
  readonly kind: string
  /** Where the title is written and edited, relative to the card's corner. */
  readonly titleBox: Rect & { readonly size: number; readonly weight: 400 | 600; readonly align: "start" | "middle" }
}

/** A connection between two placed cards. */
export interface PlacedLine {
  readonly id: string
  readonly kind: string
  readonly fromId: string
  readonly toId: string
  readonly from: Point
  readonly to: Point
  /** SVG path data from `from` to `to`. */
  readonly d: string
  readonly dash?: Dash
  readonly ink: Ink
  readonly width: number
  readonly arrow: boolean
}

/** A region of the board that the method gives: a band, a column, a cell. Cards dropped or added there belong to it. */
export interface Zone extends Rect {
  /** Such as `band/needs` or `cell/<step>/<slice>`; stable while the board's structure is. */
  readonly id: string
  readonly label?: string
}

/** A board laid out: where everything is. Drawing a card's figures is separate and done only for cards in view. */
export interface Layout {
  readonly bounds: Rect
  readonly zones: readonly Zone[]
  /** Drawn behind the cards: bands, headings, boxes. */
  readonly backdrop: readonly Figure[]
  /** In the method's reading order, which is also the order of the Tab key and of the outline. */
  readonly cards: readonly PlacedCard[]
  readonly lines: readonly PlacedLine[]
}
