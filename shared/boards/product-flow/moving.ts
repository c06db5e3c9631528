import { addCards, asNewCard, changeCards, deleteCards } from "../../commands/cards.ts"
import type { CommandProblem } from "../../commands/context.ts"
import type { Values } from "../../document/records.ts"
import type { Point, Rect } from "../../model/drawing.ts"
import { byOrder, type Card } from "../../model/records.ts"
import { ok, type Result } from "../../model/result.ts"
import { foldDoubles } from "./doubles.ts"
import { isNote } from "./note.ts"
import { columnNear, contains, phaseNear, placeAt, type Scene, zoneAt } from "./places.ts"
import {
  isActivity,
  isEmptyCell,
  isInteraction,
  isMetric,
  isOpportunity,
  isPhase,
  isProduct,
  isSolutionIdea,
} from "./schema.ts"
import { listOf, ordersIn, siblingsIn } from "./siblings.ts"

/** Moving, copying and deleting on a Product Flow. Each call is one step of undo. */

type Done = Result<void, CommandProblem>
interface Target {
  readonly values: Values
  readonly list: string
}

/**
 * The end of a drag. One card goes where the pointer is; several keep their distance and go each where its middle is.
 * What lands where it cannot be stays where it was. Opportunities stand where their sources stand and only change order.
 */
export function drop(scene: Scene, corners: ReadonlyMap<string, Point>, pointer: Point): Done {
  const changes = new Map<string, Values>()
  const lists = new Map<string, { target: Target; landed: { card: Card; at: Point }[] }>()
  for (const [id, corner] of corners) {
    const card = scene.content.cards.get(id)
    if (!card) continue
    const at = corners.size === 1 ? pointer : middleOf(scene, id, corner)
    if (isNote(card)) changes.set(id, { x: Math.round(corner.x), y: Math.round(corner.y) })
    const target = targetAt(scene, card, at)
    if (!target) continue
    const list = lists.get(target.list) ?? { target, landed: [] }
    lists.set(target.list, list)
    list.landed.push({ card, at })
  }
  for (const { target, landed } of lists.values()) landIn(scene, target, landed, corners, changes)
  return changes.size === 0 ? ok(undefined) : changeCards(scene.editing, changes)
}

/** Cards dropped in one list keep their order among themselves. */
function landIn(
  scene: Scene,
  { values, list }: Target,
  landed: readonly { card: Card; at: Point }[],
  moving: ReadonlyMap<string, Point>,
  changes: Map<string, Values>,
): void {
  const at = landed[0]?.at
  if (!at) return
  const siblings = siblingsIn(scene.content, list).filter(({ id }) => !moving.has(id))
  const afterId = lastBefore(scene, siblings, at)
  const cards = landed.map(({ card }) => card).sort(byOrder)
  if (cards.every((card) => listOf(card) === list) && isUnmoved(scene, cards, siblings, afterId)) return
  const orders = ordersIn(siblings, afterId, cards.length)
  for (const [index, { id }] of cards.entries()) changes.set(id, { ...values, order: orders[index] })
}

/** True when the cards already stand right after `afterId`. */
function isUnmoved(scene: Scene, cards: readonly Card[], siblings: readonly Card[], afterId: string | null): boolean {
  const [card] = cards
  if (!card || cards.length > 1) return false
  const sorted = [...siblings, card].sort(byOrder)
  const before = sorted[sorted.findIndex(({ id }) => id === card.id) - 1]
  return (before?.id ?? null) === afterId && scene.content.cards.has(card.id)
}

/** The last of the siblings that lies before the point in reading direction; `null` when all lie after it. */
function lastBefore({ layout }: Scene, siblings: readonly Card[], at: Point): string | null {
  const places = new Map(layout.cards.map((placed) => [placed.id, placed]))
  const isAcross = siblings.some((card) => isPhase(card) || isActivity(card))
  const before = [...siblings].sort(byOrder).filter(({ id }) => {
    const placed = places.get(id)
    return placed && (isAcross ? placed.x + placed.w / 2 < at.x : placed.y + placed.h / 2 < at.y)
  })
  return before.at(-1)?.id ?? null
}

function middleOf({ layout }: Scene, id: string, corner: Point): Point {
  const placed = layout.cards.find((card) => card.id === id)
  return { x: corner.x + (placed?.w ?? 0) / 2, y: corner.y + Math.min(24, (placed?.h ?? 0) / 2) }
}

function targetAt(scene: Scene, card: Card, at: Point): Target | undefined {
  const { layout } = scene
  const place = placeAt(layout, at)
  if (isPhase(card)) return { values: {}, list: "phase" }
  if (isActivity(card)) {
    const phaseId = phaseNear(layout, at)
    return phaseId === undefined ? undefined : { values: { phaseId }, list: `activity ${phaseId}` }
  }
  if (isInteraction(card) || isEmptyCell(card)) {
    if (place?.type !== "cell") return undefined
    const { activityId, personaId } = place
    return { values: { activityId, personaId }, list: `cell ${activityId} ${personaId}` }
  }
  if (isMetric(card)) {
    const activityId = columnNear(layout, at)
    return activityId === undefined ? undefined : { values: { activityId }, list: `metric ${activityId}` }
  }
  if (isOpportunity(card)) return { values: {}, list: "opportunity" }
  if (isSolutionIdea(card)) return ideaTarget(scene, card.opportunityId, at)
  return undefined
}

/** Below the opportunity whose stack the point is in; else it stays below its own. */
function ideaTarget({ content, layout }: Scene, own: string, at: Point): Target {
  const under = layout.cards.find((placed) => contains(placed, at) && placed.kind !== "phase")
  const card = under && content.cards.get(under.id)
  const opportunityId = isOpportunity(card) ? card.id : isSolutionIdea(card) ? card.opportunityId : own
  return { values: { opportunityId }, list: `idea ${opportunityId}` }
}

/** The zone that would take the cards. */
export function dropHint(scene: Scene, corners: ReadonlyMap<string, Point>, pointer: Point): Rect | undefined {
  const [id] = corners.keys()
  const card = id === undefined ? undefined : scene.content.cards.get(id)
  if (corners.size !== 1 || !card || isOpportunity(card) || isNote(card) || !targetAt(scene, card, pointer))
    return undefined
  const zone = zoneAt(scene.layout, pointer)
  return zone && { x: zone.x, y: zone.y, w: zone.w, h: zone.h }
}

/** Alt+arrow: one place on in the list, or across into the next column or row. A note moves by 8 units. */
export function nudge(scene: Scene, ids: readonly string[], dx: -1 | 0 | 1, dy: -1 | 0 | 1): Done {
  const changes = new Map<string, Values>()
  for (const id of ids) {
    const card = scene.content.cards.get(id)
    const values = card && nudged(scene, card, dx, dy)
    if (values) changes.set(id, values)
  }
  return changes.size === 0 ? ok(undefined) : changeCards(scene.editing, changes)
}

function nudged(scene: Scene, card: Card, dx: number, dy: number): Values | undefined {
  if (isNote(card)) return { x: card.x + dx * 8, y: card.y + dy * 8 }
  if (isPhase(card)) return dx === 0 ? undefined : swapped(scene, card, dx)
  if (isActivity(card))
    return dx === 0 ? undefined : (swapped(scene, card, dx) ?? acrossPhases(scene, card.phaseId, dx))
  if (isProduct(card)) return undefined
  if (dy !== 0) {
    const inList = swapped(scene, card, dy)
    if (inList) return inList
    return isInteraction(card) || isEmptyCell(card) ? acrossRows(scene, card, dy) : undefined
  }
  if (isInteraction(card) || isEmptyCell(card) || isMetric(card)) {
    const activityId = neighbour(columnIds(scene), card.activityId, dx)
    const list = isMetric(card) ? `metric ${activityId}` : `cell ${activityId} ${card.personaId}`
    return activityId === undefined
      ? undefined
      : { activityId, order: ordersIn(siblingsIn(scene.content, list), undefined, 1)[0] }
  }
  return undefined
}

/** Past its neighbour in the same list. */
function swapped({ content }: Scene, card: Card, by: number): Values | undefined {
  const sorted = siblingsIn(content, listOf(card)).sort(byOrder)
  const at = sorted.findIndex(({ id }) => id === card.id)
  if (!sorted[at + by]) return undefined
  const others = sorted.filter(({ id }) => id !== card.id)
  const afterId = by > 0 ? sorted[at + 1]?.id : (sorted[at - 2]?.id ?? null)
  return { order: ordersIn(others, afterId, 1)[0] }
}

function acrossPhases({ content }: Scene, phaseId: string, by: number): Values | undefined {
  const phases = [...content.cards.values()].filter(isPhase).sort(byOrder)
  const next = neighbour(
    phases.map(({ id }) => id),
    phaseId,
    by,
  )
  const siblings = siblingsIn(content, `activity ${next}`)
  return next === undefined ? undefined : { phaseId: next, order: ordersIn(siblings, by > 0 ? null : undefined, 1)[0] }
}

function acrossRows(
  scene: Scene,
  card: Card & { activityId: string; personaId: string },
  by: number,
): Values | undefined {
  const rows = scene.layout.zones.flatMap(({ id }) => (id.startsWith("row/") ? [id.slice(4)] : []))
  const personaId = neighbour(rows, card.personaId, by)
  const siblings = siblingsIn(scene.content, `cell ${card.activityId} ${personaId}`)
  return personaId === undefined ? undefined : { personaId, order: ordersIn(siblings, by > 0 ? null : undefined, 1)[0] }
}

const columnIds = ({ layout }: Scene): string[] =>
  layout.zones.flatMap(({ id }) => (id.startsWith("metrics/") ? [id.slice(8)] : []))

function neighbour(ids: readonly string[], id: string, by: number): string | undefined {
  const at = ids.indexOf(id)
  return at < 0 ? undefined : ids[at + by]
}

/** Copies right after their originals; what they refer to among themselves is copied along. A second product makes no sense. */
export function duplicate(
  scene: Scene,
  cards: readonly Card[],
  offset: Point,
): Result<readonly string[], CommandProblem> {
  const { editing, content } = scene
  const copied = cards.filter((card) => !isProduct(card)).sort(byOrder)
  const ids = new Map(copied.map(({ id }) => [id, editing.newId()]))
  const made = copied.map((card) => {
    const [order] = ordersIn(siblingsIn(content, listOf(card)), card.id, 1)
    const place = isNote(card) ? { x: card.x + offset.x, y: card.y + offset.y } : { order }
    return asNewCard(card, ids.get(card.id) ?? editing.newId(), { ...renamed(card, ids), ...place })
  })
  return addCards(editing, content.board.id, made)
}

function renamed(card: Card, ids: ReadonlyMap<string, string>): Values {
  const to = (id: string) => ids.get(id) ?? id
  if (isActivity(card)) return { phaseId: to(card.phaseId) }
  if (isInteraction(card) || isEmptyCell(card)) return { activityId: to(card.activityId) }
  if (isMetric(card)) return { activityId: to(card.activityId), interactionIds: card.interactionIds.map(to) }
  if (isSolutionIdea(card)) return { opportunityId: to(card.opportunityId) }
  if (!isOpportunity(card)) return {}
  return { fromInteractionIds: card.fromInteractionIds.map(to), fromMetricIds: card.fromMetricIds.map(to) }
}

/**
 * Deletes cards with what stands in them: a phase with its activities, an activity with its cells and metrics, an
 * opportunity with its ideas. Opportunities stay when their sources go; they lie without a place and say so.
 */
export function remove({ editing, content }: Scene, ids: readonly string[]): Done {
  const all = new Set(ids)
  const cards = [...content.cards.values()]
  const isInside = (card: Card) =>
    (isActivity(card) && all.has(card.phaseId)) ||
    ((isInteraction(card) || isEmptyCell(card) || isMetric(card)) && all.has(card.activityId)) ||
    (isSolutionIdea(card) && all.has(card.opportunityId))
  // Two passes: what stands in an activity comes after the activities that stand in a phase.
  for (let pass = 0; pass < 2; pass++) for (const card of cards) if (isInside(card)) all.add(card.id)
  // What lies folded behind a card goes with it, or it would stand there in its place.
  const { doublesOf } = foldDoubles(content)
  for (const id of [...all]) for (const double of doublesOf(id)) all.add(double.id)
  return deleteCards(editing, all)
}
