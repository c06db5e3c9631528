import type { BoardKind } from "../../model/boardKind.ts"
import type { Figure, Ink, PlacedCard } from "../../model/drawing.ts"
import { lineHeight, linesHeight, textWidth, wrapText } from "../../model/measure.ts"
import { readUnder } from "./overlays.ts"
import { type Capability, isCapability, isInsight, isNeed, isStage, isUser, type Need } from "./schema.ts"
import { bulbSign, checkSign, dotSign, heartSign, peopleSign, personSign, ringSign } from "./signs.ts"
import { type Sized, sizeOf, smallSize, titleSize } from "./sizes.ts"
import { drawStickies } from "./stickies.ts"

/**
 * Draws one card. Each kind has a shape of its own, so that colour is never needed to tell them apart: a figure for a
 * user, a ringed dot above a rounded card for a need, a box with an open or a filled dot for a capability.
 */
export const drawCard: BoardKind["drawCard"] = (card, placed, { content, personas, say, overlayId }) => {
  if (isStage(card)) return drawStage(card.title, placed)
  const sized = sizeOf(card, personas, say)
  const texts = drawTexts(sized, isCapability(card) && card.presence !== "exists" ? "amber" : "muted")
  const { w, h } = placed
  if (isUser(card)) return [box(0, 0, w, h, "user", 20), ...personSign(34, h / 2), ...texts]
  if (isNeed(card)) return [...drawNeed(card, w, h), ...texts]
  if (isCapability(card)) {
    const reading = readUnder(content, overlayId)
    const stickies = reading ? drawStickies(card, placed, reading, say) : []
    return [...drawCapability(card, sized, w, h, reading ? "stage" : "hairline"), ...texts, ...stickies]
  }
  if (isInsight(card)) return [box(0, 0, w, h, "idea", 6), ...bulbSign(22, firstLine(sized)), ...texts]
  return [box(0, 0, w, h, "note", 2), ...texts]
}

type Box = Extract<Figure, { draw: "box" }>

const box = (x: number, y: number, w: number, h: number, fill: Ink, radius: number): Box => ({
  draw: "box",
  x,
  y,
  w,
  h,
  fill,
  stroke: "hairline",
  radius,
})

/** Distance of a line's baseline from its upper edge, as a share of the font size; centres the letters in the line. */
const baseline = (lineHeight + 0.72) / 2

const firstLine = ({ titleBox }: Sized): number => titleBox.y + (titleSize * lineHeight) / 2

function drawTexts({ title, small, titleBox }: Sized, smallInk: Ink): Figure[] {
  const { x, y, w, weight, align } = titleBox
  const at = align === "middle" ? x + w / 2 : x
  const anchor = align
  const below = y + linesHeight(title.length, titleSize)
  return [
    ...title.map(
      (text, line): Figure => ({
        draw: "text",
        x: at,
        y: y + (line * lineHeight + baseline) * titleSize,
        text,
        size: titleSize,
        weight,
        ink: "ink",
        anchor,
      }),
    ),
    ...small.map(
      (text, line): Figure => ({
        draw: "text",
        x: at,
        y: below + (line * lineHeight + baseline) * smallSize,
        text,
        size: smallSize,
        ink: smallInk,
        anchor,
      }),
    ),
  ]
}

/** The card hangs from its dot. A dotted edge says that the need is not settled: a wish, or a bet. */
function drawNeed(need: Need, w: number, h: number): Figure[] {
  const top = 14
  const body: Figure = { draw: "box", x: 0, y: top, w, h: h - top, radius: 20, fill: "need" }
  const edge: Figure =
    need.tier === "expected"
      ? { ...body, stroke: "hairline" }
      : { ...body, stroke: "muted", width: 1.5, dash: "dotted" }
  return [
    edge,
    ...dotSign(w / 2, top),
    ...(need.dimension === "emotional" ? heartSign(w / 2 + 28, top + 11) : []),
    ...(need.dimension === "social" ? peopleSign(w / 2 + 30, top + 11) : []),
    ...(need.validated ? checkSign(w / 2 - 28, top + 11) : []),
  ]
}

/** On the ground of a team's boundary the edge has to be stronger than on the bare map. */
function drawCapability(capability: Capability, sized: Sized, w: number, h: number, edge: Ink): Figure[] {
  const isExternal = capability.sourcing === "external"
  const fill = isExternal ? "external" : "capability"
  const sign = ringSign(22, firstLine(sized), isExternal)
  switch (capability.presence) {
    case "missing":
      return [{ ...box(0, 0, w, h, "paper", 6), stroke: "amber", width: 2, dash: "dashed" }, ...sign]
    case "weak":
      return [{ ...box(0, 0, w, h, fill, 6), stroke: "amber", width: 2, dash: "dotted" }, ...sign]
    case "duplicated":
      return [
        { ...box(6, 6, w, h, fill, 6), stroke: "amber", width: 1.5 },
        { ...box(0, 0, w, h, fill, 6), stroke: "amber", width: 1.5 },
        ...sign,
      ]
    default:
      return [{ ...box(0, 0, w, h, fill, 6), stroke: edge }, ...sign]
  }
}

/** The title stands on a patch of its band's colour, so that lines to the needs inside do not run through the words. */
function drawStage(title: string, { w, h, titleBox }: PlacedCard): Figure[] {
  const { x, y, size, weight } = titleBox
  const lines = wrapText(title, titleBox.w, size, weight)
  const patch = Math.max(...lines.map((text) => textWidth(text, size, weight)))
  return [
    { draw: "box", x: 0, y: 0, w, h, radius: 10, stroke: "stage", width: 1.5, dash: "dashed", fill: "none" },
    { draw: "box", x: x - 6, y: y - 2, w: patch + 12, h: titleBox.h + 4, radius: 6, fill: "bandAlternate" },
    ...lines.map(
      (text, line): Figure => ({
        draw: "text",
        x,
        y: y + (line * lineHeight + baseline) * size,
        text,
        size,
        weight,
        ink: "muted",
      }),
    ),
  ]
}
