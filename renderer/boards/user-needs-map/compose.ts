import { addDeeper, addToMap } from "../../../shared/boards/user-needs-map/commands.ts"
import { userNeedsMap } from "../../../shared/boards/user-needs-map/kind.ts"
import type { Card } from "../../../shared/model/records.ts"
import type { Composing, Scene } from "../../canvas/boardView.ts"

/** What can be written on a phone: who, what they need, and what that rests on. */
export const compose: readonly Composing[] = [
  { kind: "user", label: "kind.user", places: () => [], add: (scene, _, title) => addSomewhere(scene, "user", title) },
  {
    kind: "need",
    label: "kind.need",
    where: "needs.compose.underUser",
    places: placesOf("user"),
    add: (scene, placeId, title) =>
      placeId === undefined ? addSomewhere(scene, "need", title) : addDeeper(scene, placeId, title),
  },
  {
    kind: "capability",
    label: "kind.capability",
    where: "needs.compose.underNeed",
    places: placesOf("need", "capability"),
    add: (scene, placeId, title) =>
      placeId === undefined ? addSomewhere(scene, "capability", title) : addDeeper(scene, placeId, title),
  },
]

/** The cards of these kinds, as the map is read. */
function placesOf(...kinds: readonly string[]): Composing["places"] {
  return ({ content, layout }, personas) =>
    layout.cards.flatMap(({ id, kind }) => {
      const card: Card | undefined = kinds.includes(kind) ? content.cards.get(id) : undefined
      return card ? [{ id, label: userNeedsMap.nameOf(card, personas) }] : []
    })
}

/** In the kind's own band, near the middle of the map; whoever sees the map can move it. */
const addSomewhere = (scene: Scene, kind: string, title: string) => {
  const { x, w } = scene.layout.bounds
  return addToMap(scene, kind, { x: x + w / 2, y: 0 }, title)
}
