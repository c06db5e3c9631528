import { useState } from "react"
import { Button } from "../../ui/Button.tsx"
import { useWords } from "../words.ts"

/** The question is there already: one tap asks it. */
export function EnergyForm({ onAsk }: { readonly onAsk: (question: string) => void }) {
  const say = useWords()
  const [typed, setTyped] = useState<string>()
  const question = typed ?? say("keeping.energy.question")
  return (
    <form
      className="new-line"
      onSubmit={(event) => {
        event.preventDefault()
        if (question.trim() !== "") onAsk(question.trim())
        setTyped(undefined)
      }}
    >
      <input
        className="input"
        aria-label={say("keeping.energy.new")}
        maxLength={200}
        value={question}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.stopPropagation()}
      />
      <Button type="submit">{say("keeping.energy.ask")}</Button>
    </form>
  )
}
