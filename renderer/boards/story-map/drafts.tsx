import { useDraft } from "../../session/useDraft.ts"
import { isComposed } from "../../session/useSharedText.ts"
import { Field, type FieldProps, TextArea } from "../../ui/Field.tsx"

interface DraftProps {
  readonly label: string
  readonly value: string
  /** False where it could not be kept. */
  readonly onSettle: (text: string) => boolean
  readonly hint?: string
  readonly maxLength: number
}

/** One line that is written to the workshop when the writing ends: each change is one step of undo. */
export function DraftField({
  label,
  value,
  onSettle,
  hint,
  maxLength,
  type,
}: DraftProps & { readonly type?: FieldProps["type"] }) {
  const { text, write, settle } = useDraft(value, type === "date" ? undefined : maxLength, onSettle)
  return (
    <Field
      {...{ label, hint, maxLength, type }}
      value={text}
      onChange={({ target }) => write(target.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !isComposed(event)) settle()
      }}
    />
  )
}

/** As `DraftField`, for several lines. */
export function DraftArea({ label, value, onSettle, hint, maxLength }: DraftProps) {
  const { text, write, settle } = useDraft(value, maxLength, onSettle)
  return (
    <TextArea
      {...{ label, hint, maxLength }}
      value={text}
      onChange={({ target }) => write(target.value)}
      onBlur={settle}
    />
  )
}
