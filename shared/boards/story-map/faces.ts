import type { Drawable } from "../../model/boardKind.ts"
import type { Ink, PlacedCard } from "../../model/drawing.ts"
import { linesHeight, type Weight, wrapText } from "../../model/measure.ts"
import type { Card, Persona } from "../../model/records.ts"
import { footHeight, headWidth, padding, textSize, titleSize } from "./measures.ts"
import { type Frame, isActivity, isFrame, isPhase, isSlice, isStep, isStory, type Slice, type Story } from "./schema.ts"

/** Wrapped text on a card, relative to its corner. */
export interface Block {
  readonly x: number
  readonly y: number
  readonly lines: readonly string[]
  readonly size: number
  readonly weight: Weight
  readonly ink: Ink
}

/** What a card shows and how high it must be for it: text makes a card grow and is never cut. */
export interface Face {
  readonly height: number
  readonly titleBox: PlacedCard["titleBox"]
  readonly title: Block
  readonly blocks: readonly Block[]
  /** Top of the row of signs; absent when the card has none. */
  readonly footY?: number
}

/** Measures a card of any kind at a given width. */
export function faceOf(card: Card, width: number, board: Drawable): Face {
  if (isStory(card))
    return plainFace(card, width, { size: titleSize.story, weight: 400, hasFoot: hasSigns(card, board) })
  if (isStep(card) || isActivity(card)) {
    const size = isStep(card) ? titleSize.step : titleSize.activity
    return plainFace(card, width, { size, weight: 600, hasFoot: livePersonas(card, board).length > 0 })
  }
  if (isPhase(card)) return plainFace(card, width - phasePoint, { size: titleSize.phase, weight: 600, hasFoot: false })
  if (isSlice(card)) return sliceFace(card, width, board)
  if (isFrame(card)) return frameFace(card, board)
  return plainFace(card, width, { size: titleSize.note, weight: 400, hasFoot: false })
}

/** How far a phase's right edge points. */
export const phasePoint = 16

/** The personas of a card that still exist, in the workshop's order. */
export const livePersonas = (
  { personaIds }: { readonly personaIds: readonly string[] },
  { personas }: Drawable,
): Persona[] => personaIds.flatMap((id) => personas.get(id) ?? []).sort(byPersonaOrder)

const byPersonaOrder = (a: Persona, b: Persona) =>
  a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : 1

const hasSigns = (story: Story, board: Drawable): boolean =>
  story.type !== "detail" ||
  story.status !== "idea" ||
  (story.estimate ?? "") !== "" ||
  livePersonas(story, board).length > 0

interface Style {
  readonly size: number
  readonly weight: Weight
  readonly hasFoot: boolean
}

function plainFace(card: Card, width: number, { size, weight, hasFoot }: Style): Face {
  const top = isActivity(card) ? padding.y + stripHeight / 2 : padding.y
  const { title, titleBox, bottom } = titleAt(card, width, top, size, weight)
  if (!hasFoot) return { height: grid(bottom + padding.y), titleBox, title, blocks: [] }
  const footY = bottom + 6
  return { height: grid(footY + footHeight + padding.y - 4), titleBox, title, blocks: [], footY }
}

/** The strip along the top of an activity. */
const stripHeight = 4

function titleAt(card: Card, width: number, y: number, size: number, weight: Weight) {
  const w = Math.max(40, width - 2 * padding.x)
  const lines = titleLines(card, w, size, weight)
  const h = linesHeight(lines.length, size)
  const title: Block = { x: padding.x, y, lines, size, weight, ink: "ink" }
  const titleBox: PlacedCard["titleBox"] = { x: padding.x, y, w, h, size, weight, align: "start" }
  return { title, titleBox, bottom: y + h }
}

const wrapped = new WeakMap<Card, { readonly width: number; readonly lines: readonly string[] }>()

/** Wrapping is most of a layout's cost, and a card keeps its identity until it changes. */
function titleLines(card: Card, width: number, size: number, weight: Weight): readonly string[] {
  const known = wrapped.get(card)
  if (known?.width === width) return known.lines
  const lines = wrapText(card.title, width, size, weight)
  wrapped.set(card, { width, lines })
  return lines
}

/** The walking skeleton's own line above the title, then title, outcome, measure and the row of coverage. */
function sliceFace(slice: Slice, width: number, { say }: Drawable): Face {
  const inner = width - 2 * padding.x
  const blocks: Block[] = []
  let y: number = padding.y + 2
  if (slice.walkingSkeleton) {
    const lines = wrapText(say("storyMap.skeleton"), inner - 24, textSize, 600)
    blocks.push({ x: padding.x + 24, y, lines, size: textSize, weight: 600, ink: "ink" })
    y += linesHeight(lines.length, textSize) + 4
  }
  const { title, titleBox, bottom } = titleAt(slice, width, y, titleSize.slice, 600)
  y = bottom + 4
  for (const text of [slice.outcome, measureOf(slice, say)]) {
    if (text === "") continue
    const lines = wrapText(text, inner, textSize)
    blocks.push({ x: padding.x, y, lines, size: textSize, weight: 400, ink: text === slice.outcome ? "ink" : "muted" })
    y += linesHeight(lines.length, textSize) + 4
  }
  return { height: grid(y + footHeight + padding.y - 4), titleBox, title, blocks, footY: y }
}

const measureOf = ({ successMetric }: Slice, say: Drawable["say"]): string =>
  successMetric ? say("storyMap.measuredBy", { metric: successMetric }) : ""

const frameColumn = 220
const frameFields = ["problem", "benefitUsers", "benefitUs", "outcome"] as const

/** The frame lays its answers side by side, so that it is a banner and the map stays near the top. */
function frameFace(frame: Frame, board: Drawable): Face {
  const answers = frameFields.filter((field) => frame[field] !== "")
  const marks = marksWidth(Math.min(mostForWhom, livePersonas({ personaIds: frame.forWhom }, board).length))
  const titleWidth = frameWidth(frame) - (marks === 0 ? 0 : marks + padding.x)
  const { title, titleBox, bottom } = titleAt(frame, titleWidth, padding.y + 4, titleSize.frame, 600)
  const top = bottom + 10
  const blocks = answers.flatMap((field, index) => {
    const x = padding.x + index * (frameColumn + 20)
    const label = wrapText(board.say(`storyMap.frame.${field}`), frameColumn, textSize)
    const lines = wrapText(frame[field], frameColumn, textSize)
    const shared = { x, size: textSize, weight: 400 } as const
    return [
      { ...shared, y: top, lines: label, ink: "muted" } as const,
      { ...shared, y: top + linesHeight(label.length, textSize) + 2, lines, ink: "ink" } as const,
    ]
  })
  const end = Math.max(bottom, ...blocks.map(({ y, lines, size }) => y + linesHeight(lines.length, size)))
  const face = { height: grid(end + padding.y + 4), titleBox, title, blocks }
  return marks === 0 ? face : { ...face, footY: padding.y + 4 }
}

/** The most marks beside a frame's title; more are counted. */
export const mostForWhom = 6

export const marksWidth = (count: number): number => (count === 0 ? 0 : count * 28 - 4)

/** As wide as its answers, so that none is squeezed. */
export const frameWidth = (frame: Frame): number => {
  const answers = frameFields.filter((field) => frame[field] !== "").length
  return Math.max(headWidth + 196, 2 * padding.x + answers * frameColumn + Math.max(0, answers - 1) * 20)
}

/** Up to the next multiple of 4. */
const grid = (height: number): number => Math.ceil(height / 4) * 4
