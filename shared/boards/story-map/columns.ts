import { columnWidth, firstColumn, gap } from "./measures.ts"
import type { ActivityBranch, PhaseBranch, StepBranch, StoryTree } from "./tree.ts"

/** From left to right on the map. */
export interface Span {
  readonly x: number
  readonly w: number
}
export interface StepColumn extends Span {
  readonly branch: StepBranch
}
export interface ActivityColumns extends Span {
  readonly branch: ActivityBranch
  readonly steps: readonly StepColumn[]
}
export interface PhaseColumns extends Span {
  readonly branch: PhaseBranch
  readonly activities: readonly ActivityColumns[]
}
export interface Columns {
  readonly phases: readonly PhaseColumns[]
  /** The area "without a place", right of the backbone; undefined when nothing is there. */
  readonly homeless: (Span & { readonly steps: readonly StepColumn[] }) | undefined
  readonly right: number
}

/** Gives every step a column. An activity without steps and a phase without activities have one too, to be filled. */
export function placeColumns(tree: StoryTree): Columns {
  let x = firstColumn
  const phases = tree.phases.map((branch) => {
    const placed = placePhase(branch, x)
    x += placed.w + gap.phase
    return placed
  })
  const homeless =
    tree.homeless.length === 0
      ? undefined
      : { x, w: widthOf(tree.homeless.length), steps: placeSteps(tree.homeless, x) }
  const end = homeless ? homeless.x + homeless.w : x - gap.phase
  return { phases, homeless, right: Math.max(end, firstColumn + columnWidth) }
}

function placePhase(branch: PhaseBranch, x: number): PhaseColumns {
  let at = x
  const activities = branch.activities.map((activity) => {
    const w = widthOf(activity.steps.length)
    const placed = { branch: activity, x: at, w, steps: placeSteps(activity.steps, at) }
    at += w + gap.activity
    return placed
  })
  return { branch, x, w: activities.length === 0 ? columnWidth : at - gap.activity - x, activities }
}

const placeSteps = (steps: readonly StepBranch[], x: number): StepColumn[] =>
  steps.map((branch, index) => ({ branch, x: x + index * (columnWidth + gap.step), w: columnWidth }))

const widthOf = (steps: number): number => Math.max(1, steps) * (columnWidth + gap.step) - gap.step

export const activityColumns = ({ phases }: Columns): readonly ActivityColumns[] =>
  phases.flatMap(({ activities }) => activities)

/** Every column that holds stories, from left to right. */
export const stepColumns = (columns: Columns): readonly StepColumn[] => [
  ...activityColumns(columns).flatMap(({ steps }) => steps),
  ...(columns.homeless?.steps ?? []),
]
