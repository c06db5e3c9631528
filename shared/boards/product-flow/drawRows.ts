import type { Say } from "../../model/boardKind.ts"
import type { Figure, Ink, Rect } from "../../model/drawing.ts"
import { lineHeight, wrapText } from "../../model/measure.ts"
import type { Persona } from "../../model/records.ts"
import { textSize } from "./cardSizes.ts"
import { textAt, textLines } from "./drawText.ts"
import { bulbMark, gaugeMark, personaMark } from "./marks.ts"

const nameSize = 16
const textLeft = 48

/** The ground of one row. */
export const drawBand = ({ x, y, w, h }: Rect, ink: Ink): Figure => ({
  draw: "box",
  x,
  y,
  w,
  h,
  radius: 10,
  fill: ink,
})

/** A row's persona: a sign for the audience, the name, and the audience in words. */
export function drawPersonaLabel(persona: Persona, say: Say, width: number, top: number): Figure[] {
  const { name, words } = labelLines(persona, say, width)
  const wordsTop = top + 14 + name.length * nameSize * lineHeight + 2
  return [
    ...personaMark(persona.audience, 22, top + 26),
    ...textLines(textLeft, top + 14, name, { size: nameSize, weight: 600 }),
    ...textLines(textLeft, wordsTop, words, { ink: persona.audience === undefined ? "amber" : "muted" }),
  ]
}

/** How high a row must be for its label. */
export function labelHeight(persona: Persona, say: Say, width: number): number {
  const { name, words } = labelLines(persona, say, width)
  return 14 + name.length * nameSize * lineHeight + 2 + words.length * textSize * lineHeight + 14
}

function labelLines(persona: Persona, say: Say, width: number): { name: string[]; words: string[] } {
  const inner = width - textLeft - 8
  const { audience } = persona
  const words = audience
    ? [say(`audience.${audience}`), say(`flow.derive.audience.${audience}`)]
    : [say("flow.row.audience.missing")]
  return {
    name: wrapText(persona.name, inner, nameSize, 600),
    words: words.flatMap((line) => wrapText(line, inner, textSize)),
  }
}

/** The label of the metrics or the opportunities row, with the question it answers. */
export function drawRowLabel(row: "metrics" | "opportunities", say: Say, width: number, top: number): Figure[] {
  const mark = row === "metrics" ? gaugeMark(22, top + 24, "ink") : bulbMark(22, top + 24, "ink")
  const hint = wrapText(say(`flow.row.${row}.hint`), width - textLeft - 8, textSize)
  return [
    ...mark,
    textAt(textLeft, top + 14, say(`flow.row.${row}`), { size: nameSize, weight: 600 }),
    ...textLines(textLeft, top + 14 + nameSize * lineHeight + 2, hint, { ink: "muted" }),
  ]
}
