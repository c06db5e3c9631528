import type { Found, Rule } from "../../model/lint.ts"
import type { Persona } from "../../model/records.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import { mayStartWithVerb, stemOf, wordFrom, wordListsFor } from "../../model/wordLists.ts"
import { coverage, personasOf } from "./derive.ts"
import { isStory, type Story } from "./schema.ts"
import { type ActivityBranch, activitiesOf, type StoryTree, treeOf, unscheduled } from "./tree.ts"

/** A story map read for its rules. */
export interface StoryMapToLint {
  readonly tree: StoryTree
  readonly lang: string
  readonly personas: ReadonlyMap<string, Persona>
  readonly stories: readonly Story[]
  /** Word stems that are no solution here. */
  readonly exempt: ReadonlySet<string>
  /** How many people marked a card as painful. */
  readonly painMarks: (cardId: string) => number
  /** True once a Product Flow is derived from this map: then every activity needs its phase. */
  readonly isDerivedFrom: boolean
}

export const readStoryMap = (
  content: BoardContent,
  context: Omit<StoryMapToLint, "tree" | "stories">,
): StoryMapToLint => ({ ...context, tree: treeOf(content), stories: [...content.cards.values()].filter(isStory) })

const rule = (
  id: string,
  severity: Rule<StoryMapToLint>["severity"],
  fixes: readonly string[],
  find: Rule<StoryMapToLint>["find"],
): Rule<StoryMapToLint> => ({ id, severity, fixes, find })

const each = <T extends { readonly id: string }>(cards: readonly T[], holds: (card: T) => boolean): readonly Found[] =>
  cards.filter(holds).map(({ id }) => ({ ids: [id] }))

const branches = (map: StoryMapToLint): readonly ActivityBranch[] => activitiesOf(map.tree)
const steps = (map: StoryMapToLint) =>
  branches(map).flatMap((branch) => branch.steps.flatMap(({ step, cells }) => (step ? [{ step, cells, branch }] : [])))
/** Users of a platform meet these by name. */
const usersMeet: ReadonlySet<string> = new Set(["cluster"].map(stemOf))
/** Slicing has begun once one story is in a slice. */
const isSliced = (map: StoryMapToLint) => map.stories.some(({ sliceId }) => sliceId !== undefined)
const skeletons = (map: StoryMapToLint) => map.tree.slices.filter(({ walkingSkeleton }) => walkingSkeleton)

/** USM-01 to USM-17 (`domain.md` A.3), one entry a rule. */
export const storyMapRules: readonly Rule<StoryMapToLint>[] = [
  rule("USM-01", "error", ["hang", "to-note"], ({ tree }) =>
    tree.homeless.flatMap(({ step, cells }) =>
      step ? [{ ids: [step.id] }] : [...cells.values()].flat().map(({ id }) => ({ ids: [id] })),
    ),
  ),
  rule("USM-02", "warning", ["add-step"], (map) =>
    branches(map)
      .filter((branch) => branch.steps.length === 0)
      .map(({ activity }) => ({ ids: [activity.id] })),
  ),
  rule("USM-03", "hint", ["add-story"], (map) =>
    isSliced(map)
      ? steps(map)
          .filter(({ cells }) => cells.size === 0)
          .map(({ step }) => ({ ids: [step.id] }))
      : [],
  ),
  rule("USM-04", "warning", ["reword"], (map) =>
    [...branches(map).map(({ activity }) => activity), ...steps(map).map(({ step }) => step)]
      .filter(({ title }) => title !== "")
      .flatMap(({ id, title }) => {
        const word = wordFrom(title, wordListsFor(map.lang).components, usersMeet)
        return word !== undefined || !mayStartWithVerb(title, map.lang)
          ? [{ ids: [id], values: { word: word ?? "none" } }]
          : []
      }),
  ),
  rule("USM-05", "warning", ["add-story"], (map) =>
    skeletons(map).flatMap((slice) => coverage(map.tree, slice.id).missing.map((id) => ({ ids: [id, slice.id] }))),
  ),
  rule("USM-06", "warning", ["say-outcome"], ({ tree }) => each(tree.slices, ({ outcome }) => outcome.trim() === "")),
  rule("USM-07", "hint", ["say-outcome"], (map) => {
    const { outputs, things } = wordListsFor(map.lang)
    const exempt = new Set([...map.exempt, ...usersMeet])
    return map.tree.slices.flatMap(({ id, outcome }) => {
      const word = wordFrom(outcome, outputs, new Set()) ?? wordFrom(outcome, things, exempt)
      return word === undefined ? [] : [{ ids: [id], values: { word } }]
    })
  }),
  // A single story fills its slice whatever one does.
  rule("USM-08", "hint", [], (map) =>
    map.stories.length > 1
      ? each(
          map.tree.slices,
          ({ id }) => map.stories.filter(({ sliceId }) => sliceId === id).length > 0.6 * map.stories.length,
        )
      : [],
  ),
  rule("USM-09", "hint", [], (map) => {
    const n = branches(map).length
    const wide = branches(map).filter((branch) => branch.steps.length > 10)
    const outside =
      n > 0 && (n < 3 || n > 10) ? [{ ids: [], isBoardWide: true, values: { what: "activities", n } }] : []
    return [
      ...wide.map(({ activity, steps: own }) => ({ ids: [activity.id], values: { what: "steps", n: own.length } })),
      ...outside,
    ]
  }),
  rule("USM-10", "warning", ["name-persona", "give-step", "personas"], (map) => {
    if (steps(map).length === 0) return []
    const taking = new Set(steps(map).flatMap(({ step, cells, branch }) => personasOf(branch, { step, cells })))
    if (taking.size === 0) return [{ ids: [], isBoardWide: true, values: { persona: "none" } }]
    return [...namedOn(map)].flatMap((id) => {
      const persona = map.personas.get(id)
      return persona && !taking.has(id)
        ? [{ ids: [], about: [id], isBoardWide: true, values: { persona: persona.name } }]
        : []
    })
  }),
  rule("USM-11", "hint", ["split"], (map) =>
    each(map.stories, ({ title }) => title.toLowerCase().includes(wordListsFor(map.lang).and)),
  ),
  rule("USM-12", "hint", ["add-story"], (map) => {
    const first = map.tree.slices[0]
    if (!first) return []
    return steps(map).flatMap(({ cells }) => {
      const cell = cells.get(first.id) ?? []
      return cell.length > 0 && cell.every(({ type }) => type === "enabler") ? [{ ids: cell.map(({ id }) => id) }] : []
    })
  }),
  rule("USM-13", "warning", ["one-skeleton"], (map) =>
    skeletons(map).length > 1 ? [{ ids: skeletons(map).map(({ id }) => id), isBoardWide: true }] : [],
  ),
  rule("USM-14", "hint", [], (map) =>
    branches(map)
      .filter((branch) => cardsOf(branch).filter((id) => map.painMarks(id) > 0).length >= 3)
      .map(({ activity }) => ({ ids: [activity.id] })),
  ),
  rule("USM-15", "hint", [], (map) =>
    branches(map).flatMap((branch) => {
      const levels = new Set(branch.steps.map(({ step }) => step?.goalLevel))
      return levels.has("sub") && levels.has("summary") ? [{ ids: [branch.activity.id] }] : []
    }),
  ),
  rule("USM-16", "hint", ["schedule"], (map) =>
    steps(map).flatMap(({ cells }) => {
      const loose = cells.get(unscheduled) ?? []
      const scheduled = [...cells].filter(([sliceId]) => sliceId !== unscheduled).flatMap(([, stories]) => stories)
      return loose.length === 1 && scheduled.length > 0 ? [{ ids: loose.map(({ id }) => id) }] : []
    }),
  ),
  rule("USM-17", "warning", ["choose-phase"], (map) =>
    map.isDerivedFrom
      ? map.tree.phases
          .filter(({ phase }) => phase === undefined)
          .flatMap(({ activities }) => activities.map(({ activity }) => ({ ids: [activity.id] })))
      : [],
  ),
]

/** Everybody whom a card of the map names. */
const namedOn = (map: StoryMapToLint): ReadonlySet<string> =>
  new Set([
    ...map.tree.frames.flatMap(({ forWhom }) => forWhom),
    ...branches(map).flatMap(({ activity }) => activity.personaIds),
    ...map.tree.slices.flatMap(({ personaIds }) => personaIds),
    ...map.stories.flatMap(({ personaIds }) => personaIds),
  ])

const cardsOf = ({ activity, steps: own }: ActivityBranch): readonly string[] => [
  activity.id,
  ...own.flatMap(({ step, cells }) => [...(step ? [step.id] : []), ...[...cells.values()].flat().map(({ id }) => id)]),
]
