import { byOrder, type Card } from "../../model/records.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import {
  type Activity,
  type Frame,
  isActivity,
  isFrame,
  isPhase,
  isSlice,
  isStep,
  isStory,
  type Phase,
  type Slice,
  type Step,
  type Story,
} from "./schema.ts"

/**
 * The map as the method sees it: phases hold activities, activities steps, steps stories by slice. Every card is in it
 * exactly once. A card whose parent is gone is not lost: an activity without phase and a story without slice are
 * allowed by the method, a step without activity and a story without step are listed under `homeless`.
 * Since each level may only name a card of the level above, no chain of parents can run in a circle.
 */
export interface StoryTree {
  readonly frames: readonly Frame[]
  /** The last one has no phase, when there are activities without. */
  readonly phases: readonly PhaseBranch[]
  readonly slices: readonly Slice[]
  /** Columns without a place in the backbone; one without a step holds the stories that have none. */
  readonly homeless: readonly StepBranch[]
  /** Notes, and cards of kinds this program does not know. */
  readonly others: readonly Card[]
}

export interface PhaseBranch {
  readonly phase: Phase | undefined
  readonly activities: readonly ActivityBranch[]
}

export interface ActivityBranch {
  readonly activity: Activity
  readonly steps: readonly StepBranch[]
}

export interface StepBranch {
  readonly step: Step | undefined
  /** Stories in order of priority, by slice id or `unscheduled`. */
  readonly cells: ReadonlyMap<string, readonly Story[]>
}

/** Stands for the absent slice and the absent phase in zone ids and keys. */
export const unscheduled = "none"

const trees = new WeakMap<BoardContent, StoryTree>()

/** Reads a board's cards as a tree. Kept with the content, so that layout and commands do not sort twice. */
export function treeOf(content: BoardContent): StoryTree {
  let tree = trees.get(content)
  if (!tree) {
    tree = growTree(content.cards)
    trees.set(content, tree)
  }
  return tree
}

/** As `treeOf`, for cards that belong to no content yet. */
export function growTree(cards: ReadonlyMap<string, Card>): StoryTree {
  const sorted = sortByKind(cards)
  const sliceIds = new Set(sorted.slices.map(({ id }) => id))
  const cells = cellsByStep(sorted.stories, cards, sliceIds)
  const branchOf = (step: Step | undefined): StepBranch => ({ step, cells: cells.get(step?.id ?? "") ?? noCells })
  const stepsOf = groupBy(sorted.steps, ({ activityId }) => (isActivity(cards.get(activityId)) ? activityId : ""))
  const activitiesOf = groupBy(sorted.activities, ({ phaseId }) =>
    phaseId !== undefined && isPhase(cards.get(phaseId)) ? phaseId : "",
  )
  const grow = (phase: Phase | undefined): PhaseBranch => ({
    phase,
    activities: (activitiesOf.get(phase?.id ?? "") ?? []).map((activity) => ({
      activity,
      steps: (stepsOf.get(activity.id) ?? []).map(branchOf),
    })),
  })
  const homeless = (stepsOf.get("") ?? []).map(branchOf)
  return {
    frames: sorted.frames,
    phases: [...sorted.phases.map(grow), ...(activitiesOf.has("") ? [grow(undefined)] : [])],
    slices: sorted.slices,
    homeless: cells.has("") ? [...homeless, branchOf(undefined)] : homeless,
    others: sorted.others,
  }
}

const noCells: StepBranch["cells"] = new Map()

function sortByKind(cards: ReadonlyMap<string, Card>) {
  const sorted = {
    frames: [] as Frame[],
    phases: [] as Phase[],
    activities: [] as Activity[],
    steps: [] as Step[],
    stories: [] as Story[],
    slices: [] as Slice[],
    others: [] as Card[],
  }
  for (const card of cards.values()) {
    if (isStory(card)) sorted.stories.push(card)
    else if (isStep(card)) sorted.steps.push(card)
    else if (isActivity(card)) sorted.activities.push(card)
    else if (isPhase(card)) sorted.phases.push(card)
    else if (isSlice(card)) sorted.slices.push(card)
    else if (isFrame(card)) sorted.frames.push(card)
    else sorted.others.push(card)
  }
  for (const list of Object.values(sorted)) list.sort(byOrder)
  return sorted
}

function cellsByStep(
  stories: readonly Story[],
  cards: ReadonlyMap<string, Card>,
  sliceIds: ReadonlySet<string>,
): Map<string, Map<string, Story[]>> {
  const byStep = groupBy(stories, ({ stepId }) => (isStep(cards.get(stepId)) ? stepId : ""))
  return new Map(
    [...byStep].map(([stepId, own]) => [
      stepId,
      groupBy(own, ({ sliceId }) => (sliceId !== undefined && sliceIds.has(sliceId) ? sliceId : unscheduled)),
    ]),
  )
}

function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of list) {
    const key = keyOf(one)
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return groups
}

/** All activities from left to right. */
export const activitiesOf = (tree: StoryTree): readonly ActivityBranch[] =>
  tree.phases.flatMap(({ activities }) => activities)

/** All step columns from left to right; homeless steps at the end. */
export const stepsOf = (tree: StoryTree): readonly Step[] =>
  [...activitiesOf(tree).flatMap(({ steps }) => steps), ...tree.homeless].flatMap(({ step }) => step ?? [])

/** Slice ids from the top down, with `unscheduled` last. */
export const bandsOf = (tree: StoryTree): readonly string[] => [...tree.slices.map(({ id }) => id), unscheduled]
