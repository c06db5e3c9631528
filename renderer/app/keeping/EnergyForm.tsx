import { useBegun } from "../../session/useBegun.ts"
import { Button } from "../../ui/Button.tsx"
import { useWords } from "../words.ts"

/** The question is there already: one tap asks it. */
export function EnergyForm({ onAsk }: { readonly onAsk: (question: string) => void }) {
  const say = useWords()
  const { text: question, write, clear } = useBegun("energy", say("keeping.energy.question"))
  return (
    <form
      className="new-line"
      onSubmit={(event) => {
        event.preventDefault()
        if (question.trim() !== "") onAsk(question.trim())
        clear()
      }}
    >
      <input
        className="input"
        aria-label={say("keeping.energy.new")}
        maxLength={200}
        value={question}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => event.stopPropagation()}
      />
      <Button type="submit">{say("keeping.energy.ask")}</Button>
    </form>
  )
}
