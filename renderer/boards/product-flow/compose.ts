import { addIdea, addInteraction, addMetric, addOpportunity } from "../../../shared/boards/product-flow/commands.ts"
import { productFlow } from "../../../shared/boards/product-flow/kind.ts"
import { isInteraction, isMetric, isOpportunity } from "../../../shared/boards/product-flow/schema.ts"
import { changeCards } from "../../../shared/commands/cards.ts"
import { byOrder } from "../../../shared/model/records.ts"
import { err } from "../../../shared/model/result.ts"
import type { Composing } from "../../canvas/boardView.ts"
import { activityPlaces, sourcePlaces } from "./homes.ts"

/* Zones carry their labels in the reader's language already; here only untitled cards would need a word. */
const untitled = "–"

const offers: readonly Composing[] = [
  {
    kind: "interaction",
    label: "kind.interaction",
    where: "flow.compose.cell",
    places: ({ layout }) =>
      layout.zones.flatMap(({ id, label }) =>
        id.startsWith("cell/") ? [{ id: id.slice(5), label: label ?? id }] : [],
      ),
    add: (scene, placeId = "", title) => {
      const [activityId = "", personaId = ""] = placeId.split("/")
      if (activityId === "") return err({ type: "ActivityMissing" })
      return addInteraction(scene, activityId, personaId, title)
    },
    placeOf: ({ content }, cardId) => {
      const card = content.cards.get(cardId)
      return card && isInteraction(card) ? `${card.activityId}/${card.personaId}` : undefined
    },
    move: ({ editing }, cardId, placeId) => {
      const [activityId = "", personaId = ""] = placeId.split("/")
      return changeCards(editing, new Map([[cardId, { activityId, personaId }]]))
    },
  },
  {
    kind: "metric",
    label: "kind.metric",
    where: "flow.compose.activity",
    places: ({ content }) => activityPlaces(content, untitled),
    add: (scene, placeId, title) =>
      placeId === undefined ? err({ type: "ActivityMissing" }) : addMetric(scene, placeId, title),
    placeOf: ({ content }, cardId) => {
      const card = content.cards.get(cardId)
      return card && isMetric(card) ? card.activityId : undefined
    },
    move: ({ editing }, cardId, activityId) => changeCards(editing, new Map([[cardId, { activityId }]])),
  },
  {
    kind: "opportunity",
    label: "kind.opportunity",
    where: "flow.compose.source",
    places: ({ content }, personas) => sourcePlaces(content, personas),
    add: (scene, placeId, title) =>
      placeId === undefined ? err({ type: "ActivityMissing" }) : addOpportunity(scene, [placeId], title),
  },
  {
    kind: "solution-idea",
    label: "kind.solution-idea",
    where: "flow.compose.opportunity",
    places: ({ content }) =>
      [...content.cards.values()]
        .filter(isOpportunity)
        .sort(byOrder)
        .map(({ id, title }) => ({ id, label: title || untitled })),
    add: (scene, placeId, title) =>
      placeId === undefined ? err({ type: "OpportunityMissing" }) : addIdea(scene, placeId, title),
  },
]

/** What somebody with a phone writes: in a cell, for an activity, from a source, below an opportunity. */
export const writable = {
  boardKind: productFlow,
  offers,
  ratings: [{ kind: "interaction", field: "pain", label: "flow.field.pain" }],
}
