import { useDraft } from "../../session/useDraft.ts"
import { isComposed } from "../../session/useSharedText.ts"
import { Field } from "../../ui/Field.tsx"

/** A line that is written here first and kept when the writing ends, since it is stored as one value. Esc takes it back. */
export function DraftField({
  label,
  value,
  maxLength,
  onKeep,
}: {
  readonly label: string
  readonly value: string
  readonly maxLength: number
  /** False where it could not be kept. */
  readonly onKeep: (text: string) => boolean
}) {
  const draft = useDraft(value, maxLength, onKeep)
  return (
    <Field
      label={label}
      value={draft.text}
      maxLength={maxLength}
      onChange={({ target }) => draft.write(target.value)}
      onBlur={draft.settle}
      onKeyDown={(event) => {
        if (isComposed(event)) return event.stopPropagation()
        if (event.key === "Enter") draft.settle()
        if (event.key === "Escape") draft.takeBack()
      }}
    />
  )
}
