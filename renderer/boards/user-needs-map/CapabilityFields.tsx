import { useId, useState } from "react"
import {
  type Capability,
  capabilityLevels,
  capabilityPresences,
  capabilitySourcings,
} from "../../../shared/boards/user-needs-map/schema.ts"
import { useSay } from "../../session/useSession.ts"
import { Choice } from "../../ui/Choice.tsx"
import { Select } from "../../ui/Field.tsx"
import { useChange } from "./useChange.ts"

export function CapabilityFields({ card }: { readonly card: Capability }) {
  const say = useSay()
  const change = useChange(card.id)
  return (
    <>
      <Choice
        label={say("needs.sourcing")}
        value={card.sourcing}
        options={capabilitySourcings.map((value) => ({ value, label: say(`needs.sourcing.${value}`) }))}
        onChoose={(sourcing) => change({ sourcing })}
      />
      <Select
        label={say("needs.presence")}
        value={card.presence}
        options={capabilityPresences.map((value) => ({ value, label: say(`needs.presence.${value}`) }))}
        onChange={({ target }) => change({ presence: target.value })}
      />
      <Choice
        label={say("needs.level")}
        value={card.level}
        options={capabilityLevels.map((value) => ({ value, label: say(`needs.level.${value}`) }))}
        onChoose={(level) => change({ level })}
      />
      <Visibility card={card} />
    </>
  )
}

/** Follows the slider at once and is kept when it is let go, so that one pull is one step. */
function Visibility({ card }: { readonly card: Capability }) {
  const say = useSay()
  const change = useChange(card.id)
  const id = useId()
  const [draft, setDraft] = useState<number>()
  const percent = draft ?? Math.round(card.visibility * 100)
  const keep = () => {
    if (draft !== undefined) change({ visibility: draft / 100 })
    setDraft(undefined)
  }
  return (
    <div className="field">
      <label htmlFor={id}>{say("needs.visibility")}</label>
      <div className="needs-slider">
        <span aria-hidden="true">{say("needs.axis.invisible")}</span>
        <input
          id={id}
          type="range"
          min={0}
          max={100}
          value={percent}
          aria-valuetext={say("needs.visibility.value", { percent })}
          onChange={({ target }) => setDraft(Number(target.value))}
          onPointerUp={keep}
          onKeyUp={keep}
          onBlur={keep}
        />
        <span aria-hidden="true">{say("needs.axis.visible")}</span>
      </div>
    </div>
  )
}
