import { useState } from "react"
import { useRunningStep, useSnapshot } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { useWords } from "../words.ts"
import { Clock } from "./Clock.tsx"
import "./agenda.css"

/** The step's question, large enough for the last row. Whoever wants to go on puts it aside on their own screen. */
export function LargePrompt({ isFixed = false }: { readonly isFixed?: boolean }) {
  const say = useWords()
  const isShown = useSnapshot(({ session }) => session.showsPrompt)
  const step = useRunningStep()
  const [aside, setAside] = useState<string>()
  if (!isShown && aside !== undefined) setAside(undefined)
  if (!isShown || !step || step.prompt === "" || aside === step.id) return null
  return (
    <section className="large-prompt" aria-label={step.title}>
      <p className="large-prompt-title">{step.title}</p>
      <p className="large-prompt-question">{step.prompt}</p>
      {step.instruction !== "" && <p className="large-prompt-how">{step.instruction}</p>}
      {/* Elsewhere the strip above has it. */}
      {isFixed && <Clock />}
      {!isFixed && <Button onClick={() => setAside(step.id)}>{say("step.putAside")}</Button>}
    </section>
  )
}
