import type { Say } from "../../model/boardKind.ts"
import type { Figure } from "../../model/drawing.ts"
import { firstLines, linesHeight, wrapText } from "../../model/measure.ts"
import type { Band } from "./cells.ts"
import { activityColumns } from "./columns.ts"
import type { Plan, Row } from "./layout.ts"
import { bandPadding, columnWidth, headWidth, padding, textSize } from "./measures.ts"
import { baseline } from "./signs.ts"

/** What lies behind the cards: the names of the rows, the bands of the slices, and where something is still to come. */
export function drawBackdrop(plan: Plan, say: Say): Figure[] {
  if (isBare(plan)) return []
  return [
    ...drawRowNames(plan, say),
    ...plan.bands.flatMap((band) => drawBand(band, plan.columns.right + bandPadding, say)),
    ...drawWaiting(plan),
    ...drawUnphased(plan, say),
    ...drawHomeless(plan, say),
  ]
}

/** Nothing but a frame or notes: the canvas says how to begin. */
const isBare = ({ tree }: Plan): boolean =>
  tree.phases.length === 0 && tree.slices.length === 0 && tree.homeless.length === 0

function drawRowNames({ rows }: Plan, say: Say): Figure[] {
  const name = (key: string, { y, h }: Row): Figure => ({
    draw: "text",
    x: headWidth,
    y: y + h / 2 + 5,
    text: say(key),
    size: textSize,
    ink: "muted",
    anchor: "end",
  })
  return [
    ...(rows.phases.h > 0 ? [name("storyMap.row.phases", rows.phases)] : []),
    name("storyMap.row.activities", rows.activities),
    name("storyMap.row.steps", rows.steps),
  ]
}

/** The walking skeleton has a strip of its own; what is unscheduled lies outside of any band, inside a dotted line. */
function drawBand({ slice, y, h }: Band, right: number, say: Say): Figure[] {
  const area = { draw: "box", x: 0, y, w: right, h, radius: 10 } as const
  if (!slice) {
    const lines = wrapText(say("storyMap.unscheduled"), headWidth - 2 * bandPadding, textSize, 600)
    return [
      { ...area, stroke: "hairline", dash: "dashed", width: 1.5 },
      ...lines.map(
        (text, index): Figure => ({
          draw: "text",
          x: bandPadding + padding.x,
          y: baseline(y + bandPadding + padding.y + linesHeight(index, textSize), textSize),
          text,
          size: textSize,
          weight: 600,
          ink: "muted",
        }),
      ),
    ]
  }
  return [{ ...area, fill: "band", stroke: "hairline" }]
}

/** A place to fill: an activity without steps, a phase without activities. */
function drawWaiting({ columns, rows }: Plan): Figure[] {
  const place = (x: number, w: number, { y, h }: Row): Figure => ({
    draw: "box",
    x,
    y,
    w,
    h,
    radius: 6,
    stroke: "hairline",
    dash: "dashed",
    width: 1.5,
  })
  return [
    ...columns.phases.flatMap(({ x, w, activities }) =>
      activities.length === 0 ? [place(x, w, rows.activities)] : [],
    ),
    ...activityColumns(columns).flatMap(({ x, w, steps }) => (steps.length === 0 ? [place(x, w, rows.steps)] : [])),
  ]
}

function drawUnphased({ columns, rows }: Plan, say: Say): Figure[] {
  const last = columns.phases.at(-1)
  if (!last || last.branch.phase || rows.phases.h === 0) return []
  return [
    { draw: "box", x: last.x, w: last.w, ...rows.phases, radius: 6, stroke: "hairline", dash: "dashed", width: 1.5 },
    ...label(say("storyMap.withoutPhase"), last.x, last.w, rows.phases),
  ]
}

function drawHomeless({ columns, rows, bands }: Plan, say: Say): Figure[] {
  const { homeless } = columns
  const last = bands.at(-1)
  if (!homeless || !last) return []
  const [x, y] = [homeless.x - bandPadding, rows.activities.y]
  const h = last.y + last.h - y
  return [
    { draw: "box", x, y, w: homeless.w + 2 * bandPadding, h, radius: 10, stroke: "amber", dash: "dotted", width: 1.5 },
    ...label(say("storyMap.homeless"), homeless.x, homeless.w, rows.activities),
  ]
}

const label = (text: string, x: number, w: number, { y, h }: Row): Figure[] => {
  const lines = firstLines(wrapText(text, Math.max(w, columnWidth) - padding.x, textSize), Math.floor(h / 18) || 1)
  const top = y + (h - linesHeight(lines.length, textSize)) / 2
  return lines.map((own, index) => ({
    draw: "text",
    x: x + padding.x,
    y: baseline(top + linesHeight(index, textSize), textSize),
    text: own,
    size: textSize,
    ink: "muted",
  }))
}
