import { useState } from "react"
import { Field } from "../../ui/Field.tsx"

/** A line that is written here first and kept when the writing ends, since it is stored as one value. Esc takes it back. */
export function DraftField({
  label,
  value,
  onKeep,
}: {
  readonly label: string
  readonly value: string
  readonly onKeep: (text: string) => void
}) {
  const [draft, setDraft] = useState<string>()
  const keep = () => {
    if (draft !== undefined && draft !== value) onKeep(draft)
    setDraft(undefined)
  }
  return (
    <Field
      label={label}
      value={draft ?? value}
      onChange={({ target }) => setDraft(target.value)}
      onBlur={keep}
      onKeyDown={({ key }) => {
        if (key === "Enter") keep()
        if (key === "Escape") setDraft(undefined)
      }}
    />
  )
}
