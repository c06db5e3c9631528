import type { CommandProblem } from "../../commands/context.ts"
import type { Values } from "../../document/records.ts"
import type { Card } from "../../model/records.ts"
import type { Result } from "../../model/result.ts"
import { change, type Work } from "./commands.ts"
import { activityGroup, bandOf, type Group, groupOf, moveInto, stepGroup, storyGroup } from "./groups.ts"
import { isActivity, isStep, isStory, type Story } from "./schema.ts"
import { activitiesOf, bandsOf, growTree, type StoryTree, stepsOf } from "./tree.ts"

/** One place on: the group to be in and the index in it. */
interface Place {
  readonly group: Group
  readonly index: number
}
type Direction = -1 | 0 | 1

/**
 * Alt+arrow, as one step: each card goes one place along its order. Past the end of its group a card goes on into the
 * next one: a step into the neighbouring activity, an activity into the neighbouring phase, a story into the slice
 * above or below; sideways a story goes to the neighbouring step. At the map's edge it stays.
 */
export function nudge(
  { editing, content }: Work,
  ids: readonly string[],
  dx: Direction,
  dy: Direction,
): Result<void, CommandProblem> {
  const cards = new Map(content.cards)
  const changes = new Map<string, Values>()
  const stuck = new Set<string>()
  for (const id of inDirection(ids, growTree(cards), cards, dx + dy)) {
    const card = cards.get(id)
    const tree = growTree(cards)
    const place = card && placeBeyond(tree, card, dx, dy, stuck)
    const moves = card && place ? moveInto(place.group, place.index, [card]) : new Map<string, Values>()
    if (moves.size === 0) stuck.add(id)
    for (const [movedId, values] of moves) {
      const before = cards.get(movedId)
      if (before) cards.set(movedId, { ...before, ...values })
      changes.set(movedId, { ...changes.get(movedId), ...values })
    }
  }
  return change(editing, changes)
}

/** The foremost first, so that a row of cards moves on as a row. */
function inDirection(
  ids: readonly string[],
  tree: StoryTree,
  cards: ReadonlyMap<string, Card>,
  sign: number,
): readonly string[] {
  const at = (id: string): number => {
    const card = cards.get(id)
    return card ? (groupOf(tree, card)?.members.findIndex((member) => member.id === id) ?? 0) : 0
  }
  return [...ids].sort((a, b) => (sign > 0 ? at(b) - at(a) : at(a) - at(b)))
}

function placeBeyond(
  tree: StoryTree,
  card: Card,
  dx: Direction,
  dy: Direction,
  stuck: ReadonlySet<string>,
): Place | undefined {
  if (isStory(card)) return dy !== 0 ? storyDown(tree, card, dy, stuck) : storyAcross(tree, card, dx)
  const by = card.kind === "slice" ? dy : dx
  const group = groupOf(tree, card)
  if (by === 0 || !group) return undefined
  const within = placeWithin(group, card, by, stuck)
  if (within !== "end") return within
  if (isStep(card))
    return neighbour(
      activitiesOf(tree).map(({ activity }) => stepGroup(tree, activity.id)),
      group,
      by,
    )
  if (isActivity(card))
    return neighbour(
      tree.phases.map(({ phase }) => activityGroup(tree, phase?.id)),
      group,
      by,
    )
  return undefined
}

/** One on among the siblings; behind one that is stuck at the edge nothing moves. */
function placeWithin(group: Group, card: Card, by: number, stuck: ReadonlySet<string>): Place | "end" | undefined {
  const at = group.members.findIndex(({ id }) => id === card.id)
  const other = group.members[at + by]
  if (!other) return "end"
  return stuck.has(other.id) ? undefined : { group, index: at + by }
}

/** At the near end of the next group in this direction. */
function neighbour(groups: readonly Group[], group: Group, by: number): Place | undefined {
  const key = JSON.stringify(group.values)
  const next = groups[groups.findIndex(({ values }) => JSON.stringify(values) === key) + by]
  return next && { group: next, index: by > 0 ? 0 : next.members.length }
}

function storyDown(tree: StoryTree, story: Story, by: number, stuck: ReadonlySet<string>): Place | undefined {
  const group = groupOf(tree, story)
  if (!group) return undefined
  const within = placeWithin(group, story, by, stuck)
  if (within !== "end") return within
  const bands = bandsOf(tree)
  const band = bands[bands.indexOf(bandOf(tree, story.sliceId)) + by]
  if (band === undefined) return undefined
  const next = storyGroup(tree, story.stepId, band)
  return { group: next, index: by > 0 ? 0 : next.members.length }
}

function storyAcross(tree: StoryTree, story: Story, by: number): Place | undefined {
  const steps = stepsOf(tree)
  const at = steps.findIndex(({ id }) => id === story.stepId)
  const step = at < 0 ? steps[0] : steps[at + by]
  if (!step) return undefined
  const group = storyGroup(tree, step.id, bandOf(tree, story.sliceId))
  return { group, index: group.members.length }
}
