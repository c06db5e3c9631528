import type { Figure, Ink } from "../../model/drawing.ts"
import { lineHeight, textWidth } from "../../model/measure.ts"
import { textSize } from "./cardSizes.ts"

interface TextLook {
  readonly size?: number
  readonly weight?: 400 | 600
  readonly ink?: Ink
  readonly anchor?: "start" | "middle" | "end"
}

/** The baseline within a line, as a share of the font size; the same as a browser gives Inter at this line height. */
const baseline = 1.01

/** One line of text whose line box begins at `top`. */
export const textAt = (x: number, top: number, text: string, look: TextLook = {}): Figure => {
  const { size = textSize, ...rest } = look
  return { draw: "text", x, y: top + size * baseline, text, size, ...rest }
}

/** Lines below each other, the first beginning at `top`. */
export const textLines = (x: number, top: number, lines: readonly string[], look: TextLook = {}): Figure[] =>
  lines.flatMap((line, index) =>
    line === "" ? [] : [textAt(x, top + index * (look.size ?? textSize) * lineHeight, line, look)],
  )

/** As much of a line as fits, with an ellipsis; for words that stand in full elsewhere on the board. */
export function fitLine(text: string, width: number, size = textSize, weight: 400 | 600 = 400): string {
  if (textWidth(text, size, weight) <= width) return text
  const characters = [...text]
  let low = 0
  let high = characters.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const candidate = `${characters.slice(0, middle).join("").trimEnd()}…`
    if (textWidth(candidate, size, weight) <= width) low = middle
    else high = middle - 1
  }
  return `${characters.slice(0, low).join("").trimEnd()}…`
}
