import type { Relation } from "../../model/records.ts"

/** Something that takes room in a row. */
export interface Seat {
  readonly id: string
  readonly w: number
  /** Neighbours of one group stand closer than neighbours of two. */
  readonly group?: string
}

export interface Row {
  readonly seats: readonly Seat[]
  /** True when the order of the seats is given and only their places are looked for. */
  readonly isOrdered?: boolean
}

/** A seat while it moves; a line that passes a row has one too, so that cards make way for it. */
interface Place {
  readonly id: string
  readonly w: number
  readonly group: string | undefined
  /** Centre. */
  x: number
  readonly above: Place[]
  readonly below: Place[]
  readonly beside: Place[]
}

const gap = 28
const groupGap = 72
const passing = 12
/** Beyond this many lines their ways past other rows are not kept free; it would cost more than it shows. */
const mostPassing = 1500

/**
 * Left edges for all seats: each near the middle of what it is connected with, rows with free order sorted so that lines cross
 * little, nobody on anybody. Sweeps down and up a fixed number of times; costs grow with the number of lines.
 */
export function arrangeRows(rows: readonly Row[], relations: readonly Relation[]): ReadonlyMap<string, number> {
  const places = seatAll(rows)
  connect(places, relations)
  const sweeps = 24
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const isDown = sweep % 2 === 0
    const order = isDown ? places.keys() : [...places.keys()].reverse()
    for (const at of order) {
      const row = places[at]
      if (row) settleRow(row, rows[at]?.isOrdered === true, sweep < sweeps - 4 ? (isDown ? "above" : "below") : "both")
    }
  }
  return edges(places)
}

function seatAll(rows: readonly Row[]): Place[][] {
  return rows.map(({ seats }) => {
    let x = 0
    return seats.map(({ id, w, group }) => {
      const place: Place = { id, w, group, x: x + w / 2, above: [], below: [], beside: [] }
      x += w + gap
      return place
    })
  })
}

function connect(places: Place[][], relations: readonly Relation[]): void {
  const at = new Map(places.flatMap((row, index) => row.map((place) => [place.id, { place, row: index }] as const)))
  const keepsWays = relations.length <= mostPassing
  for (const { fromId, toId } of relations) {
    const [a, b] = [at.get(fromId), at.get(toId)]
    if (!a || !b || a === b) continue
    const [upper, lower] = a.row <= b.row ? [a, b] : [b, a]
    if (upper.row === lower.row) {
      upper.place.beside.push(lower.place)
      lower.place.beside.push(upper.place)
      continue
    }
    let last = upper.place
    for (let row = upper.row + 1; keepsWays && row < lower.row; row++) {
      const way: Place = { id: "", w: passing, group: undefined, x: upper.place.x, above: [], below: [], beside: [] }
      places[row]?.push(way)
      link(last, way)
      last = way
    }
    link(last, lower.place)
  }
}

const link = (upper: Place, lower: Place): void => {
  upper.below.push(lower)
  lower.above.push(upper)
}

function settleRow(row: Place[], isOrdered: boolean, look: "above" | "below" | "both"): void {
  const wish = new Map(row.map((place) => [place, wishOf(place, look)]))
  const wished = (place: Place) => wish.get(place) ?? place.x
  if (isOrdered) placeOrdered(row, wished)
  else {
    row.sort((a, b) => wished(a) - wished(b))
    packRow(row, wished)
  }
}

/** Cards of a given order are placed first; the ways past them then find their gaps. */
function placeOrdered(row: Place[], wished: (place: Place) => number): void {
  const cards = row.filter(({ id }) => id !== "")
  packRow(cards, wished)
  for (const way of row) if (way.id === "") way.x = wished(way)
}

function wishOf(place: Place, look: "above" | "below" | "both"): number {
  let sum = 0
  let weight = 0
  const add = (others: readonly Place[], each: number) => {
    for (const other of others) {
      sum += other.x * each
      weight += each
    }
  }
  if (look !== "below") add(place.above, 2)
  if (look !== "above") add(place.below, 1)
  add(place.beside, 1)
  return weight === 0 ? place.x : sum / weight
}

const distance = (a: Place, b: Place): number => {
  const isWay = a.id === "" || b.id === ""
  const between = isWay ? passing : a.group === b.group ? gap : groupGap
  return (a.w + b.w) / 2 + between
}

/**
 * Moves the row's places as little as possible from where they wish to be, in their order and apart from each other.
 * Measured from where each would stand were the row packed, the answer must only not fall from left to right, which is
 * a regression solved by pooling neighbours.
 */
function packRow(row: readonly Place[], wished: (place: Place) => number): void {
  const packed: number[] = []
  for (const [at, place] of row.entries()) {
    const before = row[at - 1]
    packed.push(before ? (packed[at - 1] ?? 0) + distance(before, place) : 0)
  }
  const pools: { sum: number; count: number }[] = []
  for (const [at, place] of row.entries()) {
    let pool = { sum: wished(place) - (packed[at] ?? 0), count: 1 }
    for (let left = pools.at(-1); left && left.sum / left.count > pool.sum / pool.count; left = pools.at(-1)) {
      pools.pop()
      pool = { sum: left.sum + pool.sum, count: left.count + pool.count }
    }
    pools.push(pool)
  }
  let at = 0
  for (const { sum, count } of pools) {
    for (const end = at + count; at < end; at++) {
      const place = row[at]
      if (place) place.x = sum / count + (packed[at] ?? 0)
    }
  }
}

/** Left edges on the grid, the leftmost card a little right of the origin. */
function edges(places: readonly Place[][]): Map<string, number> {
  const cards = places.flat().filter(({ id }) => id !== "")
  const left = Math.min(...cards.map(({ x, w }) => x - w / 2))
  return new Map(cards.map(({ id, x, w }) => [id, Math.round((x - w / 2 - left + 32) / 4) * 4]))
}
