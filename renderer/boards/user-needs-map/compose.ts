import { addDeeper, addToMap } from "../../../shared/boards/user-needs-map/commands.ts"
import { userNeedsMap } from "../../../shared/boards/user-needs-map/kind.ts"
import { type CommandProblem, step } from "../../../shared/commands/context.ts"
import { connectCards, deleteRelations } from "../../../shared/commands/relations.ts"
import type { Card } from "../../../shared/model/records.ts"
import { ok, type Result } from "../../../shared/model/result.ts"
import type { Composing, Scene } from "../../canvas/boardView.ts"
import { writing } from "./writing.ts"

/** Belonging is a line from above: a card that is moved lets go of the lines it had and gets the new one. */
const hanging: Pick<Composing, "placeOf" | "move"> = {
  placeOf: (scene, cardId) => linesAbove(scene, cardId)[0]?.fromId,
  move: (scene, cardId, placeId) => {
    const { endStep: _, ...inner } = scene.editing
    const before = linesAbove(scene, cardId).filter(({ fromId }) => fromId !== placeId)
    let moved: Result<unknown, CommandProblem> = ok(undefined)
    step(scene.editing, () => {
      moved = connectCards(inner, placeId, cardId)
      const isThere = moved.ok || moved.error.type === "AlreadyConnected"
      if (isThere)
        deleteRelations(
          inner,
          before.map(({ id }) => id),
        )
    })
    return moved.ok || moved.error.type === "AlreadyConnected" ? ok(undefined) : moved
  },
}

const linesAbove = ({ content }: Scene, cardId: string) =>
  [...content.relations.values()].filter(({ toId }) => toId === cardId)

const offers: readonly Composing[] = [
  { kind: "user", label: "kind.user", places: () => [], add: (scene, _, title) => addSomewhere(scene, "user", title) },
  {
    kind: "need",
    label: "kind.need",
    where: "needs.compose.underUser",
    places: placesOf("user"),
    add: (scene, placeId, title) =>
      placeId === undefined ? addSomewhere(scene, "need", title) : addDeeper(scene, placeId, title),
    ...hanging,
  },
  {
    kind: "capability",
    label: "kind.capability",
    where: "needs.compose.underNeed",
    places: placesOf("need", "capability"),
    add: (scene, placeId, title) =>
      placeId === undefined ? addSomewhere(scene, "capability", title) : addDeeper(scene, placeId, title),
    ...hanging,
  },
]

/** What can be written on a phone: who, what they need, and what that rests on. */
export const writable = {
  boardKind: userNeedsMap,
  offers,
  writing,
  ratings: [
    { kind: "need", field: "importance", label: "needs.importance" },
    { kind: "need", field: "satisfaction", label: "needs.satisfaction" },
  ],
}

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
