import { interWidths } from "./interWidths.ts"

export type Weight = 400 | 600

/** Distance between baselines, as a share of the font size. */
export const lineHeight = 1.3

/** An unknown character counts as a wide one, so that text is rather wrapped early than cut. */
const unknown = 1000

/** Widths by UTF-16 unit, in thousandths of the font size: reading text is the hottest thing a layout does. */
const widths: { readonly [weight in Weight]: Uint16Array } = {
  400: tableOf(({ regular }) => regular),
  600: tableOf(({ semibold }) => semibold),
}
function tableOf(rowOf: (range: (typeof interWidths)[number]) => string): Uint16Array {
  const table = new Uint16Array(0x10000).fill(unknown)
  // A character beyond the first plane is two units: the first counts for both.
  table.fill(0, 0xdc00, 0xe000)
  for (const range of interWidths) table.set(rowOf(range).split(" ").map(Number), range.first)
  return table
}

/** Fonts differ a little between programs; lines are broken this much before the edge. */
const slack = 1.02

/** Width of one line of text in board units, a little generous. */
export const textWidth = (text: string, size: number, weight: Weight = 400): number =>
  inUnits(thousandths(text, weight), size)

function thousandths(text: string, weight: Weight): number {
  const table = widths[weight]
  let sum = 0
  for (let index = 0; index < text.length; index++) sum += table[text.charCodeAt(index)] ?? unknown
  return sum
}

const inUnits = (sum: number, size: number): number => (sum / 1000) * size * slack

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
  const fits = (sum: number) => inUnits(sum, size) <= width
  let line = ""
  let lineSum = 0
  for (const piece of piecesOf(paragraph)) {
    const pieceSum = thousandths(piece, weight)
    const isSpace = piece.trimStart() === ""
    // Spaces at the end of a line take no room.
    if (isSpace || fits(lineSum + pieceSum)) {
      line += piece
      lineSum += pieceSum
      continue
    }
    if (line.trim() !== "") lines.push(line.trimEnd())
    line = piece
    lineSum = pieceSum
    while (!fits(lineSum)) {
      const head = headThatFits(line, fits, weight)
      lines.push(head)
      line = line.slice(head.length)
      lineSum = thousandths(line, weight)
    }
  }
  lines.push(line.trimEnd())
  return lines
}

/** True when `wrapText` breaks no word of this text. */
export const hasWholeWords = (text: string, width: number, size: number, weight: Weight = 400): boolean =>
  piecesOf(text).every((piece) => inUnits(thousandths(piece, weight), size) <= width || piece.trimStart() === "")

/** Words, the parts of those with hyphens, and the spaces between. */
const piecesOf = (text: string): readonly string[] => text.match(/[^\s-]*-+|[^\s-]+|\s+/g) ?? []

/** At least one character, so that wrapping always ends. */
function headThatFits(word: string, fits: (sum: number) => boolean, weight: Weight): string {
  let head = ""
  let sum = 0
  for (const character of word) {
    sum += thousandths(character, weight)
    if (head !== "" && !fits(sum)) break
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
