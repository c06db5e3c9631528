import type { BoardKind, Drawable } from "../../model/boardKind.ts"
import type { Figure, PlacedCard } from "../../model/drawing.ts"
import { lineHeight } from "../../model/measure.ts"
import type { Card } from "../../model/records.ts"
import { coverage } from "./derive.ts"
import { type Block, type Face, faceOf, livePersonas, marksWidth, mostForWhom, phasePoint } from "./faces.ts"
import { padding, radius, textSize } from "./measures.ts"
import { type Frame, isActivity, isFrame, isPhase, isSlice, isStep, isStory, type Slice, type Story } from "./schema.ts"
import {
  baseline,
  drawMarks,
  drawSkeletonSign,
  drawStatusSign,
  drawTag,
  drawTypeSign,
  personaLetters,
} from "./signs.ts"
import { activitiesOf, treeOf } from "./tree.ts"

/** Draws one card from its corner: ground, title, other text, signs at the foot. */
export const drawCard: BoardKind["drawCard"] = (card, placed, board) => {
  const face = faceOf(card, placed.w, board)
  return [
    ...drawGround(card, placed),
    ...drawTitle(card, face, board),
    ...face.blocks.flatMap(drawBlock),
    ...drawFoot(card, face, placed, board),
  ]
}

function drawGround(card: Card, { w, h }: PlacedCard): Figure[] {
  const box = { draw: "box", x: 0, y: 0, w, h, radius } as const
  if (isPhase(card)) return [{ draw: "path", d: arrowShape(w, h), fill: "phase" }]
  if (isActivity(card))
    return [
      { ...box, fill: "activity" },
      { draw: "path", d: topStrip(w), fill: "ink", opacity: 0.28 },
    ]
  if (isStep(card)) return [{ ...box, fill: "step" }]
  if (isStory(card)) return [{ ...box, fill: "story", stroke: "hairline" }]
  if (isFrame(card)) return [{ ...box, radius: 10, fill: "paper", stroke: "hairline" }]
  if (isSlice(card)) {
    const paper: Figure = { ...box, fill: "paper", stroke: "hairline" }
    return card.walkingSkeleton
      ? [paper, { draw: "box", x: 0, y: 8, w: 4, h: h - 16, radius: 2, fill: "accent" }]
      : [paper]
  }
  return [{ ...box, fill: "note", stroke: "hairline" }]
}

/** A bar that points on to the next phase. */
const arrowShape = (w: number, h: number): string =>
  `M${radius} 0 H${w - phasePoint} L${w} ${h / 2} L${w - phasePoint} ${h} H${radius} Q0 ${h} 0 ${h - radius} V${radius} Q0 0 ${radius} 0 Z`

const topStrip = (w: number): string => `M0 ${radius} Q0 0 ${radius} 0 H${w - radius} Q${w} 0 ${w} ${radius} V4 H0 Z`

function drawTitle(card: Card, face: Face, { say }: Drawable): Figure[] {
  if (card.title !== "") return drawBlock(face.title)
  return drawBlock({ ...face.title, lines: [say(`kind.${card.kind}`)], ink: "muted" })
}

const drawBlock = ({ x, y, lines, size, weight, ink }: Block): Figure[] =>
  lines.map((text, index) => ({
    draw: "text",
    x,
    y: baseline(y + index * size * lineHeight, size),
    text,
    size,
    weight,
    ink,
  }))

function drawFoot(card: Card, { footY, blocks }: Face, placed: PlacedCard, board: Drawable): Figure[] {
  if (footY === undefined) return []
  if (isSlice(card)) return drawSliceFoot(card, footY, blocks, board)
  const right = placed.w - padding.x
  if (isStory(card)) return drawStoryFoot(card, footY, right, board)
  if (isStep(card) || isActivity(card)) return marksOf(card.personaIds, padding.x, footY, right, board)
  return isFrame(card) ? drawForWhom(card, footY, placed.w, board) : []
}

function marksOf(personaIds: readonly string[], x: number, y: number, right: number, board: Drawable): Figure[] {
  const letters = lettersOn(board)
  const own = livePersonas({ personaIds }, board).map(({ id }) => letters.get(id) ?? "?")
  return own.length === 0 ? [] : drawMarks(own, x, y, right)
}

/** In the frame's upper right corner, beside the title. */
function drawForWhom({ forWhom }: Frame, y: number, width: number, board: Drawable): Figure[] {
  const count = Math.min(mostForWhom, livePersonas({ personaIds: forWhom }, board).length)
  const right = width - padding.x
  return marksOf(forWhom, right - marksWidth(count), y, right, board)
}

const lettersByPersonas = new WeakMap<Drawable["personas"], ReadonlyMap<string, string>>()
const lettersOn = ({ personas }: Drawable): ReadonlyMap<string, string> => {
  const known = lettersByPersonas.get(personas) ?? personaLetters(personas.values())
  lettersByPersonas.set(personas, known)
  return known
}

/** Type, status and estimate from the left, personas in the room that is left. */
function drawStoryFoot(story: Story, y: number, right: number, board: Drawable): Figure[] {
  const figures: Figure[] = []
  let x: number = padding.x
  if (story.type !== "detail") {
    figures.push(...drawTypeSign(story.type, x - 2, y + 2))
    x += 22
  }
  if (story.status !== "idea") {
    figures.push(...drawStatusSign(story.status, x - 2, y + 2))
    x += 22
  }
  if (story.estimate) {
    const tag = drawTag(story.estimate, x, y + 2)
    figures.push(...tag.figures)
    x += tag.w + 6
  }
  return [...figures, ...marksOf(story.personaIds, x, y, right, board)]
}

/** One dot for each activity, filled where the slice touches it: one look shows where end to end breaks. */
function drawSliceFoot(slice: Slice, y: number, blocks: readonly Block[], board: Drawable): Figure[] {
  const tree = treeOf(board.content)
  const activities = activitiesOf(tree)
  const sign = slice.walkingSkeleton ? drawSkeletonSign(padding.x, (blocks[0]?.y ?? 0) - 1) : []
  if (activities.length === 0) return sign
  const { covered } = coverage(tree, slice.id)
  const text = board.say("storyMap.coverage", { covered: covered.size, all: activities.length })
  const dots = activities.length > mostDots ? [] : activities
  const x = padding.x + dots.length * dotStep + (dots.length > 0 ? 4 : 0)
  return [
    ...sign,
    ...dots.map(({ activity }, index): Figure => {
      const dot = { draw: "circle", x: padding.x + 5 + index * dotStep, y: y + 12, r: 4.5 } as const
      return covered.has(activity.id)
        ? { ...dot, fill: "accent", stroke: "accent", width: 1.5 }
        : { ...dot, stroke: "muted", width: 1.5 }
    }),
    { draw: "text", x, y: baseline(y + 3, textSize), text, size: textSize, ink: "muted" },
  ]
}
const mostDots = 10
const dotStep = 14
