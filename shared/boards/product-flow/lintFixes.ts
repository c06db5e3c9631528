import { addCard, changeCards } from "../../commands/cards.ts"
import { type CommandProblem, step } from "../../commands/context.ts"
import {
  details,
  type FixChoice,
  type Fixes,
  type FixScene,
  openPersonas,
  reword,
  thenLook,
  thenWrite,
} from "../../commands/lintFix.ts"
import { byOrder } from "../../model/records.ts"
import { err, ok, type Result } from "../../model/result.ts"
import { addIdea, addInteraction, addMetric, addOpportunity } from "./commands.ts"
import { gridOf } from "./grid.ts"
import { isActivity, isOpportunity } from "./schema.ts"
import { ordersIn, siblingsIn } from "./siblings.ts"

const reasons: readonly FixChoice[] = (["not-concerned", "not-allowed", "unknown"] as const).map((id) => ({
  id,
  label: `flow.empty-cell.${id}`,
  isMessage: true,
}))

/** What the fixes of PFL-01 to PFL-24 do, by name. */
export const flowFixes: Fixes = {
  "choose-source": details,
  "choose-cell": details,
  "edit-range": details,
  "edit-metric": details,
  personas: openPersonas,
  reword,
  "add-interaction": {
    choices: ({ content, personas }) => gridOf(content, personas).rows.map(({ id, name }) => ({ id, label: name })),
    run: (scene, { ids: [activityId = ""] }, personaId) => thenWrite(addInteraction(scene, activityId, personaId)),
  },
  "add-here": {
    run: (scene, { ids: [activityId = ""], about: [personaId = ""] = [] }) =>
      thenWrite(addInteraction(scene, activityId, personaId)),
  },
  "add-in-phase": {
    choices: activitiesOfPhase,
    run: (scene, { about: [personaId = ""] = [] }, activityId) =>
      thenWrite(addInteraction(scene, activityId, personaId)),
  },
  "say-why-empty": {
    choices: () => reasons,
    run: ({ editing, content }, { ids: [activityId = ""], about: [personaId = ""] = [] }, reason) => {
      const [order] = ordersIn(siblingsIn(content, `cell ${activityId} ${personaId}`), undefined, 1)
      const values = { activityId, personaId, reason, order }
      return thenLook(addCard(editing, content.board.id, { kind: "empty-cell", values }), activityId)
    },
  },
  "add-metric": {
    choices: ({ content }, { ids: [id = ""] }) =>
      activities(content).filter((one) => id === one.id || !isActivity(content.cards.get(id))),
    run: (scene, { values }, activityId) => thenWrite(addOtherMetric(scene, activityId, values?.kind)),
  },
  "add-opportunity": { run: (scene, { ids: [id = ""] }) => thenWrite(addOpportunity(scene, [id])) },
  "to-idea": {
    run: (scene, { ids: [id = ""] }) => {
      const opportunity = scene.content.cards.get(id)
      const made = addIdea(scene, id, isOpportunity(opportunity) ? opportunity.title : "")
      return made.ok ? ok({ next: "write", cardId: id }) : made
    },
  },
}

/** A metric; of the other kind where all are of one. */
function addOtherMetric(scene: FixScene, activityId: string, kind: string | number | undefined) {
  const { endStep: _, ...inner } = scene.editing
  const made: Result<string, CommandProblem>[] = []
  step(scene.editing, () => {
    const metric = addMetric({ ...scene, editing: inner }, activityId)
    if (metric.ok && kind === "quantitative")
      changeCards(inner, new Map([[metric.value, { metricKind: "qualitative" }]]))
    made.push(metric)
  })
  return made[0] ?? err({ type: "CardGone" as const })
}

const activities = (content: FixScene["content"]): readonly FixChoice[] =>
  [...content.cards.values()]
    .filter(isActivity)
    .sort(byOrder)
    .map(({ id, title }) => ({ id, label: title }))

/** The activities of the phase that is asked about, or of those without a phase. */
function activitiesOfPhase({ content, personas }: FixScene, { ids: [id = ""] }: { readonly ids: readonly string[] }) {
  const group = gridOf(content, personas).groups.find(
    ({ phase, columns }) => phase?.id === id || columns.some(({ activity }) => activity.id === id),
  )
  return (group?.columns ?? []).map(({ activity }) => ({ id: activity.id, label: activity.title }))
}
