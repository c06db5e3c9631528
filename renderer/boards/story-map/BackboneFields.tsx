import { type Activity, isPhase, type Step } from "../../../shared/boards/story-map/schema.ts"
import { byOrder } from "../../../shared/model/records.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { textLimit } from "../../../shared/model/text.ts"
import { useSay } from "../../session/useSession.ts"
import { Select } from "../../ui/Field.tsx"
import { ChosenCards, ChosenPersonas } from "./chosen.tsx"
import { DraftField } from "./drafts.tsx"
import { useChange } from "./useChange.ts"

export function ActivityFields({ activity, content }: { readonly activity: Activity; readonly content: BoardContent }) {
  const say = useSay()
  const change = useChange(activity.id)
  const phases = [...content.cards.values()].filter(isPhase).sort(byOrder)
  return (
    <>
      <DraftField
        label={say("storyMap.field.goal")}
        value={activity.goal ?? ""}
        maxLength={textLimit.line}
        onSettle={(text) => change.line("goal", text)}
      />
      <Select
        label={say("storyMap.field.phase")}
        value={phases.some(({ id }) => id === activity.phaseId) ? activity.phaseId : ""}
        options={[
          { value: "", label: say("storyMap.withoutPhase") },
          ...phases.map(({ id, title }) => ({ value: id, label: title || say("common.untitled") })),
        ]}
        onChange={({ target }) => change.set({ phaseId: target.value || undefined })}
      />
      <ChosenPersonas
        label={say("storyMap.field.personas")}
        chosen={activity.personaIds}
        onChange={(ids) => change.set({ personaIds: ids })}
      />
    </>
  )
}

const goalLevels = ["summary", "user", "sub"] as const

export function StepFields({ step }: { readonly step: Step }) {
  const say = useSay()
  const change = useChange(step.id)
  return (
    <>
      <ChosenPersonas
        label={say("storyMap.field.personas")}
        chosen={step.personaIds}
        onChange={(ids) => change.set({ personaIds: ids })}
      />
      <ChosenCards field="needs" kind="need" chosen={step.needIds} onChange={(ids) => change.set({ needIds: ids })} />
      <ChosenCards
        field="capabilities"
        kind="capability"
        chosen={step.capabilityIds}
        onChange={(ids) => change.set({ capabilityIds: ids })}
      />
      <Select
        label={say("storyMap.field.goalLevel")}
        value={step.goalLevel}
        options={goalLevels.map((level) => ({ value: level, label: say(`storyMap.goalLevel.${level}`) }))}
        onChange={({ target }) => change.set({ goalLevel: target.value })}
      />
    </>
  )
}
