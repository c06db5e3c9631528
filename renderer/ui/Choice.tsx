import { useId } from "react"
import "./ui.css"

export interface ChoiceProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly onChoose: (value: V) => void
  readonly isLabelHidden?: boolean
}

/** A few options side by side, one of them chosen. Radio buttons underneath, so that arrows and names work. */
export function Choice<V extends string>({ label, value, options, onChoose, isLabelHidden = false }: ChoiceProps<V>) {
  const name = useId()
  return (
    <fieldset className="choice">
      <legend className={isLabelHidden ? "visually-hidden" : "choice-legend"}>{label}</legend>
      <div className="choice-options">
        {options.map((option) => (
          <label key={option.value} className="choice-option">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChoose(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
