import type { Persona } from "../../model/records.ts"
import { byOrder, type Card } from "../../model/records.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import { apart } from "./apart.ts"
import { axisLength, needsFloor, stageOf } from "./bands.ts"
import { levelsBelow } from "./levels.ts"
import { arrangeRows, type Row, type Seat } from "./rows.ts"
import { type Capability, isCapability, isNeed, isUser, type Need } from "./schema.ts"
import { sizeOf } from "./sizes.ts"

/** Where a card goes: `y` for users and needs, `visibility` for a capability that had to move down. */
export interface Place {
  readonly x: number
  readonly y?: number
  readonly visibility?: number
}

type Chart = Pick<BoardContent, "cards" | "relations">

/**
 * Places for every user, need and capability of a map: users above their needs, needs side by side along the stages,
 * capabilities below what they carry, with few crossings and no card on another. A capability keeps its visibility
 * unless it is seen as much as what rests on it. Pure: the same map gives the same places.
 *
 * The rows are given by the method (visibility is a statement, not a drawing), so a general graph layout, which
 * chooses rows itself, does not fit; only the order and the places inside the rows are looked for. A library that takes
 * the rows as they are (dagre) was tried for the order: on the online shop it leaves 76 crossings where this leaves about 30,
 * and its lines are half as long again.
 */
export function tidyPlaces(
  { cards, relations }: Chart,
  personas: ReadonlyMap<string, Persona> = new Map(),
): ReadonlyMap<string, Place> {
  const sorted = [...cards.values()].sort(byOrder)
  const capabilities = sorted.filter(isCapability)
  const visibility = visibilities(capabilities, { cards, relations })
  const size = (card: Card) => sizeOf(card, personas, (key) => key)

  const seat = (card: Card, rest: Partial<Seat> = {}): Seat => ({ id: card.id, w: size(card).w, ...rest })
  const middle = middleOf(capabilities, visibility)
  const needs = needSeats(sorted.filter(isNeed), cards, relations, seat)
  const rows: Row[] = [
    { seats: sorted.filter(isUser).map((card) => seat(card)) },
    { seats: needs, isOrdered: true },
    ...tiers(capabilities, middle, (card) => size(card).h).map((tier) => ({
      seats: tier.map((card) => seat(card)),
    })),
  ]
  const arranged = arrangeRows(
    rows,
    [...relations.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  )
  const levelled = capabilities.map((card) => {
    const { w, h } = size(card)
    return { id: card.id, x: arranged.get(card.id) ?? 0, y: middle(card) - h / 2, w, h }
  })
  const xs = onGrid(new Map([...arranged, ...apart(levelled)]))

  const places = new Map<string, Place>()
  for (const card of sorted) {
    const x = xs.get(card.id)
    if (x === undefined) continue
    if (isNeed(card)) places.set(card.id, { x, y: needsFloor - rowHeight(needs, cards, size) })
    else if (isCapability(card)) places.set(card.id, { x, ...lowered(card, visibility) })
    else places.set(card.id, { x, y: 0 })
  }
  return places
}

/** The leftmost a little right of the origin. */
function onGrid(xs: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const least = Math.min(...xs.values())
  return new Map([...xs].map(([id, x]) => [id, Math.round((x - least + 32) / 4) * 4]))
}

/** The needs' upper edges are level. */
const rowHeight = (needs: readonly Seat[], cards: Chart["cards"], size: (card: Card) => { h: number }): number => {
  let h = 0
  for (const { id } of needs) {
    const card = cards.get(id)
    if (card) h = Math.max(h, size(card).h)
  }
  return h
}

const lowered = (card: Capability, visibility: ReadonlyMap<string, number>): { visibility?: number } => {
  const next = visibility.get(card.id)
  return next === undefined || next === card.visibility ? {} : { visibility: next }
}

/** How much lower than what rests on it a capability is put when it was not lower at all. */
const step = 0.14

/** Each capability's visibility, lowered where it was not below everything that depends on it. */
function visibilities(capabilities: readonly Capability[], { cards, relations }: Chart): ReadonlyMap<string, number> {
  const down = new Map<string, string[]>()
  for (const { kind, fromId, toId } of relations.values()) {
    if (kind !== "depends-on" || !isCapability(cards.get(toId))) continue
    const list = down.get(fromId)
    if (list) list.push(toId)
    else down.set(fromId, [toId])
  }
  const levels = levelsBelow(
    capabilities.map(({ id }) => id),
    (id) => down.get(id) ?? [],
  )
  const level = (id: string) => levels.get(id) ?? 0
  const found = new Map(capabilities.map((card) => [card.id, card.visibility]))
  // From the top of the longest chains downwards, so that what is above is settled first.
  for (const { id } of [...capabilities].sort((a, b) => level(b.id) - level(a.id))) {
    const above = found.get(id) ?? 0
    for (const other of down.get(id) ?? []) {
      // Cards that lean on each other are level; the axis cannot say which is lower.
      if (level(other) >= level(id) || (found.get(other) ?? 0) < above) continue
      const room = above / (level(other) + 2)
      found.set(other, Math.round(Math.max(0, above - Math.min(step, room)) * 1000) / 1000)
    }
  }
  return found
}

type Middle = (card: Capability) => number

function middleOf(capabilities: readonly Capability[], visibility: ReadonlyMap<string, number>): Middle {
  const axis = axisLength(capabilities.length)
  return (card) => (1 - (visibility.get(card.id) ?? 0)) * axis
}

/**
 * Capabilities that would touch the highest of their row were they in one column share it. Neighbouring rows of a full
 * axis still touch; `apart` sees to that. Were each to join that touches any, a full axis would be a single row.
 */
function tiers(
  capabilities: readonly Capability[],
  middle: Middle,
  height: (card: Capability) => number,
): Capability[][] {
  const rows: Capability[][] = []
  let until = Number.NEGATIVE_INFINITY
  for (const card of [...capabilities].sort((a, b) => middle(a) - middle(b) || byOrder(a, b))) {
    const h = height(card)
    if (middle(card) - h / 2 < until) rows.at(-1)?.push(card)
    else {
      rows.push([card])
      until = middle(card) + h / 2 + 16
    }
  }
  return rows
}

/** Needs from left to right: by stage, then by user, so that both stay together. */
function needSeats(
  needs: readonly Need[],
  cards: Chart["cards"],
  relations: Chart["relations"],
  seat: (card: Card, rest?: Partial<Seat>) => Seat,
): Seat[] {
  const users = [...cards.values()].filter(isUser).sort(byOrder)
  const rank = new Map(users.map(({ id }, index) => [id, index]))
  const firstUser = new Map<string, number>()
  for (const { kind, fromId, toId } of relations.values()) {
    if (kind !== "has-need") continue
    firstUser.set(toId, Math.min(firstUser.get(toId) ?? users.length, rank.get(fromId) ?? users.length))
  }
  const keyed = needs.map((need) => {
    const stage = stageOf(need, cards)
    return { need, stage, user: firstUser.get(need.id) ?? users.length }
  })
  keyed.sort((a, b) => {
    if (a.stage && b.stage) return byOrder(a.stage, b.stage) || a.user - b.user || byOrder(a.need, b.need)
    if (a.stage || b.stage) return a.stage ? -1 : 1
    return a.user - b.user || byOrder(a.need, b.need)
  })
  return keyed.map(({ need, stage }) => seat(need, stage ? { group: stage.id } : {}))
}
