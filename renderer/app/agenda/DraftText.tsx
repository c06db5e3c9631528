import type { KeyboardEvent } from "react"
import { useDraft } from "../../session/useDraft.ts"
import { isComposed } from "../../session/useSharedText.ts"
import { Field, TextArea } from "../../ui/Field.tsx"

export interface DraftTextProps {
  readonly label: string
  readonly value: string
  /** False where it could not be kept. */
  readonly onKeep: (text: string) => boolean
  readonly maxLength: number
  readonly hint?: string
  readonly isLong?: boolean
  readonly isNumber?: boolean
  /** The field is entered. */
  readonly onBegin?: () => void
}

/** A text that is kept when one leaves it, by whatever way. */
export function DraftText({
  label,
  value,
  onKeep,
  maxLength,
  hint,
  isLong = false,
  isNumber = false,
  onBegin,
}: DraftTextProps) {
  const draft = useDraft(value, isNumber ? undefined : maxLength, onKeep)
  const leave = (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    event.stopPropagation()
    if (isComposed(event)) return
    if (event.key === "Escape" || (event.key === "Enter" && !isLong)) event.currentTarget.blur()
  }
  const shared = { label, hint, maxLength, value: draft.text, onFocus: onBegin, onBlur: draft.settle, onKeyDown: leave }
  return isLong ? (
    <TextArea {...shared} onChange={(event) => draft.write(event.target.value)} />
  ) : (
    <Field
      {...shared}
      {...(isNumber ? { inputMode: "numeric" } : {})}
      onChange={(event) => draft.write(event.target.value)}
    />
  )
}
