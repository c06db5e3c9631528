import type { Drawable } from "../../model/boardKind.ts"
import type { Figure, Layout, PlacedCard, Rect, Zone } from "../../model/drawing.ts"
import type { Card, Persona } from "../../model/records.ts"
import { cardWidth, heightOf, ideaIndent } from "./cardSizes.ts"
import { placeCard } from "./drawCards.ts"
import { drawBand, drawPersonaLabel, drawRowLabel, labelHeight } from "./drawRows.ts"
import { textAt } from "./drawText.ts"
import { type Column, type Grid, gridOf, type OpportunityStack, rankOf, sourcesOf } from "./grid.ts"
import { isNote } from "./note.ts"
import { isOpportunity } from "./schema.ts"

const gap = 8
const columnWidth = cardWidth + 2 * gap
const labelWidth = 208
const phaseGap = 16
const margin = 32

/** Columns by phase and activity, rows by persona, then metrics and opportunities; interactions stacked in their cells. */
export function lay(board: Drawable): Layout {
  const grid = gridOf(board.content, board.personas)
  const sheet = new Sheet(board, grid)
  sheet.placeProduct()
  sheet.placeHeadings()
  let group: number | undefined
  for (const [index, persona] of grid.rows.entries()) {
    if (group !== undefined && group !== rankOf(persona)) sheet.skip(gap)
    group = rankOf(persona)
    sheet.placeRow(persona, index)
  }
  sheet.skip(phaseGap)
  sheet.placeMetrics()
  sheet.placeOpportunities()
  sheet.placeUnplaced()
  return sheet.finish()
}

interface PlacedColumn {
  readonly column: Column
  readonly x: number
  /** In reading order, filled row by row. */
  readonly cards: PlacedCard[]
}
interface PlacedGroup {
  readonly id: string | undefined
  readonly phase: Card | undefined
  readonly x: number
  readonly w: number
  readonly columns: readonly PlacedColumn[]
}

/** The board being laid out, from top to bottom. */
class Sheet {
  readonly #board: Drawable
  readonly #grid: Grid
  readonly #groups: readonly PlacedGroup[]
  readonly #columns: readonly PlacedColumn[]
  readonly #width: number
  readonly #zones: Zone[] = []
  readonly #backdrop: Figure[] = []
  readonly #head: PlacedCard[] = []
  readonly #phases = new Map<PlacedGroup, PlacedCard>()
  readonly #rest: PlacedCard[] = []
  #y = 0

  constructor(board: Drawable, grid: Grid) {
    this.#board = board
    this.#grid = grid
    this.#groups = placeGroups(grid)
    this.#columns = this.#groups.flatMap(({ columns }) => columns)
    const last = this.#groups.at(-1)
    this.#width = last ? last.x + last.w : labelWidth + 2 * columnWidth
  }

  skip(height: number): void {
    this.#y += height
  }

  placeProduct(): void {
    const { product } = this.#grid
    const { say } = this.#board
    const h = product ? heightOf(product, this.#width) + (product.promise ? 26 : 0) : 52
    if (product) this.#head.push(placeCard(product, 0, 0, this.#width, h))
    else this.#backdrop.push(textAt(12, 10, say("flow.product.ask"), { size: 26, weight: 600, ink: "muted" }))
    this.#zones.push({ id: "product", x: 0, y: 0, w: this.#width, h, label: say("kind.product") })
    this.#y = h + gap
  }

  placeHeadings(): void {
    const { say } = this.#board
    const phaseHeight = Math.max(40, ...this.#groups.map(({ phase, w }) => (phase ? heightOf(phase, w) : 0)))
    this.#zones.push({ id: "phases", x: 0, y: this.#y, w: this.#width, h: phaseHeight, label: say("flow.phases") })
    for (const group of this.#groups) {
      const at = { x: group.x, y: this.#y, w: group.w, h: phaseHeight }
      if (group.phase) {
        this.#phases.set(group, placeCard(group.phase, at.x, at.y, at.w, at.h))
        this.#zones.push({ id: `phase/${group.phase.id}`, ...at, label: group.phase.title })
      } else this.#backdrop.push(textAt(at.x + 12, at.y + 11, say("flow.phase.none"), { ink: "muted" }))
    }
    this.#y += phaseHeight + gap
    this.#placeActivities(say("flow.activities"))
  }

  #placeActivities(label: string): void {
    const heights = this.#columns.map(({ column }) => heightOf(column.activity, cardWidth))
    const h = Math.max(44, ...heights)
    for (const { id, x, w, columns } of this.#groups) {
      this.#zones.push({ id: `activities/${id ?? "none"}`, x, y: this.#y, w, h, label })
      for (const placed of columns)
        placed.cards.push(placeCard(placed.column.activity, placed.x + gap, this.#y, cardWidth, h))
    }
    this.#y += h + gap
  }

  placeRow(persona: Persona, index: number): void {
    const top = this.#y
    let height = Math.max(labelHeight(persona, this.#board.say, labelWidth), 96)
    for (const placed of this.#columns) {
      let y = top + gap
      for (const card of placed.column.cells.get(persona.id) ?? []) y = this.#stack(placed, card, y)
      height = Math.max(height, y - top)
    }
    this.#backdrop.push(drawBand(this.#band(top, height), index % 2 === 0 ? "band" : "bandAlternate"))
    this.#backdrop.push(...drawPersonaLabel(persona, this.#board.say, labelWidth, top))
    this.#zones.push({ id: `row/${persona.id}`, x: 0, y: top, w: labelWidth, h: height, label: persona.name })
    this.#addCells((column) => `cell/${column.activity.id}/${persona.id}`, top, height, persona.name)
    this.#y = top + height + 4
  }

  placeMetrics(): void {
    const top = this.#y
    let height = 104
    for (const placed of this.#columns) {
      let y = top + gap
      for (const card of placed.column.metrics) y = this.#stack(placed, card, y)
      height = Math.max(height, y - top)
    }
    this.#finishRow("metrics", top, height)
  }

  placeOpportunities(): void {
    const top = this.#y
    let height = 104
    for (const placed of this.#columns) {
      let y = top + gap
      for (const stack of placed.column.opportunities) y = this.#placeStack(placed, stack, y)
      height = Math.max(height, y - top)
    }
    this.#finishRow("opportunities", top, height)
  }

  /** An opportunity with its ideas below it. */
  #placeStack(placed: PlacedColumn, { opportunity, ideas }: OpportunityStack, from: number): number {
    const sourceCount = sourcesOf(opportunity, this.#board.content).length
    let y = this.#stack(placed, opportunity, from, 0, sourceCount)
    for (const idea of ideas) y = this.#stack(placed, idea, y - 4, ideaIndent)
    return y + gap
  }

  #stack({ x, cards }: PlacedColumn, card: Card, y: number, indent = 0, sourceCount = 0): number {
    const w = cardWidth - indent
    const h = heightOf(card, w, sourceCount)
    cards.push(placeCard(card, x + gap + indent, y, w, h))
    return y + h + gap
  }

  #finishRow(row: "metrics" | "opportunities", top: number, height: number): void {
    const { say } = this.#board
    this.#backdrop.push(drawBand(this.#band(top, height), "band"))
    this.#backdrop.push(...drawRowLabel(row, say, labelWidth, top))
    this.#addCells((column) => `${row}/${column.activity.id}`, top, height, say(`flow.row.${row}`))
    this.#y = top + height + gap
  }

  #band(y: number, h: number): Rect {
    return { x: 0, y, w: this.#width, h }
  }

  #addCells(idOf: (column: Column) => string, y: number, h: number, label: string): void {
    for (const { column, x } of this.#columns)
      this.#zones.push({ id: idOf(column), x, y, w: columnWidth, h, label: `${column.activity.title}, ${label}` })
  }

  placeUnplaced(): void {
    const { unplaced } = this.#grid
    if (unplaced.length === 0) return
    const top = this.#y + gap
    this.#backdrop.push(textAt(12, top, this.#board.say("flow.unplaced"), { weight: 600, ink: "muted" }))
    const perRow = Math.max(3, Math.floor((this.#width - labelWidth) / columnWidth))
    let y = top + 28
    for (let at = 0; at < unplaced.length; at += perRow) {
      const row = unplaced.slice(at, at + perRow).map((card) => ({ card, h: this.#looseHeight(card) }))
      for (const [index, { card, h }] of row.entries())
        this.#rest.push(placeCard(card, labelWidth + index * columnWidth + gap, y, cardWidth, h))
      y += Math.max(...row.map(({ h }) => h)) + gap
    }
    this.#zones.push({
      id: "unplaced",
      x: 0,
      y: top,
      w: this.#width,
      h: y - top,
      label: this.#board.say("flow.unplaced"),
    })
    this.#y = y
  }

  #looseHeight(card: Card): number {
    return heightOf(card, cardWidth, isOpportunity(card) ? sourcesOf(card, this.#board.content).length : 0)
  }

  finish(): Layout {
    const notes = [...this.#board.content.cards.values()]
      .filter(isNote)
      .map((note) => placeCard(note, note.x, note.y, 200, heightOf(note, 200)))
    const cards = [...this.#head, ...this.#inReadingOrder(), ...this.#rest, ...notes]
    const bounds = around([{ x: 0, y: 0, w: this.#width, h: this.#y }, ...cards])
    return { bounds, zones: this.#zones, backdrop: this.#backdrop, cards, lines: [] }
  }

  *#inReadingOrder(): Iterable<PlacedCard> {
    for (const group of this.#groups) {
      const phase = this.#phases.get(group)
      if (phase) yield phase
      for (const { cards } of group.columns) yield* cards
    }
  }
}

/** Every phase is at least one column wide, so that something can be dropped into it. */
function placeGroups({ groups }: Grid): PlacedGroup[] {
  let x = labelWidth + phaseGap
  return groups.map(({ phase, columns }) => {
    const w = Math.max(1, columns.length) * columnWidth
    const placed = columns.map((column, index) => ({ column, x: x + index * columnWidth, cards: [] }))
    const group = { id: phase?.id, phase, x, w, columns: placed }
    x += w + phaseGap
    return group
  })
}

function around(rects: readonly Rect[]): Rect {
  let [left, top, right, bottom] = [0, 0, 0, 0]
  for (const { x, y, w, h } of rects) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + w)
    bottom = Math.max(bottom, y + h)
  }
  return { x: left - margin, y: top - margin, w: right - left + 2 * margin, h: bottom - top + 2 * margin }
}
