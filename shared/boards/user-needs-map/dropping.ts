import { changeCards } from "../../commands/cards.ts"
import type { CommandProblem } from "../../commands/context.ts"
import { orderFirst, ordersAfter } from "../../document/order.ts"
import type { Values } from "../../document/records.ts"
import type { PlacedCard, Point } from "../../model/drawing.ts"
import { byOrder } from "../../model/records.ts"
import { err, ok, type Result } from "../../model/result.ts"
import { stageOf } from "./bands.ts"
import { type Scene, whole } from "./scene.ts"
import { isNeed, isStage, type Stage } from "./schema.ts"
import { heightFields, middleOf, stageAt } from "./spots.ts"

/**
 * The end of a drag: where the dragged cards lie now is written as one step. A capability's height becomes its visibility;
 * a need let go in a stage's frame belongs to the stage, and to none outside of all frames; a frame takes its needs along.
 */
export function dropOnMap(
  scene: Scene,
  corners: ReadonlyMap<string, Point>,
  pointer: Point,
): Result<void, CommandProblem> {
  const changes = moves(scene, corners)
  for (const [id, values] of stageChanges(scene, corners, pointer)) changes.set(id, { ...changes.get(id), ...values })
  if (changes.size > 0) return changeCards(scene.editing, changes)
  return corners.size > 0 ? err({ type: "CardGone" }) : ok(undefined)
}

/** One nudge, in board units. */
const nudge = 16

/** Moves cards a little, as one step; a need stays in its stage. */
export function nudgeOnMap(
  scene: Scene,
  ids: readonly string[],
  dx: -1 | 0 | 1,
  dy: -1 | 0 | 1,
): Result<void, CommandProblem> {
  const corners = new Map<string, Point>()
  for (const { id, x, y } of placed(scene, new Set(ids))) corners.set(id, { x: x + dx * nudge, y: y + dy * nudge })
  const changes = moves(scene, corners)
  return changes.size > 0 ? changeCards(scene.editing, changes) : err({ type: "CardGone" })
}

function moves(scene: Scene, corners: ReadonlyMap<string, Point>): Map<string, Values> {
  const changes = new Map<string, Values>()
  for (const { id, kind, h, x, y } of placed(scene, corners)) {
    const corner = corners.get(id)
    const card = scene.content.cards.get(id)
    if (!corner || !card) continue
    if (!isStage(card)) {
      changes.set(id, { x: whole(corner.x), ...heightFields(scene.layout, kind, corner.y, h) })
      continue
    }
    for (const [needId, values] of withFrame(scene, card, corner.x - x, corner.y - y)) {
      if (!corners.has(needId)) changes.set(needId, values)
    }
    const order = orderAt(scene, card, corner.x - x)
    if (order !== undefined) changes.set(id, { order })
  }
  return changes
}

/** The needs of a frame that is moved. */
function withFrame(scene: Scene, stage: Stage, dx: number, dy: number): [string, Values][] {
  return scene.layout.cards.flatMap((need): [string, Values][] =>
    stageIdOf(scene, need.id) === stage.id ? [[need.id, { x: whole(need.x + dx), y: whole(need.y + dy) }]] : [],
  )
}

/** A new order for a frame that was carried past others; undefined while it stands between the same two. */
function orderAt({ content, layout }: Scene, stage: Stage, dx: number): string | undefined {
  const frames = layout.cards.filter(({ kind }) => kind === "stage")
  const own = frames.find(({ id }) => id === stage.id)
  if (!own) return undefined
  const middle = middleOf(own).x + dx
  const before = frames.filter((frame) => frame !== own && middleOf(frame).x < middle)
  const others = [...content.cards.values()]
    .filter(isStage)
    .filter((other) => other !== stage)
    .sort(byOrder)
  const previous = others.filter(({ id }) => before.some((frame) => frame.id === id)).at(-1)
  const isAfter = [...others, stage].sort(byOrder)
  if (isAfter[isAfter.indexOf(stage) - 1] === previous) return undefined
  const first = others[0]
  if (previous) return ordersAfter(others, previous.id, 1)[0]
  return first ? orderFirst(others) : undefined
}

function stageChanges(scene: Scene, corners: ReadonlyMap<string, Point>, pointer: Point): [string, Values][] {
  const needs = placed(scene, corners).filter(({ kind }) => kind === "need")
  return needs.flatMap((need): [string, Values][] => {
    const stageId = stageIdOf(scene, need.id)
    if (stageId !== undefined && isCarriedWhole(scene, stageId, corners)) return []
    const corner = corners.get(need.id) ?? need
    const at = needs.length === 1 && isOver(need, corner, pointer) ? pointer : middleOf({ ...need, ...corner })
    const next = stageAt(scene.layout, at)?.id
    return next === stageId ? [] : [[need.id, { stageId: next }]]
  })
}

/** The pointer counts only where it is on the card; a keyboard drag or a test may leave it elsewhere. */
const isOver = ({ w, h }: PlacedCard, { x, y }: Point, at: Point): boolean =>
  at.x >= x && at.x <= x + w && at.y >= y && at.y <= y + h

/** True when a frame is carried itself, or two or more needs that are all it holds: then its needs do not leave it. */
function isCarriedWhole(scene: Scene, stageId: string, corners: ReadonlyMap<string, Point>): boolean {
  if (corners.has(stageId)) return true
  const inside = scene.layout.cards.filter(({ id }) => stageIdOf(scene, id) === stageId)
  return inside.length > 1 && inside.every(({ id }) => corners.has(id))
}

const stageIdOf = ({ content }: Scene, id: string): string | undefined => {
  const card = content.cards.get(id)
  return isNeed(card) ? stageOf(card, content.cards)?.id : undefined
}

const placed = ({ layout }: Scene, ids: { has(id: string): boolean }): PlacedCard[] =>
  layout.cards.filter(({ id }) => ids.has(id))
