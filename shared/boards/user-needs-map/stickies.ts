import type { Say } from "../../model/boardKind.ts"
import type { Figure, PlacedCard, Rect } from "../../model/drawing.ts"
import { textWidth } from "../../model/measure.ts"
import type { Team } from "../../model/records.ts"
import type { OverlayReading } from "./overlays.ts"
import type { Capability } from "./schema.ts"
import { layersSign, teamInks, teamSign } from "./signs.ts"
import { smallSize } from "./sizes.ts"

/**
 * What an overlay puts on a capability: on the upper edge a sticky with its team of today (of a proposal the boundary
 * says it) or the mark that nobody owns it, on the lower one those who contribute and the mark of a platform
 * candidate. They stick out of the card, so that none of them covers its words.
 */
export function drawStickies(card: Capability, placed: PlacedCard, reading: OverlayReading, say: Say): Figure[] {
  const owner = reading.ownerOf(card.id)
  const isToday = reading.overlay.state === "current"
  const upper = owner
    ? isToday
      ? teamSticky(owner, placed.w, nameOf(owner, say))
      : []
    : reading.isUnowned(card)
      ? gapSticky(say("needs.mark.unowned"), placed.w)
      : []
  return [...upper, ...drawLower(card, placed, reading, say)]
}

function drawLower(card: Capability, { w, h }: PlacedCard, reading: OverlayReading, say: Say): Figure[] {
  const contributors = reading.contributorsOf(card.id)
  const figures: Figure[] = []
  if (reading.isCandidate(card.id)) {
    const count = reading.map.chains.needsServed(card.id)
    const text = say("needs.mark.candidate", { count })
    const width = widthOf(text) + 20
    figures.push(chip(-8, h - half, width, "amber"), ...layersSign(-8 + 17, h), words(text, -8 + 32, h))
  }
  if (contributors.length > 0) {
    const text = `+ ${contributors.map((team) => nameOf(team, say)).join(", ")}`
    const short = cut(text, w - 24)
    const width = widthOf(short)
    const x = w + 8 - width
    const y = reading.isCandidate(card.id) ? h + half : h - half
    figures.push(chip(x, y, width, "muted"), words(short, x + pad, y + half))
  }
  return figures
}

const half = 12
const pad = 10
const widest = 148

const nameOf = ({ name }: Team, say: Say): string => name || say("common.untitled")
const widthOf = (text: string): number => Math.ceil(textWidth(text, smallSize)) + 2 * pad

/** Where the sticky of a card lies on the board, so that other things can stay clear of it. */
export function stickyRect(reading: OverlayReading, { id, x, y, w }: PlacedCard): readonly Rect[] {
  const owner = reading.ownerOf(id)
  if (!owner || reading.overlay.state !== "current") return []
  const width = widthOf(cut(owner.name, widest)) + 28
  return [{ x: x + w + 8 - width, y: y - half, w: width, h: 2 * half }]
}

function teamSticky(team: Team, w: number, name: string): Figure[] {
  const text = cut(name, widest)
  const width = widthOf(text) + 28
  const x = w + 8 - width
  return [
    { draw: "box", x, y: -half, w: width, h: 2 * half, radius: 4, fill: teamInks[team.teamType], stroke: "muted" },
    ...teamSign(x + 20, 0, team.teamType),
    words(text, x + pad + 26, 0),
  ]
}

const gapSticky = (text: string, w: number): Figure[] => {
  const width = widthOf(text)
  const x = w + 8 - width
  return [chip(x, -half, width, "amber"), { ...words(text, x + pad, 0), ink: "amber" }]
}

const chip = (x: number, y: number, w: number, stroke: "amber" | "muted"): Figure => ({
  draw: "box",
  x,
  y,
  w,
  h: 2 * half,
  radius: 4,
  fill: "paper",
  stroke,
  width: 1.5,
  dash: stroke === "amber" ? "dashed" : "dotted",
})

/** Words in the middle of a chip whose middle is at `y`. */
const words = (text: string, x: number, y: number): Extract<Figure, { draw: "text" }> => ({
  draw: "text",
  x,
  y: y + smallSize * 0.36,
  text,
  size: smallSize,
  ink: "ink",
})

/** A long name is shortened on the sticky; the hull and the panel have it whole. */
function cut(text: string, width: number): string {
  if (textWidth(text, smallSize) <= width) return text
  let short = text
  while (short.length > 1 && textWidth(`${short}…`, smallSize) > width) short = short.slice(0, -1)
  return `${short
    .toWellFormed()
    .replace(/\uFFFD$/, "")
    .trimEnd()}…`
}
