import type { CommandProblem } from "../../commands/context.ts"
import type { Values } from "../../document/records.ts"
import type { Layout, Point, Rect } from "../../model/drawing.ts"
import type { Card } from "../../model/records.ts"
import type { Result } from "../../model/result.ts"
import { change, type Work } from "./commands.ts"
import { bandOf, moveInto, storyGroup } from "./groups.ts"
import { bandPadding } from "./measures.ts"
import { isActivity, isPhase, isSlice, isStep, isStory, type Story } from "./schema.ts"
import { type Target, targetAt } from "./targets.ts"
import { type StoryTree, treeOf } from "./tree.ts"

/** A board being worked on, and where everything on it lies. */
export interface Laid extends Work {
  readonly layout: Layout
}

const levels = [isPhase, isActivity, isStep, isSlice, isStory] as const

/**
 * The end of a drag, as one step: every dragged card goes to the group under the pointer, before or after its
 * siblings there. Steps go with their activity and stories with their step, since they only know their parent.
 * Several stories keep what the pointer did not change: dragged down they change slice, each in its own step.
 */
export function drop(laid: Laid, corners: ReadonlyMap<string, Point>, pointer: Point): Result<void, CommandProblem> {
  const { content, editing, layout } = laid
  const tree = treeOf(content)
  const cards = carried(laid, corners.keys())
  const moved = new Set(cards.map(({ id }) => id))
  const changes = new Map<string, Values>()
  const add = (more: ReadonlyMap<string, Values>) => {
    for (const [id, values] of more) changes.set(id, { ...changes.get(id), ...values })
  }
  for (const isLevel of levels) {
    const own = cards.filter(isLevel)
    const target = own[0] && targetAt(tree, layout, own[0].kind, pointer, moved)
    if (!target) continue
    const stories = own.filter(isStory)
    const lead = stories.length > 1 ? leadOf(laid, stories, corners, pointer) : undefined
    if (lead) add(moveStories(tree, laid, stories, lead, pointer))
    else add(moveInto(target.group, target.index, own))
  }
  for (const { id, kind } of cards) {
    const corner = corners.get(id)
    if (kind === "note" && corner) changes.set(id, { x: Math.round(corner.x), y: Math.round(corner.y) })
  }
  return change(editing, changes)
}

/** The dragged cards in reading order, without those that come along with a dragged parent. */
function carried({ content, layout }: Laid, ids: Iterable<string>): readonly Card[] {
  const wanted = new Set(ids)
  return layout.cards.flatMap(({ id }) => {
    const card = wanted.has(id) ? content.cards.get(id) : undefined
    return card && !isCarriedByParent(content.cards, card, wanted) ? [card] : []
  })
}

function isCarriedByParent(cards: ReadonlyMap<string, Card>, card: Card, wanted: ReadonlySet<string>): boolean {
  const parentId = isStory(card) ? card.stepId : isStep(card) ? card.activityId : isActivity(card) ? card.phaseId : ""
  const parent = cards.get(parentId ?? "")
  if (!parent) return false
  return wanted.has(parent.id) || isCarriedByParent(cards, parent, wanted)
}

/** The card under the pointer, which the others follow. */
function leadOf(
  { layout }: Laid,
  stories: readonly Story[],
  corners: ReadonlyMap<string, Point>,
  pointer: Point,
): Story | undefined {
  const sizes = new Map(layout.cards.map((card) => [card.id, card]))
  const held = stories.find(({ id }) => {
    const [corner, size] = [corners.get(id), sizes.get(id)]
    if (!corner || !size) return false
    const [dx, dy] = [pointer.x - corner.x, pointer.y - corner.y]
    return dx >= 0 && dy >= 0 && dx <= size.w && dy <= size.h
  })
  return held ?? stories[0]
}

function moveStories(
  tree: StoryTree,
  { layout }: Laid,
  stories: readonly Story[],
  lead: Story,
  pointer: Point,
): Map<string, Values> {
  const moved = new Set(stories.map(({ id }) => id))
  const target = targetAt(tree, layout, "story", pointer, moved)
  const changes = new Map<string, Values>()
  if (!target) return changes
  const { stepId, sliceId } = target.group.values
  const groups = new Map<string, { readonly stepId: string; readonly band: string; readonly own: Story[] }>()
  for (const story of stories) {
    const toStep = stepId === lead.stepId ? story.stepId : String(stepId)
    const toSlice = bandOf(tree, lead.sliceId) === bandOf(tree, asText(sliceId)) ? story.sliceId : asText(sliceId)
    const band = bandOf(tree, toSlice)
    const key = `${toStep}/${band}`
    const group = groups.get(key) ?? { stepId: toStep, band, own: [] }
    group.own.push(story)
    groups.set(key, group)
  }
  const tops = new Map(layout.cards.map(({ id, y, h }) => [id, y + h / 2]))
  for (const { stepId: to, band, own } of groups.values()) {
    const group = storyGroup(tree, to, band)
    const index = group.members.filter(({ id }) => !moved.has(id) && (tops.get(id) ?? 0) < pointer.y).length
    for (const [id, values] of moveInto(group, index, own)) changes.set(id, values)
  }
  return changes
}

const asText = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined)

/** A bar where the cards would go in, or the whole cell while it is empty. */
export function dropHint(laid: Laid, corners: ReadonlyMap<string, Point>, pointer: Point): Rect | undefined {
  const cards = carried(laid, corners.keys())
  const [first] = cards
  const moved = new Set(cards.map(({ id }) => id))
  const target = first && targetAt(treeOf(laid.content), laid.layout, first.kind, pointer, moved)
  return target && barOf(target, laid.layout, moved)
}

function barOf({ group, index, area, direction }: Target, layout: Layout, moved: ReadonlySet<string>): Rect {
  const placed = new Map(layout.cards.map((card) => [card.id, card]))
  const rest = group.members.flatMap(({ id }) => (moved.has(id) ? [] : (placed.get(id) ?? [])))
  const before = rest[index - 1]
  const after = rest[index]
  const { x, y, w, h } = area
  if (direction === "across") {
    const at = before ? before.x + before.w + 4 : after ? after.x - 8 : undefined
    const row = before ?? after
    return at === undefined || !row ? { x, y, w, h } : { x: at, y: row.y, w: 4, h: row.h }
  }
  const isSlices = group.kind === "slice"
  const at = before
    ? before.y + before.h + (isSlices ? bandPadding : 2)
    : after
      ? after.y - (isSlices ? bandPadding : 6)
      : undefined
  if (at !== undefined) return { x, y: at, w, h: 4 }
  return { x, y: y + bandPadding, w, h: Math.max(24, h - 2 * bandPadding) }
}
