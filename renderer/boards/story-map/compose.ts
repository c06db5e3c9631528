import { addAnywhere, addStep, addStory } from "../../../shared/boards/story-map/commands.ts"
import { activitiesOf, stepsOf, treeOf } from "../../../shared/boards/story-map/tree.ts"
import type { Composing } from "../../canvas/boardView.ts"

/** What a phone offers to write: the backbone first, then what hangs below it, unscheduled until the room slices. */
export const compose: readonly Composing[] = [
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
  },
  {
    kind: "story",
    label: "kind.story",
    where: "storyMap.compose.step",
    places: ({ content }) => stepsOf(treeOf(content)).map(({ id, title }) => ({ id, label: title })),
    add: (scene, placeId, title) =>
      placeId === undefined ? addAnywhere(scene, "story", title) : addStory(scene, title, placeId),
  },
]
