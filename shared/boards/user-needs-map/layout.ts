import type { BoardKind, Drawable, Say } from "../../model/boardKind.ts"
import type { Figure, PlacedCard, Point, Rect } from "../../model/drawing.ts"
import { textWidth, wrapText } from "../../model/measure.ts"
import { byOrder, type Card } from "../../model/records.ts"
import {
  axisLength,
  type Bands,
  bandsAround,
  capabilityTop,
  emptyStage,
  frameAround,
  gutter,
  needsBandTop,
  needsFloor,
  needTop,
  stageOf,
  stagePad,
  usersBandTop,
  userTop,
} from "./bands.ts"
import { drawDoubts, placeLines } from "./lines.ts"
import { readUnder } from "./overlays.ts"
import { type Capability, isCapability, isInsight, isNeed, isStage, isUser, type Need, type Stage } from "./schema.ts"
import { headingSize, sizeOf, smallSize, titleSize } from "./sizes.ts"
import { drawHulls } from "./teamHulls.ts"

/** Places a User Needs Map: users, needs in their stages, and capabilities by their visibility. */
export const lay: BoardKind["lay"] = (board) => {
  const { content, say } = board
  const sorted = sort(content.cards)
  const axis = axisLength(sorted.capabilities.length)
  const needs = apart(sorted.needs.map((card) => atTop(card, board, needTop)))
  const stages = placeStages(sorted.stages, needs, content.cards)
  const tops = { needs: needsBandTop([...needs, ...stages].map(({ y }) => y)), users: 0 }
  const users = apart(sorted.users.map((card) => atTop(card, board, (y, h) => userTop(y, h, tops.needs))))
  tops.users = usersBandTop(
    users.map(({ y }) => y),
    tops.needs,
  )
  const capabilities = apart(sorted.capabilities.map((card) => placeCapability(card, board, axis)))
  const free = apart(sorted.free.map((card) => atTop(card, board, (y) => y)))
  const bands = bandsAround([users, needs, stages, capabilities, free].flat(), tops, axis)

  const cards = [
    ...users.sort(acrossThenDown),
    ...inStages(stages, needs.sort(acrossThenDown), content.cards),
    ...capabilities.sort(downThenAcross),
    ...free.sort(downThenAcross),
  ]
  const byId = new Map(cards.map((card) => [card.id, card]))
  const reading = readUnder(content, board.overlayId)
  const lines = placeLines(content.relations, byId)
  return {
    bounds: boundsOf(bands, free),
    zones: zonesOf(bands, say),
    backdrop: [
      ...drawBands(bands, say),
      ...(reading ? drawHulls(reading, capabilities, lines, say("common.untitled")) : []),
      ...drawPointers(sorted.free, byId),
      ...drawDoubts(lines, content.relations, cards),
    ],
    cards,
    lines,
  }
}

interface Sorted {
  readonly users: Card[]
  readonly needs: Need[]
  readonly stages: Stage[]
  readonly capabilities: Capability[]
  readonly free: Card[]
}

function sort(cards: ReadonlyMap<string, Card>): Sorted {
  const sorted: Sorted = { users: [], needs: [], stages: [], capabilities: [], free: [] }
  for (const card of cards.values()) {
    if (isUser(card)) sorted.users.push(card)
    else if (isNeed(card)) sorted.needs.push(card)
    else if (isStage(card)) sorted.stages.push(card)
    else if (isCapability(card)) sorted.capabilities.push(card)
    else sorted.free.push(card)
  }
  sorted.free.sort(byOrder)
  return sorted
}

/** Where a card says it is; a card without a place is at the origin. */
export const pointOf = (card: Card): Point => ({
  x: "x" in card && typeof card.x === "number" ? card.x : 0,
  y: "y" in card && typeof card.y === "number" ? card.y : 0,
})

function atTop(card: Card, { personas, say }: Drawable, top: (y: number, h: number) => number): PlacedCard {
  const { w, h, titleBox } = sizeOf(card, personas, say)
  const { x, y } = pointOf(card)
  return { id: card.id, kind: card.kind, x, y: top(y, h), w, h, titleBox }
}

function placeCapability(card: Capability, { personas, say }: Drawable, axis: number): PlacedCard {
  const { w, h, titleBox } = sizeOf(card, personas, say)
  return { id: card.id, kind: card.kind, x: card.x, y: capabilityTop(card.visibility, h, axis), w, h, titleBox }
}

/** How far a card that would lie exactly on another is moved, so that it is seen. */
const peek = 24

/** Two people who add at one place at once would hide each other's card. The later by id is shown a little beside. */
function apart(cards: PlacedCard[]): PlacedCard[] {
  const taken = new Map<string, PlacedCard[]>()
  for (const card of cards) {
    const spot = `${card.x} ${card.y}`
    const others = taken.get(spot)
    if (others) others.push(card)
    else taken.set(spot, [card])
  }
  if (taken.size === cards.length) return cards
  return [...taken.values()].flatMap((same) =>
    same.sort(byId).map((card, at) => (at === 0 ? card : { ...card, x: card.x + at * peek })),
  )
}

/** Frames round the needs of each stage; stages without needs stand small beside everything else. */
function placeStages(stages: readonly Stage[], needs: readonly PlacedCard[], cards: Sight): PlacedCard[] {
  const needsByStage = groupByStage(needs, cards)
  let right = Math.max(0, ...needs.map(({ x, w }) => x + w + stagePad.side + 24))
  return [...stages].sort(byOrder).map((stage) => {
    const inside = needsByStage.get(stage.id)
    const title = textWidth(stage.title, titleSize, 600)
    if (inside) return frameCard(stage, frameAround(inside, Math.min(title, 240)))
    const frame = { x: right, y: needsFloor + stagePad.bottom - emptyStage.h, ...emptyStage }
    right += emptyStage.w + 24
    return frameCard(stage, frame)
  })
}
type Sight = ReadonlyMap<string, Card>

function groupByStage(needs: readonly PlacedCard[], cards: Sight): Map<string, PlacedCard[]> {
  const groups = new Map<string, PlacedCard[]>()
  for (const placed of needs) {
    const need = cards.get(placed.id)
    const stage = isNeed(need) ? stageOf(need, cards) : undefined
    if (!stage) continue
    const group = groups.get(stage.id)
    if (group) group.push(placed)
    else groups.set(stage.id, [placed])
  }
  return groups
}

/** The frame grows upwards with the lines of its title. */
function frameCard(stage: Stage, frame: Rect): PlacedCard {
  const w = frame.w - 2 * stagePad.side
  const lines = wrapText(stage.title, w, titleSize, 600).length
  const extra = (lines - 1) * titleSize * 1.3
  const titleBox = { x: stagePad.side, y: 12, w, h: 21 + extra, size: titleSize, weight: 600, align: "start" } as const
  return { id: stage.id, kind: stage.kind, x: frame.x, y: frame.y - extra, w: frame.w, h: frame.h + extra, titleBox }
}

/** Each stage before its needs, so that its frame lies behind them; needs without a stage last, above all frames. */
function inStages(stages: readonly PlacedCard[], needs: readonly PlacedCard[], cards: Sight): PlacedCard[] {
  const groups = groupByStage(needs, cards)
  const inside = new Set([...groups.values()].flat())
  return [
    ...[...stages].sort(acrossThenDown).flatMap((stage) => [stage, ...(groups.get(stage.id) ?? [])]),
    ...needs.filter((need) => !inside.has(need)),
  ]
}

const byId = (a: PlacedCard, b: PlacedCard) => (a.id < b.id ? -1 : 1)
const acrossThenDown = (a: PlacedCard, b: PlacedCard) => a.x - b.x || a.y - b.y || byId(a, b)
const downThenAcross = (a: PlacedCard, b: PlacedCard) => a.y - b.y || a.x - b.x || byId(a, b)

function boundsOf({ users, dependencies }: Bands, free: readonly Rect[]): Rect {
  let top = users.y
  let bottom = dependencies.y + dependencies.h
  for (const { y, h } of free) {
    top = Math.min(top, y - 24)
    bottom = Math.max(bottom, y + h + 24)
  }
  return { x: users.x, y: top, w: users.w, h: bottom - top }
}

const bandNames = ["users", "needs", "dependencies"] as const

const zonesOf = (bands: Bands, say: Say) =>
  bandNames.map((name) => ({ id: `band/${name}`, label: say(`needs.band.${name}`), ...bands[name] }))

function drawBands(bands: Bands, say: Say): Figure[] {
  return [
    ...bandNames.flatMap((name, index): Figure[] => {
      const { x, y, w, h } = bands[name]
      const heading = wrapText(say(`needs.band.${name}`), gutter - 28, headingSize, 600)
      return [
        { draw: "box", x, y, w, h, fill: index === 1 ? "bandAlternate" : "band" },
        { draw: "path", d: `M${x} ${y}H${x + w}`, stroke: "hairline", width: 1 },
        ...heading.map(
          (text, line): Figure => ({
            draw: "text",
            x: x + 20,
            y: y + 38 + line * headingSize * 1.3,
            text,
            size: headingSize,
            weight: 600,
            ink: "muted",
          }),
        ),
      ]
    }),
    ...drawAxis(bands.dependencies, say),
  ]
}

/** The value chain's axis, from what users see down to what they never see. */
function drawAxis({ x, y, h }: Rect, say: Say): Figure[] {
  const at = x + 28
  const [top, bottom] = [y + 104, y + h - 48]
  const label = (text: string, baseline: number): Figure => ({
    draw: "text",
    x: x + 20,
    y: baseline,
    text,
    size: smallSize,
    ink: "muted",
  })
  const tip = `M${at - 5} ${bottom - 9}L${at} ${bottom}L${at + 5} ${bottom - 9}`
  return [
    label(say("needs.axis.visible"), top - 14),
    { draw: "path", d: `M${at} ${top}V${bottom}${tip}`, stroke: "stage", width: 1.5 },
    label(say("needs.axis.invisible"), bottom + 22),
  ]
}

/** Dotted lines from an insight to what it is about. */
function drawPointers(free: readonly Card[], placed: ReadonlyMap<string, PlacedCard>): Figure[] {
  return free.filter(isInsight).flatMap((insight) => {
    const from = placed.get(insight.id)
    return insight.aboutIds.flatMap((id): Figure[] => {
      const to = placed.get(id)
      if (!from || !to) return []
      const d = `M${from.x + from.w / 2} ${from.y + from.h / 2}L${to.x + to.w / 2} ${to.y + to.h / 2}`
      return [{ draw: "path", d, stroke: "stage", width: 1.5, dash: "dotted" }]
    })
  })
}
