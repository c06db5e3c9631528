import type { CardMeaning, Drawable } from "../../model/boardKind.ts"
import type { Card } from "../../model/records.ts"
import { isActivity, isStep, isStory } from "./schema.ts"

/** A story lies below its step in its slice, a step below its activity, an activity in its phase. */
export function meaning(card: Card, { content, say }: Drawable): CardMeaning {
  const titleOf = (id: string | undefined) => (id === undefined ? undefined : content.cards.get(id)?.title)
  const nowhere = say("keeping.nowhere")
  if (isStory(card)) {
    const { stepId, sliceId, status, type, estimate, personaIds, needIds } = card
    const slice = sliceId === undefined ? say("storyMap.unscheduled") : (titleOf(sliceId) ?? nowhere)
    const facts = [
      { name: "status", label: say("storyMap.status"), value: say(`storyMap.status.${status}`) },
      { name: "type", label: say("storyMap.type"), value: say(`storyMap.type.${type}`) },
      ...(estimate ? [{ name: "estimate", label: say("storyMap.field.estimate"), value: estimate }] : []),
    ]
    const place = { key: `${stepId}/${sliceId ?? ""}`, label: `${titleOf(stepId) ?? nowhere} · ${slice}` }
    return { place, facts, links: [...personaIds, ...needIds] }
  }
  if (isStep(card)) {
    const { activityId, personaIds, needIds, capabilityIds } = card
    const place = { key: activityId, label: titleOf(activityId) ?? nowhere }
    return { place, facts: [], links: [...personaIds, ...needIds, ...capabilityIds] }
  }
  if (!isActivity(card)) return { facts: [], links: [] }
  const { phaseId, personaIds } = card
  const phase = phaseId === undefined ? say("storyMap.withoutPhase") : (titleOf(phaseId) ?? nowhere)
  return { place: { key: phaseId ?? "", label: phase }, facts: [], links: personaIds }
}
