import type { Figure, Ink } from "../../model/drawing.ts"
import { textWidth } from "../../model/measure.ts"
import type { Persona } from "../../model/records.ts"
import type { Story } from "./schema.ts"

/** Small signs in a box of 20 by 20 at the given corner. Each has a shape of its own; colour only helps. */
const signSize = 20

/** Diameter of a persona's mark. */
export const markSize = 24

/** Baseline of a line of text whose box starts at `y`. */
export const baseline = (y: number, size: number): number => y + size * 1.01

/**
 * Two letters for each persona: of the first and the last word of its name, or the first two of its only word. Where
 * two personas would have the same, the later ones get a number, so that a mark names one persona.
 */
export function personaLetters(personas: Iterable<Persona>): ReadonlyMap<string, string> {
  const used = new Map<string, number>()
  const letters = new Map<string, string>()
  for (const { id, name } of [...personas].sort(byOrderThenId)) {
    const own = lettersOf(name)
    const count = (used.get(own) ?? 0) + 1
    used.set(own, count)
    letters.set(id, count === 1 ? own : `${own}${count}`)
  }
  return letters
}

const byOrderThenId = (a: Persona, b: Persona) =>
  a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : 1

const lettersOf = (name: string): string => {
  const words = name.split(/[\s-]+/).filter((word) => word !== "")
  const [first = "", last = ""] = words.length > 1 ? [words[0], words.at(-1)] : [...(words[0] ?? "")]
  return `${[...first][0] ?? ""}${[...last][0] ?? ""}`.toUpperCase() || "?"
}

/** A persona's mark: a ring with its letters. */
export const drawMark = (letters: string, x: number, y: number): Figure[] => [
  { draw: "circle", x: x + markSize / 2, y: y + markSize / 2, r: markSize / 2 - 0.5, fill: "user", stroke: "muted" },
  {
    draw: "text",
    x: x + markSize / 2,
    y: y + markSize / 2 + 4,
    text: letters,
    size: letters.length > 2 ? 9 : 11,
    weight: 600,
    anchor: "middle",
  },
]

const line = (d: string, ink: Ink = "muted", width = 1.5): Figure => ({ draw: "path", d, stroke: ink, width })

/** A fork for a variation, a warning for an exception, a bulb for an idea, a base for an enabler; none for a detail. */
export function drawTypeSign(type: Story["type"], x: number, y: number): Figure[] {
  const at = (dx: number, dy: number) => `${x + dx} ${y + dy}`
  if (type === "variation")
    return [
      line(`M${at(4, 10)} H${x + 8} L${at(15, 4)} M${at(8, 10)} L${at(15, 16)} M${at(11, 4)} H${x + 15} V${y + 8}`),
    ]
  if (type === "exception")
    return [
      line(`M${at(10, 3)} L${at(17.5, 16.5)} H${x + 2.5} Z`, "amber"),
      line(`M${at(10, 8)} V${y + 11.5} M${at(10, 14)} V${y + 14.2}`, "amber"),
    ]
  if (type === "idea")
    return [
      line(
        `M${at(7.5, 14)} C${at(7.5, 11.5)} ${at(5, 11)} ${at(5, 8)} A5 5 0 0 1 ${at(15, 8)} C${at(15, 11)} ${at(12.5, 11.5)} ${at(12.5, 14)} Z`,
      ),
      line(`M${at(8, 17)} H${x + 12}`),
    ]
  if (type === "enabler")
    return [
      line(
        `M${at(3, 16)} H${x + 17} M${at(5, 12)} H${x + 15} M${at(10, 12)} V${y + 4} M${at(7, 7)} L${at(10, 4)} L${at(13, 7)}`,
      ),
    ]
  return []
}

/** An empty ring is ready, a half one in progress, one with a tick done; a mere idea has none. */
export function drawStatusSign(status: Story["status"], x: number, y: number): Figure[] {
  const [cx, cy, r] = [x + 10, y + 10, 6.5]
  if (status === "idea") return []
  const ring: Figure = { draw: "circle", x: cx, y: cy, r, stroke: "accent", width: 1.5 }
  if (status === "ready") return [ring]
  if (status === "doing")
    return [ring, { draw: "path", d: `M${cx} ${cy - r} A${r} ${r} 0 0 1 ${cx} ${cy + r} Z`, fill: "accent" }]
  return [
    { draw: "circle", x: cx, y: cy, r: r + 0.75, fill: "accent" },
    line(`M${cx - 3} ${cy} L${cx - 0.8} ${cy + 2.4} L${cx + 3.2} ${cy - 2.4}`, "paper", 1.75),
  ]
}

/** A row of joints: the thinnest way from end to end. */
export const drawSkeletonSign = (x: number, y: number): Figure[] => [
  line(`M${x + 3} ${y + 10} H${x + 17}`, "accent", 2),
  ...[3, 10, 17].map((dx): Figure => ({ draw: "circle", x: x + dx, y: y + 10, r: 3, fill: "accent" })),
]

/** Figures side by side from `x`, as long as they fit before `right`; what does not fit is counted. */
export function drawMarks(letters: readonly string[], x: number, y: number, right: number): Figure[] {
  const step = markSize + 4
  const room = Math.max(1, Math.floor((right - x + 4) / step))
  const shown = letters.length <= room ? letters : letters.slice(0, Math.max(1, room - 1))
  const figures = shown.flatMap((own, index) => drawMark(own, x + index * step, y))
  const rest = letters.length - shown.length
  if (rest === 0) return figures
  return [...figures, { draw: "text", x: x + shown.length * step, y: y + 17, text: `+${rest}`, size: 14, ink: "muted" }]
}

/** A short word such as an estimate, in a quiet frame. Gives its width too. */
export function drawTag(text: string, x: number, y: number): { readonly figures: Figure[]; readonly w: number } {
  const w = Math.max(signSize, Math.ceil(textWidth(text, 14)) + 10)
  return {
    w,
    figures: [
      { draw: "box", x, y, w, h: signSize, radius: 4, stroke: "hairline", fill: "paper" },
      { draw: "text", x: x + w / 2, y: y + 15, text, size: 14, ink: "muted", anchor: "middle" },
    ],
  }
}
