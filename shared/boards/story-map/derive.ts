import type { Slice } from "./schema.ts"
import { type ActivityBranch, activitiesOf, type StepBranch, type StoryTree } from "./tree.ts"

/** How much of the backbone a slice touches. */
export interface Coverage {
  /** Ids of the activities with at least one story in the slice. */
  readonly covered: ReadonlySet<string>
  /** Ids of the others, from left to right. */
  readonly missing: readonly string[]
  /** Covered share of all activities; 0 when there are none. */
  readonly share: number
}

/** `domain.md` A.3: activities with at least one story in the slice, of all activities. */
export function coverage(tree: StoryTree, sliceId: string): Coverage {
  const activities = activitiesOf(tree)
  const isCovered = ({ steps }: ActivityBranch) => steps.some((step) => hasStories(step, sliceId))
  const covered = new Set(activities.filter(isCovered).map(({ activity }) => activity.id))
  return {
    covered,
    missing: activities.flatMap(({ activity }) => (covered.has(activity.id) ? [] : [activity.id])),
    share: activities.length === 0 ? 0 : covered.size / activities.length,
  }
}

const hasStories = ({ cells }: StepBranch, sliceId: string): boolean => (cells.get(sliceId)?.length ?? 0) > 0

/** A persona's way through the walking skeleton. */
export interface PersonaPath {
  readonly personaId: string
  /** Ids of the activities in which the persona has steps, but none of them a story in the skeleton. */
  readonly gaps: readonly string[]
  readonly isUnbroken: boolean
}

export interface Skeleton {
  readonly slice: Slice
  readonly coverage: Coverage
  /** For every persona with a step, by id. */
  readonly paths: readonly PersonaPath[]
  /** It touches every activity, and no persona's path breaks. */
  readonly isComplete: boolean
}

/** How complete the walking skeleton is; the first slice that is marked counts. Undefined while none is. */
export function skeleton(tree: StoryTree): Skeleton | undefined {
  const slice = tree.slices.find(({ walkingSkeleton }) => walkingSkeleton)
  if (!slice) return undefined
  const own = coverage(tree, slice.id)
  const paths = personasOnMap(tree).map((personaId) => pathOf(tree, slice.id, personaId))
  return {
    slice,
    coverage: own,
    paths,
    isComplete: own.share === 1 && paths.every(({ isUnbroken }) => isUnbroken),
  }
}

function pathOf(tree: StoryTree, sliceId: string, personaId: string): PersonaPath {
  const gaps = activitiesOf(tree).flatMap((branch) => {
    const own = branch.steps.filter((step) => personasOf(branch, step).includes(personaId))
    return own.length > 0 && !own.some((step) => hasStories(step, sliceId)) ? [branch.activity.id] : []
  })
  return { personaId, gaps, isUnbroken: gaps.length === 0 }
}

/** Who takes a step: its own personas, or those of its activity when it names none. */
export const personasOf = ({ activity }: ActivityBranch, { step }: StepBranch): readonly string[] =>
  step && step.personaIds.length > 0 ? step.personaIds : activity.personaIds

const personasOnMap = (tree: StoryTree): string[] => {
  const ids = new Set<string>()
  for (const branch of activitiesOf(tree)) {
    for (const step of branch.steps) for (const id of personasOf(branch, step)) ids.add(id)
  }
  return [...ids].sort()
}
