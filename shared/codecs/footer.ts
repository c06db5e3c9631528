import type { BoardKind } from "../model/boardKind.ts"
import type { Figure, Rect } from "../model/drawing.ts"
import { lineHeight, textWidth, wrapText } from "../model/measure.ts"
import { boundsOf } from "./figureBounds.ts"

type LegendEntry = ReturnType<BoardKind["legend"]>[number]

interface FooterText {
  readonly title: string
  readonly purpose?: string
  readonly facts: readonly string[]
}

/** Figures that are drawn from their own corner. */
interface Group {
  readonly x: number
  readonly y: number
  readonly figures: readonly Figure[]
}

/** The strip below a drawing: what it is, why it was made, when, by which rule, and what its signs mean. */
export function layFooter(
  text: FooterText,
  legend: readonly LegendEntry[],
  width: number,
): { readonly groups: readonly Group[]; readonly height: number } {
  const figures: Figure[] = [{ draw: "path", d: `M0 0H${width}`, stroke: "hairline" }]
  let y = 12
  const write = (content: string, size: number, weight: 400 | 600, ink: "ink" | "muted") => {
    if (content.trim() === "") return
    for (const line of wrapText(content, width, size, weight)) {
      y += size * lineHeight
      figures.push({ draw: "text", x: 0, y: y - size * 0.3, text: line, size, weight, ink })
    }
    y += 4
  }
  write(text.title, 22, 600, "ink")
  write(text.purpose ?? "", 15, 400, "ink")
  write(text.facts.filter((fact) => fact !== "").join(" · "), 13, 400, "muted")
  const signs = layLegend(legend, width, y + 12)
  const words = { x: 0, y: 0, figures }
  return signs ? { groups: [words, ...signs.groups], height: signs.bottom } : { groups: [words], height: y }
}

const gap = 28
const beside = 10
const labelSize = 13

/** Signs with their words, in as many rows as the width asks for; all of a row stand on one middle line. */
function layLegend(legend: readonly LegendEntry[], width: number, top: number) {
  if (legend.length === 0) return undefined
  const rows: Sign[][] = [[]]
  let x = 0
  for (const { label, figures } of legend) {
    const box = boundsOf(figures) ?? { x: 0, y: 0, w: 0, h: 0 }
    const whole = box.w + beside + textWidth(label, labelSize)
    if (x > 0 && x + whole > width) {
      rows.push([])
      x = 0
    }
    rows.at(-1)?.push({ label, figures, box, x })
    x += whole + gap
  }
  const groups: Group[] = []
  let y = top
  for (const row of rows) {
    const height = Math.max(labelSize * lineHeight, ...row.map(({ box }) => box.h))
    for (const sign of row) groups.push(...signGroups(sign, y + height / 2))
    y += height + 12
  }
  return { groups, bottom: y - 12 }
}

interface Sign extends LegendEntry {
  readonly box: Rect
  readonly x: number
}

function signGroups({ label, figures, box, x }: Sign, middle: number): readonly Group[] {
  const word: Figure = { draw: "text", x: 0, y: labelSize * 0.36, text: label, size: labelSize }
  return [
    { x: x - box.x, y: middle - box.y - box.h / 2, figures },
    { x: x + box.w + beside, y: middle, figures: [word] },
  ]
}
