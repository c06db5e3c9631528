import { type KeyboardEvent, useState } from "react"
import { Field, TextArea } from "../../ui/Field.tsx"

export interface DraftTextProps {
  readonly label: string
  readonly value: string
  readonly onKeep: (text: string) => void
  readonly maxLength: number
  readonly hint?: string
  readonly isLong?: boolean
  readonly isNumber?: boolean
}

/** A text that is kept when one leaves it, by whatever way. */
export function DraftText({ label, value, onKeep, maxLength, hint, isLong = false, isNumber = false }: DraftTextProps) {
  const [typed, setTyped] = useState<string>()
  const keep = () => {
    if (typed !== undefined && typed !== value) onKeep(typed)
    setTyped(undefined)
  }
  const leave = (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    event.stopPropagation()
    if (event.key === "Escape" || (event.key === "Enter" && !isLong)) event.currentTarget.blur()
  }
  const shared = { label, hint, maxLength, value: typed ?? value, onBlur: keep, onKeyDown: leave }
  return isLong ? (
    <TextArea {...shared} onChange={(event) => setTyped(event.target.value)} />
  ) : (
    <Field
      {...shared}
      {...(isNumber ? { inputMode: "numeric" } : {})}
      onChange={(event) => setTyped(event.target.value)}
    />
  )
}
