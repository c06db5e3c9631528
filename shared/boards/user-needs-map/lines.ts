import type { Figure, PlacedCard, PlacedLine, Point } from "../../model/drawing.ts"
import type { Relation } from "../../model/records.ts"
import { marksOf, pointsAlong, type Run, round, way } from "./curves.ts"
import { Detours } from "./detours.ts"
import { isDependsOn, isHasNeed } from "./schema.ts"
import { questionSign } from "./signs.ts"

/** Draws what is connected, as curves from border to border. Ends on one side of a card are spread, in the order of where they lead. */
export function placeLines(
  relations: ReadonlyMap<string, Relation>,
  cards: ReadonlyMap<string, PlacedCard>,
): PlacedLine[] {
  const links: Link[] = []
  // By id, so that everybody sees the same lines whatever order they arrived in.
  for (const relation of [...relations.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const from = cards.get(relation.fromId)
    const to = cards.get(relation.toId)
    if (from && to && from !== to) links.push({ relation, from, to, runs: runOf(from, to) })
  }
  const ends = new Ends(links)
  const detours = links.length <= mostRouted ? new Detours([...cards.values()]) : undefined
  return links.map((link) => {
    const [from, to] = [ends.point(link, "from"), ends.point(link, "to")]
    return draw(link, from, to, (link.runs === "down" && detours?.between(link.from, link.to, from, to)) || [])
  })
}

/** On a map with more lines than this nobody follows one past a card, and looking for ways round would cost time. */
const mostRouted = 600

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

function draw({ relation, runs }: Link, from: Point, to: Point, via: readonly Point[]): PlacedLine {
  const { friction, isHigh } = strengthOf(relation)
  const base = {
    id: relation.id,
    kind: relation.kind,
    fromId: relation.fromId,
    toId: relation.toId,
    from,
    to,
    d: marksOf(friction, runs, via.at(-1) ?? from, to) + way(runs, from, to, via),
    ink: friction === "none" ? "stage" : "amber",
    width: isHigh || friction === "blocks" ? 3 : 1.5,
    // Lines run downwards; one that does not shows its direction.
    arrow: runs === "up",
  } as const
  return relation.kind === "has-need" ? { ...base, dash: "dashed" } : base
}

/** A question mark beside each line that sounded odd when it was read aloud, near the line's middle and on no card. */
export function drawDoubts(
  lines: readonly PlacedLine[],
  relations: ReadonlyMap<string, Relation>,
  cards: readonly PlacedCard[],
): readonly Figure[] {
  return lines.flatMap(({ id, d }) => {
    const relation = relations.get(id)
    const isOdd = (isDependsOn(relation) || isHasNeed(relation)) && relation.odd === true
    const spot = isOdd ? spotBeside(pointsAlong(d), cards) : undefined
    return spot ? questionSign(round(spot.x), round(spot.y)) : []
  })
}

const besideLine = 17

function spotBeside(points: readonly Point[], cards: readonly PlacedCard[]): Point | undefined {
  const middle = (points.length - 1) / 2
  const outward = [...points.entries()].sort(([a], [b]) => Math.abs(a - middle) - Math.abs(b - middle))
  const spots = outward.flatMap(([, { x, y }]) => [besideLine, -besideLine].map((by) => ({ x: x + by, y })))
  const isFree = ({ x, y }: Point) =>
    cards.every(
      (card) =>
        card.kind === "stage" ||
        x < card.x - 12 ||
        x > card.x + card.w + 12 ||
        y < card.y - 12 ||
        y > card.y + card.h + 12,
    )
  return spots.find(isFree) ?? spots[0]
}

const strengthOf = (relation: Relation) => ({
  friction: isDependsOn(relation) ? relation.friction : ("none" as const),
  isHigh: isDependsOn(relation) && relation.criticality === "high",
})
