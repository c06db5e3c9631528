import { asNewCard, changeCards } from "../../commands/cards.ts"
import type { CommandProblem } from "../../commands/context.ts"
import {
  details,
  type FixChoice,
  type Fixes,
  type FixScene,
  keepAsNote,
  openPersonas,
  reword,
  thenLook,
  thenWrite,
} from "../../commands/lintFix.ts"
import { byOrder, type Card } from "../../model/records.ts"
import { err, ok, type Result } from "../../model/result.ts"
import { wordListsFor } from "../../model/wordLists.ts"
import { addDeeper, addStory, inOneStep } from "./commands.ts"
import { isActivity, isPhase, isSlice, isStep, isStory } from "./schema.ts"
import { activitiesOf, treeOf } from "./tree.ts"

const gone: Result<never, CommandProblem> = err({ type: "CardGone" })

/** What the fixes of USM-01 to USM-17 do, by name. */
export const storyMapFixes: Fixes = {
  hang: {
    choices: (scene, { ids: [id = ""] }) =>
      isStory(scene.content.cards.get(id)) ? cardsOf(scene, isStep) : cardsOf(scene, isActivity),
    run: (scene, { ids: [id = ""] }, parentId) =>
      changed(scene, id, isStory(scene.content.cards.get(id)) ? { stepId: parentId } : { activityId: parentId }),
  },
  "to-note": keepAsNote,
  "add-step": { run: (scene, { ids: [id = ""] }) => thenWrite(addDeeper(scene, id)) },
  "add-story": { run: (scene, { ids: [id = "", sliceId] }) => thenWrite(addStoryAt(scene, id, sliceId)) },
  reword,
  "say-outcome": details,
  personas: openPersonas,
  // Who does all this: somebody is named on every activity.
  "name-persona": {
    choices: ({ personas }, { about = [] }) =>
      about.length > 0 ? [] : [...personas.values()].sort(byOrder).map(({ id, name }) => ({ id, label: name })),
    run: (scene, _, personaId) => thenLook(nameOn(scene, activityIds(scene), personaId), activityIds(scene)[0]),
  },
  // What somebody does here: one of the steps becomes theirs too.
  "give-step": {
    choices: (scene, { about = [] }) => (about.length === 0 ? [] : cardsOf(scene, isStep)),
    run: (scene, { about: [personaId = ""] = [] }, stepId) => thenLook(nameOn(scene, [stepId], personaId), stepId),
  },
  split: { run: (scene, { ids: [id = ""] }) => split(scene, id) },
  "one-skeleton": {
    choices: (scene, { ids }) => cardsOf(scene, (card) => ids.includes(card.id)),
    run: ({ editing }, { ids }, chosen) =>
      thenLook(changeCards(editing, new Map(ids.map((id) => [id, { walkingSkeleton: id === chosen }]))), chosen),
  },
  schedule: {
    choices: (scene) => cardsOf(scene, isSlice),
    run: (scene, { ids: [id = ""] }, sliceId) => changed(scene, id, { sliceId }),
  },
  "choose-phase": {
    choices: (scene) => cardsOf(scene, isPhase),
    run: (scene, { ids: [id = ""] }, phaseId) => changed(scene, id, { phaseId }),
  },
}

const cardsOf = ({ content }: FixScene, fits: (card: Card) => boolean): readonly FixChoice[] =>
  [...content.cards.values()]
    .filter(fits)
    .sort(byOrder)
    .map(({ id, title }) => ({ id, label: title }))

const activityIds = ({ content }: FixScene): readonly string[] =>
  activitiesOf(treeOf(content)).map(({ activity }) => activity.id)

/** One more persona on activities or steps; a step that named nobody goes on being its activity's people's too. */
function nameOn({ editing, content }: FixScene, ids: readonly string[], personaId: string) {
  const ofActivity = (id: string): readonly string[] => {
    const activity = content.cards.get(id)
    return isActivity(activity) ? activity.personaIds : []
  }
  const changes = ids.flatMap((id): [string, { personaIds: readonly string[] }][] => {
    const card = content.cards.get(id)
    if (!isActivity(card) && !isStep(card)) return []
    const own = card.personaIds.length === 0 && isStep(card) ? ofActivity(card.activityId) : card.personaIds
    return [[id, { personaIds: [...new Set([...own, personaId])] }]]
  })
  return changes.length === 0 ? gone : changeCards(editing, new Map(changes))
}

const changed = ({ editing }: FixScene, id: string, values: { readonly [field: string]: string }) =>
  thenLook(changeCards(editing, new Map([[id, values]])), id)

/** A story in a slice: below the step, or below the first step of the activity, which is made where there is none. */
function addStoryAt(scene: FixScene, id: string, sliceId: string | undefined): Result<string, CommandProblem> {
  const { cards } = scene.content
  const card = cards.get(id)
  if (isStep(card)) return addStory(scene, "", card.id)
  if (isStory(card)) return addStory(scene, "", card.stepId, card.sliceId)
  const branch = activitiesOf(treeOf(scene.content)).find(({ activity }) => activity.id === id)
  const step = branch?.steps.find((one) => one.step !== undefined)?.step
  return step ? addStory(scene, "", step.id, sliceId) : addDeeper(scene, id)
}

/** What stands before the word that joins stays; the rest becomes the next story of the cell. */
function split({ editing, content, layout }: FixScene, id: string) {
  const story = content.cards.get(id)
  const join = ["en", "de"]
    .map((lang) => wordListsFor(lang).and)
    .find((word) => story?.title.toLowerCase().includes(word))
  if (!isStory(story) || join === undefined) return gone
  const at = story.title.toLowerCase().indexOf(join)
  const rest = story.title.slice(at + join.length).trim()
  const done = inOneStep(editing, (inner): Result<unknown, CommandProblem> => {
    const work = { editing: inner, content, layout }
    const made = addStory(work, rest.charAt(0).toUpperCase() + rest.slice(1), story.stepId, story.sliceId, id)
    if (!made.ok) return made
    const { order: _order, title: _title, ...same } = asNewCard(story, made.value).values
    changeCards(inner, new Map([[made.value, { ...same, dismissed: [] }]]))
    return changeCards(inner, new Map([[id, { title: story.title.slice(0, at).trim() }]]))
  })
  return done.ok ? ok({ next: "write" as const, cardId: id }) : done
}
