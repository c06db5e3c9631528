import { comparePersonas } from "../../../shared/boards/product-flow/grid.ts"
import { isActivity, isInteraction, isMetric } from "../../../shared/boards/product-flow/schema.ts"
import type { Say } from "../../../shared/model/boardKind.ts"
import { byOrder, type Persona } from "../../../shared/model/records.ts"
import type { BoardContent, Snapshot } from "../../../shared/model/snapshot.ts"
import type { Choosable } from "./fields.tsx"

/** Lists to choose from, in the order of the board. */

export const personasInOrder = (personas: ReadonlyMap<string, Persona>): Persona[] =>
  [...personas.values()].sort(comparePersonas)

/** Cards of one kind on any board of the workshop, such as all needs. */
export const cardsOfKind = ({ contents }: Pick<Snapshot, "contents">, kind: string): Choosable[] =>
  [...contents.values()]
    .flatMap(({ cards }) => [...cards.values()].filter((card) => card.kind === kind && card.title !== ""))
    .sort(byOrder)
    .map(({ id, title }) => ({ id, label: title }))

/** What an opportunity can come from: interactions with the persona they belong to, and metrics. */
export function possibleSources(content: BoardContent, personas: ReadonlyMap<string, Persona>, say: Say): Choosable[] {
  const cards = [...content.cards.values()].sort(byOrder)
  const untitled = say("common.untitled")
  const interactions = cards.filter(isInteraction).map(({ id, title, personaId }) => {
    const persona = personas.get(personaId)?.name ?? say("flow.persona.gone")
    return { id, label: say("flow.source.interaction", { persona, title: title || untitled }) }
  })
  const metrics = cards.filter(isMetric).map(({ id, title }) => ({
    id,
    label: say("flow.source.interaction", { persona: say("kind.metric"), title: title || untitled }),
  }))
  return [...interactions, ...metrics]
}

/** The activities of a board, as places for a new card. */
export const activityPlaces = (content: BoardContent, untitled: string): Choosable[] =>
  [...content.cards.values()]
    .filter(isActivity)
    .sort(byOrder)
    .map(({ id, title }) => ({ id, label: title || untitled }))

/** Interactions and metrics by their own words alone, for lists that are made without a language. */
export const sourcePlaces = (content: BoardContent, personas: ReadonlyMap<string, Persona>): Choosable[] =>
  [...content.cards.values()].sort(byOrder).flatMap((card) => {
    if (card.title === "") return []
    if (isMetric(card)) return [{ id: card.id, label: card.title }]
    if (!isInteraction(card)) return []
    const persona = personas.get(card.personaId)?.name
    return [{ id: card.id, label: persona === undefined ? card.title : `${persona}: ${card.title}` }]
  })
