import type { NewCard } from "../../commands/cards.ts"
import { ordersAfter } from "../../document/order.ts"
import type { Card } from "../../model/records.ts"
import {
  activityGroup,
  type Group,
  groupOf,
  phaseGroup,
  type Seat,
  sliceGroup,
  stepGroup,
  storyGroup,
} from "./groups.ts"
import { isActivity, isPhase, isSlice, isStep, isStory } from "./schema.ts"
import { activitiesOf, type StoryTree, stepsOf, unscheduled } from "./tree.ts"

/**
 * Seats: where new cards go. A card that needs a parent always gets one: when the map has none to offer, an empty
 * one is made in the same gesture, so that nothing is born without a place.
 */

type NewId = () => string

export const lastIn = (group: Group): Seat => ({ group, index: group.members.length, parents: [] })
const beside = (group: Group, id: string | undefined): Seat => ({
  group,
  index: group.members.findIndex((member) => member.id === id) + 1 || group.members.length,
  parents: [],
})

/** A seat for a card of this kind when nothing says where: at the end of the map. */
export function seatAnywhere(tree: StoryTree, kind: string, newId: NewId): Seat | undefined {
  if (kind === "phase") return lastIn(phaseGroup(tree))
  if (kind === "slice") return lastIn(sliceGroup(tree))
  if (kind === "frame") return lastIn({ kind, values: {}, members: tree.frames })
  if (kind === "activity") return lastIn(activityGroup(tree, tree.phases.at(-1)?.phase?.id))
  if (kind === "step") return stepSeat(tree, undefined, newId)
  return kind === "story" ? storySeat(tree, undefined, unscheduled, newId) : undefined
}

/** Last in an activity; in the last one, or a new one, when it is not there. */
function stepSeat(tree: StoryTree, activityId: string | undefined, newId: NewId): Seat {
  const activities = activitiesOf(tree)
  const found = activities.find(({ activity }) => activity.id === activityId) ?? activities.at(-1)
  if (found) return lastIn(stepGroup(tree, found.activity.id))
  const group = activityGroup(tree, tree.phases.at(-1)?.phase?.id)
  const id = newId()
  const parent: NewCard = { kind: "activity", id, values: { ...group.values, title: "", order: firstOrder } }
  return { group: { kind: "step", values: { activityId: id }, members: [] }, index: 0, parents: [parent] }
}
const firstOrder = ordersAfter([], undefined, 1)[0] ?? "a0"

/** Last in a cell; in the first step, or a new one, when the step is not there. */
function storySeat(tree: StoryTree, stepId: string | undefined, band: string, newId: NewId): Seat {
  const steps = stepsOf(tree)
  const found = steps.find(({ id }) => id === stepId) ?? steps[0]
  if (found) return lastIn(storyGroup(tree, found.id, band))
  const seat = stepSeat(tree, undefined, newId)
  const id = newId()
  const parent: NewCard = { kind: "step", id, values: { ...seat.group.values, title: "", order: firstOrder } }
  const values = { stepId: id, sliceId: band === unscheduled ? undefined : band }
  return { group: { kind: "story", values, members: [] }, index: 0, parents: [...seat.parents, parent] }
}

/** Enter: right after the card, on its level. Undefined for kinds that have no order, such as notes. */
export function seatNext(tree: StoryTree, card: Card, newId: NewId): Seat | undefined {
  const group = groupOf(tree, card)
  return group ? beside(group, card.id) : seatAnywhere(tree, card.kind, newId)
}

/** Tab: one level deeper, last under the card. A story has no deeper level, so the next one follows it. */
export function seatDeeper(tree: StoryTree, card: Card, newId: NewId): Seat | undefined {
  if (card.kind === "frame") return seatAnywhere(tree, "activity", newId)
  if (isPhase(card)) return lastIn(activityGroup(tree, card.id))
  if (isActivity(card)) return lastIn(stepGroup(tree, card.id))
  if (isStep(card)) return lastIn(storyGroup(tree, card.id, unscheduled))
  if (isSlice(card)) return storySeat(tree, undefined, card.id, newId)
  return seatNext(tree, card, newId)
}

/** Shift+Tab: one level out, right after the card's parent. Phases, slices and frames have no level above. */
export function seatOuter(tree: StoryTree, card: Card, newId: NewId): Seat | undefined {
  if (isStory(card)) {
    const step = stepsOf(tree).find(({ id }) => id === card.stepId)
    return step ? seatNext(tree, step, newId) : seatAnywhere(tree, "step", newId)
  }
  if (isStep(card)) {
    const branch = activitiesOf(tree).find(({ activity }) => activity.id === card.activityId)
    return branch ? seatNext(tree, branch.activity, newId) : seatAnywhere(tree, "activity", newId)
  }
  if (isActivity(card)) return beside(phaseGroup(tree), groupPhase(tree, card.phaseId))
  return seatNext(tree, card, newId)
}

const groupPhase = (tree: StoryTree, phaseId: string | undefined): string | undefined =>
  tree.phases.find(({ phase }) => phase?.id === phaseId)?.phase?.id
