import { hasBounds, isOutOfOrder, type Range } from "../../../shared/boards/product-flow/health.ts"
import { useSay } from "../../session/useSession.ts"
import { NumberField } from "./fields.tsx"

const bounds = ["criticalMin", "min", "max", "criticalMax"] as const

interface RangeFieldsProps {
  readonly legend: string
  readonly range: Range
  readonly onChange: (range: Range) => boolean
}

/** The four bounds of a health range, each of them optional. */
export function RangeFields({ legend, range, onChange }: RangeFieldsProps) {
  const say = useSay()
  return (
    <fieldset className="flow-chosen">
      <legend>{legend}</legend>
      <div className="flow-pair">
        {bounds.map((bound) => (
          <NumberField
            key={bound}
            label={say(`flow.field.${bound}`)}
            value={range[bound]}
            onSettle={(value) => onChange({ ...range, [bound]: value })}
          />
        ))}
      </div>
      {hasBounds(range) && isOutOfOrder(range) && <p role="alert">{say("flow.range.order")}</p>}
    </fieldset>
  )
}
