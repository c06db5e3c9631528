import { addAnywhere, addStep, addStory, change } from "../../../shared/boards/story-map/commands.ts"
import { storyMap } from "../../../shared/boards/story-map/kind.ts"
import { activitiesOf, stepsOf, treeOf } from "../../../shared/boards/story-map/tree.ts"
import type { Composing } from "../../canvas/boardView.ts"

/** Belonging is one field of the card. */
const below = (field: "activityId" | "stepId"): Pick<Composing, "placeOf" | "move"> => ({
  placeOf: ({ content }, cardId) => {
    const card: Readonly<Record<string, unknown>> = { ...content.cards.get(cardId) }
    return typeof card[field] === "string" ? card[field] : undefined
  },
  move: ({ editing }, cardId, placeId) => change(editing, new Map([[cardId, { [field]: placeId }]])),
})

const offers: readonly Composing[] = [
  {
    kind: "activity",
    label: "kind.activity",
    places: () => [],
    add: (scene, _, title) => addAnywhere(scene, "activity", title),
  },
  {
    kind: "step",
    label: "kind.step",
    where: "storyMap.compose.activity",
    places: ({ content }) => activitiesOf(treeOf(content)).map(({ activity: { id, title } }) => ({ id, label: title })),
    add: (scene, placeId, title) =>
      placeId === undefined ? addAnywhere(scene, "step", title) : addStep(scene, title, placeId),
    ...below("activityId"),
  },
  {
    kind: "story",
    label: "kind.story",
    where: "storyMap.compose.step",
    places: ({ content }) => stepsOf(treeOf(content)).map(({ id, title }) => ({ id, label: title })),
    add: (scene, placeId, title) =>
      placeId === undefined ? addAnywhere(scene, "story", title) : addStory(scene, title, placeId),
    ...below("stepId"),
  },
]

/** What a phone offers to write: the backbone first, then what hangs below it, unscheduled until the room slices. */
export const writable = { boardKind: storyMap, offers }
