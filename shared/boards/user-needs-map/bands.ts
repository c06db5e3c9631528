import type { Rect } from "../../model/drawing.ts"
import type { Card } from "../../model/records.ts"
import { isStage, type Need, type Stage } from "./schema.ts"

/**
 * The board's vertical order: users, user needs, dependencies. The line between needs and dependencies is y = 0, so
 * that what people have placed below it stays where it is while the upper bands grow with their cards.
 */

export interface Bands {
  readonly users: Rect
  readonly needs: Rect
  readonly dependencies: Rect
}

/** Room left of the cards for the bands' names and the axis. */
export const gutter = 200
const leastWidth = 1600
const margin = 32

/** Space round the needs of a stage; above it also holds the title. */
export const stagePad = { side: 16, top: 44, bottom: 16 }
export const emptyStage = { w: 168, h: 92 }

const usersPad = 24
const usersLeast = 116
const needsPad = 24
const needsLeast = 200
/** The lowest place of a need leaves room for a stage's frame below it. */
export const needsFloor = -(needsPad + stagePad.bottom)
/** Bounds of what people can place, so that one lost card cannot blow a band up. */
const highestNeed = -1600
const highestUser = -600

/** A need's upper edge inside its band, from its stored `y`. */
export const needTop = (y: number, h: number): number => Math.min(Math.max(y, highestNeed), needsFloor - h)

/** A user's upper edge; `y` counts from the lower edge of the users' band. */
export const userTop = (y: number, h: number, needsBandTop: number): number =>
  needsBandTop + Math.min(Math.max(y, highestUser), -usersPad - h)

/** Upper edge of the needs' band above its cards and frames. */
export const needsBandTop = (tops: Iterable<number>): number => {
  let top = -needsLeast
  for (const each of tops) top = Math.min(top, each - needsPad)
  return top
}

export const usersBandTop = (tops: Iterable<number>, needsBand: number): number => {
  let top = needsBand - usersLeast
  for (const each of tops) top = Math.min(top, each - usersPad)
  return top
}

export const axisPad = 64

/** Length of the axis from visible to invisible: the same for small and middling maps, then longer with each doubling. */
export const axisLength = (capabilities: number): number =>
  capabilities <= 24 ? 800 : 800 + 240 * Math.ceil(Math.log2(capabilities / 24))

/** A capability's upper edge, drawn from its visibility; a tall card stays inside the band. */
export const capabilityTop = (visibility: number, h: number, axis: number): number =>
  Math.round(Math.max(axisPad / 4, axisPad + (1 - visibility) * axis - h / 2))

/** The visibility that a capability dropped with this upper edge has: `capabilityTop` turned round. */
export const visibilityAt = (top: number, h: number, axis: number): number => {
  const share = 1 - (top + h / 2 - axisPad) / axis
  return Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000 + 0
}

/** The three bands as wide as the widest needs. */
export function bandsAround(cards: Iterable<Rect>, tops: { users: number; needs: number }, axis: number): Bands {
  let left = 0
  let right = leastWidth
  for (const { x, w } of cards) {
    left = Math.min(left, x - margin)
    right = Math.max(right, x + w + margin)
  }
  const across = { x: left - gutter, w: right - left + gutter }
  return {
    users: { ...across, y: tops.users, h: tops.needs - tops.users },
    needs: { ...across, y: tops.needs, h: -tops.needs },
    dependencies: { ...across, y: 0, h: axis + 2 * axisPad },
  }
}

/** The stage a need is shown in; undefined when it has none or its stage is gone. */
export const stageOf = (need: Need, cards: ReadonlyMap<string, Card>): Stage | undefined => {
  const stage = need.stageId === undefined ? undefined : cards.get(need.stageId)
  return isStage(stage) ? stage : undefined
}

/** The frame of a stage round its needs. */
export function frameAround(needs: readonly Rect[], titleWidth: number): Rect {
  const left = Math.min(...needs.map(({ x }) => x))
  const top = Math.min(...needs.map(({ y }) => y))
  const right = Math.max(...needs.map(({ x, w }) => x + w))
  const bottom = Math.max(...needs.map(({ y, h }) => y + h))
  const w = Math.max(right - left + 2 * stagePad.side, titleWidth + 2 * stagePad.side)
  return { x: left - stagePad.side, y: top - stagePad.top, w, h: bottom - top + stagePad.top + stagePad.bottom }
}
