import { useEffect, useRef, useState } from "react"
import { Field, type FieldProps, TextArea } from "../../ui/Field.tsx"

interface DraftProps {
  readonly label: string
  readonly value: string
  readonly onSettle: (text: string) => void
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
  const { text, write, settle } = useDraft(value, onSettle)
  return (
    <Field
      {...{ label, hint, maxLength, type }}
      value={text}
      onChange={({ target }) => write(target.value)}
      onBlur={settle}
      onKeyDown={({ key }) => {
        if (key === "Enter") settle()
      }}
    />
  )
}

/** As `DraftField`, for several lines. */
export function DraftArea({ label, value, onSettle, hint, maxLength }: DraftProps) {
  const { text, write, settle } = useDraft(value, onSettle)
  return (
    <TextArea
      {...{ label, hint, maxLength }}
      value={text}
      onChange={({ target }) => write(target.value)}
      onBlur={settle}
    />
  )
}

/** Shows the shared value until somebody writes. What is being written is kept, also when its field goes away. */
function useDraft(value: string, onSettle: (text: string) => void) {
  const [draft, setDraft] = useState<string>()
  const finish = useRef(() => {})
  useEffect(() => {
    finish.current = () => {
      if (draft !== undefined && draft !== value) onSettle(draft)
    }
  })
  useEffect(() => () => finish.current(), [])
  const settle = () => {
    finish.current()
    setDraft(undefined)
  }
  return { text: draft ?? value, write: setDraft, settle }
}
