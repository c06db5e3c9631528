import { changeWorkshop } from "../../../shared/commands/workshop.ts"
import type { Values } from "../../../shared/document/records.ts"
import { workshopShape } from "../../../shared/model/records.ts"
import { textLimit } from "../../../shared/model/text.ts"
import { useSession, useSnapshot } from "../../session/useSession.ts"
import { Check, Field, Select } from "../../ui/Field.tsx"
import { DraftText } from "../agenda/DraftText.tsx"
import { useWords } from "../words.ts"

const rules = ["chatham-house", "open", "participants-only", "internal"] as const

/** What holds for the whole workshop, for whoever leads: why it is, and what may leave the room. */
export function WorkshopSettings() {
  const say = useWords()
  const { editing } = useSession()
  const { purpose, ruleOfTheHouse, settings, eventName } = useSnapshot(({ workshop }) => workshop)
  const change = (values: Values): boolean => {
    changeWorkshop(editing, values)
    return true
  }
  const floor = settings.anonymityFloor ?? 4
  return (
    <fieldset className="stack">
      <legend>{say("settings.workshop")}</legend>
      <DraftText
        label={say("settings.goal")}
        hint={say("settings.goal.hint")}
        value={purpose.goal ?? ""}
        maxLength={textLimit.line}
        onKeep={(goal) => change({ purpose: { ...purpose, goal } })}
      />
      <DraftText
        label={say("settings.by")}
        hint={say("settings.by.hint")}
        value={purpose.by ?? ""}
        maxLength={textLimit.line}
        onKeep={(by) => change({ purpose: { ...purpose, by } })}
      />
      <DraftText
        label={say("settings.event")}
        value={eventName ?? ""}
        maxLength={textLimit.title}
        onKeep={(text) => change({ eventName: text || undefined })}
      />
      <Select
        label={say("settings.rule")}
        hint={say(`settings.rule.${ruleOfTheHouse}.hint`)}
        value={ruleOfTheHouse}
        options={rules.map((value) => ({ value, label: say(`caption.rule.${value}`) }))}
        onChange={(event) =>
          changeWorkshop(editing, { ruleOfTheHouse: workshopShape.ruleOfTheHouse.read(event.target.value) })
        }
      />
      <Field
        label={say("settings.floor")}
        hint={say("settings.floor.hint")}
        type="number"
        min={3}
        max={100}
        value={floor}
        onChange={(event) => {
          const next = Math.round(event.target.valueAsNumber)
          if (next >= 3 && next <= 100) changeWorkshop(editing, { settings: { ...settings, anonymityFloor: next } })
        }}
      />
      <Check
        label={say("settings.keepDrafts")}
        checked={settings.keepDrafts === true}
        onChange={(event) => changeWorkshop(editing, { settings: { ...settings, keepDrafts: event.target.checked } })}
      />
      <Check
        label={say("settings.allTools")}
        checked={settings.participantTools === "all"}
        onChange={(event) =>
          changeWorkshop(editing, {
            settings: { ...settings, participantTools: event.target.checked ? "all" : "by-step" },
          })
        }
      />
    </fieldset>
  )
}
