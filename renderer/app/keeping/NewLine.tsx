import { useBegun } from "../../session/useBegun.ts"
import { Button } from "../../ui/Button.tsx"

interface NewLineProps {
  /** Tells its begun words from those of others. */
  readonly name: string
  readonly label: string
  readonly button: string
  /** False, also later, gives the words back. */
  readonly onAdd: (text: string) => unknown
}

/** One line to write and a button; after adding, the next one can be written at once. */
export function NewLine({ name, label, button, onAdd }: NewLineProps) {
  const { text, write, clear, putBack } = useBegun(name)
  const add = async () => {
    clear()
    if ((await onAdd(text.trim())) === false) putBack(text)
  }
  return (
    <form
      className="new-line"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== "") void add()
      }}
    >
      <input
        className="input"
        aria-label={label}
        placeholder={label}
        maxLength={300}
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => event.stopPropagation()}
      />
      <Button type="submit">{button}</Button>
    </form>
  )
}
