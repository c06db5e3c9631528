import type { NewCard } from "../../commands/cards.ts"
import { orderFirst, ordersAfter } from "../../document/order.ts"
import type { Values } from "../../document/records.ts"
import type { Card } from "../../model/records.ts"
import { isActivity, isFrame, isPhase, isSlice, isStep, isStory } from "./schema.ts"
import { activitiesOf, type StoryTree, stepsOf, unscheduled } from "./tree.ts"

/** Cards that have an order among themselves, and what puts a card among them. */
export interface Group {
  readonly kind: string
  /** The fields that a card has by being in the group. */
  readonly values: Values
  readonly members: readonly Card[]
}

export const phaseGroup = (tree: StoryTree): Group => ({
  kind: "phase",
  values: {},
  members: tree.phases.flatMap(({ phase }) => phase ?? []),
})

export const sliceGroup = (tree: StoryTree): Group => ({ kind: "slice", values: {}, members: tree.slices })

/** The activities of a phase, or those that have none. */
export const activityGroup = (tree: StoryTree, phaseId: string | undefined): Group => ({
  kind: "activity",
  values: { phaseId },
  members: (tree.phases.find(({ phase }) => phase?.id === phaseId)?.activities ?? []).map(({ activity }) => activity),
})

export const stepGroup = (tree: StoryTree, activityId: string): Group => ({
  kind: "step",
  values: { activityId },
  members: (activitiesOf(tree).find(({ activity }) => activity.id === activityId)?.steps ?? []).flatMap(
    ({ step }) => step ?? [],
  ),
})

/** One cell; `band` is a slice id or `unscheduled`. */
export const storyGroup = (tree: StoryTree, stepId: string, band: string): Group => ({
  kind: "story",
  values: { stepId, sliceId: band === unscheduled ? undefined : band },
  members:
    [...activitiesOf(tree).flatMap(({ steps }) => steps), ...tree.homeless]
      .find(({ step }) => step?.id === stepId)
      ?.cells.get(band) ?? [],
})

/** The group a card is in; undefined for a card without a place and for kinds that have no order. */
export function groupOf(tree: StoryTree, card: Card): Group | undefined {
  if (isFrame(card)) return { kind: "frame", values: {}, members: tree.frames }
  if (isPhase(card)) return phaseGroup(tree)
  if (isSlice(card)) return sliceGroup(tree)
  if (isActivity(card)) return activityGroup(tree, livePhaseOf(tree, card.phaseId))
  if (isStep(card)) {
    const hasPlace = activitiesOf(tree).some(({ activity }) => activity.id === card.activityId)
    return hasPlace ? stepGroup(tree, card.activityId) : undefined
  }
  if (!isStory(card) || !stepsOf(tree).some(({ id }) => id === card.stepId)) return undefined
  return storyGroup(tree, card.stepId, bandOf(tree, card.sliceId))
}

const livePhaseOf = (tree: StoryTree, phaseId: string | undefined): string | undefined =>
  tree.phases.some(({ phase }) => phase !== undefined && phase.id === phaseId) ? phaseId : undefined

/** The band a story lies in: its slice, or `unscheduled` when it has none or the slice is gone. */
export const bandOf = (tree: StoryTree, sliceId: string | undefined): string =>
  sliceId !== undefined && tree.slices.some(({ id }) => id === sliceId) ? sliceId : unscheduled

/** Order keys for cards put between others. */
export interface Keys {
  readonly keys: readonly string[]
  /** New keys of members that follow; only where equal keys left no room in between. */
  readonly shifted: ReadonlyMap<string, string>
}

/** Keys for `count` cards before the member at `index`; an index past the end means last. */
export function keysAt(members: readonly Card[], index: number, count: number): Keys {
  const before = members[index - 1]
  if (!before) return { keys: keysBeforeAll(members, count), shifted: new Map() }
  const run: Card[] = []
  for (const member of members.slice(index)) {
    if (member.order !== before.order) break
    run.push(member)
  }
  const others = members.filter((member) => !run.includes(member))
  const keys = ordersAfter(others, before.id, count + run.length)
  const shifted = new Map(run.map(({ id }, at) => [id, keys[count + at] ?? before.order]))
  return { keys: keys.slice(0, count), shifted }
}

function keysBeforeAll(members: readonly Card[], count: number): string[] {
  if (members.length === 0) return ordersAfter([], undefined, count)
  const first = orderFirst(members)
  const marker = { id: "", order: first }
  return [first, ...(count > 1 ? ordersAfter([marker, ...members], marker.id, count - 1) : [])]
}

/**
 * What must be written to put cards, in the given order, before the member at `index`, counted without the cards
 * themselves. Nothing for cards that are there already, so that a drop on the same place is no change.
 */
export function moveInto(group: Group, index: number, moved: readonly Card[]): Map<string, Values> {
  const ids = new Set(moved.map(({ id }) => id))
  const rest = group.members.filter(({ id }) => !ids.has(id))
  const next = [...rest.slice(0, index), ...moved, ...rest.slice(index)]
  const isSame = next.length === group.members.length && next.every(({ id }, at) => id === group.members[at]?.id)
  if (isSame) return new Map()
  const { keys, shifted } = keysAt(rest, index, moved.length)
  return new Map<string, Values>([
    ...moved.map(({ id }, at) => [id, { ...group.values, order: keys[at] ?? "a0" }] as const),
    ...[...shifted].map(([id, order]) => [id, { order }] as const),
  ])
}

/** Where a new card goes, with the parents that have to be made for it first. */
export interface Seat {
  readonly group: Group
  readonly index: number
  readonly parents: readonly NewCard[]
}
