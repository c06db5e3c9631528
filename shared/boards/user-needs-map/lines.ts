import type { PlacedCard, PlacedLine, Point } from "../../model/drawing.ts"
import type { Relation } from "../../model/records.ts"
import { isDependsOn } from "./schema.ts"

/** Draws what is connected, as curves from border to border. Ends on one side of a card are spread, in the order of where they lead. */
export function placeLines(
  relations: ReadonlyMap<string, Relation>,
  cards: ReadonlyMap<string, PlacedCard>,
): PlacedLine[] {
  const links: Link[] = []
  for (const relation of relations.values()) {
    const from = cards.get(relation.fromId)
    const to = cards.get(relation.toId)
    if (from && to && from !== to) links.push({ relation, from, to, runs: runOf(from, to) })
  }
  const ends = new Ends(links)
  return links.map((link) => draw(link, ends.point(link, "from"), ends.point(link, "to")))
}

/** Which way a line runs: down the map as the method has it, up against it, or beside. */
type Run = "down" | "up" | "right" | "left"
interface Link {
  readonly relation: Relation
  readonly from: PlacedCard
  readonly to: PlacedCard
  readonly runs: Run
}
type End = "from" | "to"
type Side = "top" | "bottom" | "left" | "right"

const clearance = 12

function runOf(from: PlacedCard, to: PlacedCard): Run {
  if (to.y >= from.y + from.h + clearance) return "down"
  if (from.y >= to.y + to.h + clearance) return "up"
  return to.x + to.w / 2 >= from.x + from.w / 2 ? "right" : "left"
}

const leaves = { down: "bottom", up: "top", right: "right", left: "left" } as const
const arrives = { down: "top", up: "bottom", right: "left", left: "right" } as const
const sideOf = ({ runs }: Link, end: End): Side => (end === "from" ? leaves : arrives)[runs]

/** Where each line meets its two cards. */
class Ends {
  readonly #points = { from: new Map<Link, Point>(), to: new Map<Link, Point>() }

  constructor(links: readonly Link[]) {
    const sides = new Map<PlacedCard, { readonly [side in Side]: { link: Link; end: End; towards: number }[] }>()
    for (const link of links) {
      for (const end of ["from", "to"] as const) {
        const card = link[end]
        const other = link[end === "from" ? "to" : "from"]
        const side = sideOf(link, end)
        const bySide = sides.get(card) ?? { top: [], bottom: [], left: [], right: [] }
        const towards = side === "left" || side === "right" ? other.y + other.h / 2 : other.x + other.w / 2
        bySide[side].push({ link, end, towards })
        sides.set(card, bySide)
      }
    }
    for (const [card, bySide] of sides) {
      for (const side of ["top", "bottom", "left", "right"] as const) {
        const ends = bySide[side]
        ends.sort((a, b) => a.towards - b.towards || (a.link.relation.id < b.link.relation.id ? -1 : 1))
        for (const [at, { link, end }] of ends.entries()) {
          this.#points[end].set(link, borderPoint(card, side, at, ends.length))
        }
      }
    }
  }

  point(link: Link, end: End): Point {
    return this.#points[end].get(link) ?? link[end]
  }
}

const spacing = 14
/** A need's lines from above all end at its dot, which stands a little out of the card. */
const dotInset = 3

function borderPoint({ kind, x, y, w, h }: PlacedCard, side: Side, at: number, count: number): Point {
  if (kind === "need" && side === "top") return { x: x + w / 2, y: y + dotInset }
  const isUpright = side === "left" || side === "right"
  const room = (isUpright ? h : w) - 32
  const step = Math.min(spacing, room / count)
  const shift = (at - (count - 1) / 2) * step
  if (isUpright) return { x: side === "left" ? x : x + w, y: round(y + h / 2 + shift) }
  return { x: round(x + w / 2 + shift), y: side === "top" ? y : y + h }
}

const round = (value: number): number => Math.round(value * 10) / 10

function draw({ relation, runs }: Link, from: Point, to: Point): PlacedLine {
  const { friction, isHigh } = strengthOf(relation)
  const base = {
    id: relation.id,
    kind: relation.kind,
    fromId: relation.fromId,
    toId: relation.toId,
    from,
    to,
    d: marksOf(friction, runs, from, to) + curve(runs, from, to),
    ink: friction === "none" ? "stage" : "amber",
    width: isHigh || friction === "blocks" ? 3 : 1.5,
    // Lines run downwards; one that does not shows its direction.
    arrow: runs === "up",
  } as const
  return relation.kind === "has-need" ? { ...base, dash: "dashed" } : base
}

const strengthOf = (relation: Relation) => ({
  friction: isDependsOn(relation) ? relation.friction : ("none" as const),
  isHigh: isDependsOn(relation) && relation.criticality === "high",
})

function curve(runs: Run, from: Point, to: Point): string {
  const [a, b] = handles(runs, from, to)
  return `M${from.x} ${from.y}C${a.x} ${a.y} ${b.x} ${b.y} ${to.x} ${to.y}`
}

function handles(runs: Run, from: Point, to: Point): readonly [Point, Point] {
  const isUpright = runs === "down" || runs === "up"
  const way = isUpright ? to.y - from.y : to.x - from.x
  const reach = round(Math.sign(way || 1) * Math.min(Math.max(Math.abs(way) * 0.45, 12), 140))
  return isUpright
    ? [
        { x: from.x, y: round(from.y + reach) },
        { x: to.x, y: round(to.y - reach) },
      ]
    : [
        { x: round(from.x + reach), y: from.y },
        { x: round(to.x - reach), y: to.y },
      ]
}

/** One bar across the line where it slows, two where it blocks. Drawn before the curve, so that the path still ends at `to`. */
function marksOf(friction: "none" | "slows" | "blocks", runs: Run, from: Point, to: Point): string {
  if (friction === "none") return ""
  const [a, b] = handles(runs, from, to)
  // The middle of a cubic curve and its direction there.
  const x = (from.x + 3 * a.x + 3 * b.x + to.x) / 8
  const y = (from.y + 3 * a.y + 3 * b.y + to.y) / 8
  const along = { x: to.x + b.x - a.x - from.x, y: to.y + b.y - a.y - from.y }
  const length = Math.hypot(along.x, along.y) || 1
  const [ux, uy] = [along.x / length, along.y / length]
  return (friction === "slows" ? [0] : [-4, 4])
    .map((off) => {
      const [cx, cy] = [x + ux * off, y + uy * off]
      return `M${round(cx - uy * 9)} ${round(cy + ux * 9)}L${round(cx + uy * 9)} ${round(cy - ux * 9)}`
    })
    .join("")
}
