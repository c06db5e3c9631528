import { useState } from "react"
import { hasBounds, healthOf } from "../../../shared/boards/product-flow/health.ts"
import type { Metric } from "../../../shared/boards/product-flow/schema.ts"
import type { Persona } from "../../../shared/model/records.ts"
import { useCanEdit, useSay } from "../../session/useSession.ts"
import { Check } from "../../ui/Field.tsx"
import { NumberField, useChange } from "./fields.tsx"
import { RangeFields } from "./RangeFields.tsx"

type Segment = Metric["segments"][string]

/** The same metric through each persona's eyes. Clearing the value takes a viewpoint out again. */
export function SegmentFields({ card, personas }: { readonly card: Metric; readonly personas: readonly Persona[] }) {
  const say = useSay()
  const change = useChange(card.id)
  const statuses = new Map(healthOf(card).segments.map(({ personaId, status }) => [personaId, status]))
  const set = (personaId: string, segment: Segment): boolean => {
    const { [personaId]: _, ...others } = card.segments
    const isEmpty = segment.current === undefined && !hasBounds(segment.healthRange)
    return change({ segments: isEmpty ? others : { ...others, [personaId]: withoutGaps(segment) } })
  }
  return (
    <fieldset className="flow-chosen">
      <legend>{say("flow.field.segments")}</legend>
      {personas.map((persona) => {
        const status = statuses.get(persona.id)
        return (
          <div key={persona.id} className="flow-segment">
            <SegmentField
              persona={persona}
              segment={card.segments[persona.id] ?? {}}
              onChange={(next) => set(persona.id, next)}
            />
            {status && <p className="flow-status">{say(`flow.status.${status}`)}</p>}
          </div>
        )
      })}
    </fieldset>
  )
}

interface SegmentFieldProps {
  readonly persona: Persona
  readonly segment: Segment
  readonly onChange: (segment: Segment) => boolean
}

function SegmentField({ persona, segment, onChange }: SegmentFieldProps) {
  const say = useSay()
  const canEdit = useCanEdit()
  const [isOpen, setOpen] = useState(false)
  const hasOwn = hasBounds(segment.healthRange)
  const ownRange = say("flow.segment.bound", { persona: persona.name, bound: say("flow.segment.own-range") })
  return (
    <>
      <NumberField
        label={say("flow.segment.value", { persona: persona.name })}
        value={segment.current}
        onSettle={(current) => onChange({ ...segment, current })}
      />
      <Check
        label={say("flow.segment.own-range")}
        aria-label={ownRange}
        checked={isOpen || hasOwn}
        disabled={!canEdit}
        onChange={(event) => {
          setOpen(event.target.checked)
          if (!event.target.checked && hasOwn) onChange({ ...segment, healthRange: undefined })
        }}
      />
      {(isOpen || hasOwn) && (
        <RangeFields
          legend={ownRange}
          range={segment.healthRange ?? {}}
          onChange={(healthRange) => onChange({ ...segment, healthRange })}
        />
      )}
    </>
  )
}

/** What is kept as one value holds no parts without a value: JSON has none either. */
function withoutGaps(segment: Segment): Segment {
  const healthRange = segment.healthRange && withoutUndefined(segment.healthRange)
  return withoutUndefined({ ...segment, healthRange: hasBounds(healthRange) ? healthRange : undefined })
}

const withoutUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T
