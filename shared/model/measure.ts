import { interWidths } from "./interWidths.ts"

export type Weight = 400 | 600

/** Distance between baselines, as a share of the font size. */
export const lineHeight = 1.3

const widths: { readonly [weight in Weight]: ReadonlyMap<number, number> } = {
  400: new Map(interWidths.flatMap(({ first, regular }) => pairs(first, regular))),
  600: new Map(interWidths.flatMap(({ first, semibold }) => pairs(first, semibold))),
}
function pairs(first: number, row: string): [number, number][] {
  return row.split(" ").map((width, index) => [first + index, Number(width)])
}

/** An unknown character counts as a wide one, so that text is rather wrapped early than cut. */
const unknown = 1000
/** Fonts differ a little between programs; lines are broken this much before the edge. */
const slack = 1.02

/** Width of one line of text in board units, a little generous. */
export function textWidth(text: string, size: number, weight: Weight = 400): number {
  const table = widths[weight]
  let sum = 0
  for (const character of text) sum += table.get(character.codePointAt(0) ?? 0) ?? unknown
  return (sum / 1000) * size * slack
}

/**
 * Breaks text into lines no wider than `width`: at spaces and line breaks, after hyphens, and inside a word that is
 * longer than a line. Never gives an empty list.
 */
export function wrapText(text: string, width: number, size: number, weight: Weight = 400): string[] {
  const lines: string[] = []
  for (const paragraph of text.split("\n")) lines.push(...wrapParagraph(paragraph, width, size, weight))
  return lines
}

function wrapParagraph(paragraph: string, width: number, size: number, weight: Weight): string[] {
  const lines: string[] = []
  let line = ""
  const fits = (candidate: string) => textWidth(candidate.trimEnd(), size, weight) <= width
  for (const piece of paragraph.match(/[^\s-]*-+|[^\s-]+|\s+/g) ?? []) {
    if (fits(line + piece)) {
      line += piece
      continue
    }
    if (line.trim() !== "") lines.push(line.trimEnd())
    line = piece.trimStart()
    while (!fits(line)) {
      const head = headThatFits(line, fits)
      lines.push(head)
      line = line.slice(head.length)
    }
  }
  lines.push(line.trimEnd())
  return lines
}

/** At least one character, so that wrapping always ends. */
function headThatFits(word: string, fits: (candidate: string) => boolean): string {
  let head = ""
  for (const character of word) {
    if (head !== "" && !fits(head + character)) break
    head += character
  }
  return head
}

/** Height of `count` lines. */
export const linesHeight = (count: number, size: number): number => count * size * lineHeight

/** At most `count` lines; the last one ends with an ellipsis when something was left out. */
export function firstLines(lines: readonly string[], count: number): string[] {
  if (lines.length <= count) return [...lines]
  const kept = lines.slice(0, count)
  return [...kept.slice(0, -1), `${(kept.at(-1) ?? "").slice(0, -1).trimEnd()}…`]
}
