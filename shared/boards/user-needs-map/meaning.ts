import type { CardMeaning, Drawable } from "../../model/boardKind.ts"
import { byOrder, type Card } from "../../model/records.ts"
import { isCapability, isNeed, isStage, isUser } from "./schema.ts"

/** A need belongs to a stage; a capability says whether it is there, how visible it is, and who owns it in each overlay. */
export function meaning(card: Card, board: Drawable): CardMeaning {
  const { content, personas, say } = board
  const fact = (name: string, value: string) => ({ name, label: say(`keeping.fact.${name}`), value })
  const place = (key: string, title: string | undefined) => ({ key, label: title || say("keeping.nowhere") })
  if (isUser(card)) return { facts: [], links: [card.personaId] }
  if (isStage(card)) {
    const personaId = card.personaId ?? ""
    return { place: place(personaId, personas.get(personaId)?.name), facts: [], links: [] }
  }
  if (isNeed(card)) {
    const { stageId = "", importance, satisfaction, validated } = card
    const facts = [
      ...(importance === undefined ? [] : [fact("importance", `${importance}`)]),
      ...(satisfaction === undefined ? [] : [fact("satisfaction", `${satisfaction}`)]),
      ...(validated ? [fact("validated", say("keeping.yes"))] : []),
    ]
    return { place: place(stageId, content.cards.get(stageId)?.title), facts, links: [] }
  }
  if (!isCapability(card)) return { facts: [], links: [] }
  const facts = [
    fact("presence", say(`needs.presence.${card.presence}`)),
    fact("level", say(`needs.level.${card.level}`)),
    fact("sourcing", say(`needs.sourcing.${card.sourcing}`)),
    fact("visibility", say("keeping.percent", { value: Math.round(card.visibility * 10) / 10 })),
    ...ownersOf(card.id, board),
  ]
  return { facts, links: [] }
}

function ownersOf(id: string, { content, say }: Drawable): CardMeaning["facts"] {
  return [...content.overlays.values()].sort(byOrder).flatMap((overlay) => {
    const owner = overlay.owners[id]
    const team = owner === undefined ? undefined : content.teams.get(owner)
    if (!team) return []
    return [{ name: `owner/${overlay.id}`, label: say("needs.owner", { overlay: overlay.title }), value: team.name }]
  })
}
