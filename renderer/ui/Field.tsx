import { type ComponentProps, type ReactNode, useId } from "react"
import "./ui.css"

interface FieldFrame {
  readonly label: string
  readonly hint?: string | undefined
  /** What is wrong, in words; spoken when it appears. */
  readonly problem?: string | undefined
}

type Shared = "id" | "aria-describedby" | "aria-invalid"

export interface FieldProps extends FieldFrame, Omit<ComponentProps<"input">, Shared> {}

/** One line of text with its label. */
export const Field = ({ label, hint, problem, ...rest }: FieldProps) => (
  <Framed {...{ label, hint, problem }}>{(attributes) => <input className="input" {...rest} {...attributes} />}</Framed>
)

export interface TextAreaProps extends FieldFrame, Omit<ComponentProps<"textarea">, Shared> {}

/** Several lines of text with their label. */
export const TextArea = ({ label, hint, problem, ...rest }: TextAreaProps) => (
  <Framed {...{ label, hint, problem }}>
    {(attributes) => <textarea className="input" rows={3} {...rest} {...attributes} />}
  </Framed>
)

export interface SelectProps extends FieldFrame, Omit<ComponentProps<"select">, Shared> {
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** The system's own list: it is the one that works on every phone. */
export const Select = ({ label, hint, problem, options, ...rest }: SelectProps) => (
  <Framed {...{ label, hint, problem }}>
    {(attributes) => (
      <select className="input select" {...rest} {...attributes}>
        {options.map(({ value, label: name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    )}
  </Framed>
)

interface FramedAttributes {
  readonly id: string
  readonly "aria-describedby": string | undefined
  readonly "aria-invalid": boolean | undefined
}

function Framed({
  label,
  hint,
  problem,
  children,
}: FieldFrame & { readonly children: (attributes: FramedAttributes) => ReactNode }) {
  const id = useId()
  const below = problem ?? hint
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        "aria-describedby": below === undefined ? undefined : `${id}-below`,
        "aria-invalid": problem === undefined ? undefined : true,
      })}
      {below !== undefined && (
        <p
          id={`${id}-below`}
          className={problem === undefined ? "field-hint" : "field-problem"}
          role={problem === undefined ? undefined : "alert"}
        >
          {below}
        </p>
      )}
    </div>
  )
}

export interface CheckProps extends Omit<ComponentProps<"input">, "type" | "id"> {
  readonly label: string
}

export function Check({ label, ...rest }: CheckProps) {
  const id = useId()
  return (
    <div className="check">
      <input type="checkbox" {...rest} id={id} />
      <label htmlFor={id}>{label}</label>
    </div>
  )
}
