import { useState } from "react"
import { Button } from "../../ui/Button.tsx"

interface NewLineProps {
  readonly label: string
  readonly button: string
  readonly onAdd: (text: string) => void
}

/** One line to write and a button; after adding, the next one can be written at once. */
export function NewLine({ label, button, onAdd }: NewLineProps) {
  const [text, setText] = useState("")
  return (
    <form
      className="new-line"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() === "") return
        onAdd(text.trim())
        setText("")
      }}
    >
      <input
        className="input"
        aria-label={label}
        placeholder={label}
        maxLength={300}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.stopPropagation()}
      />
      <Button type="submit">{button}</Button>
    </form>
  )
}
