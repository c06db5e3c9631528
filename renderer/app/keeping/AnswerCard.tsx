import { useCanEdit, useHandIns, useSession, useSnapshot, useStatus } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { reportFailedAsk } from "../reportProblem.ts"
import { useLeads } from "../useLeads.ts"
import { useWords } from "../words.ts"
import { type About, askAll, openDecision, openEnergyCheck } from "./asking.ts"
import "./keeping.css"

const scales = { decisions: [0, 1, 2, 3, 4, 5], energyChecks: [1, 2, 3, 4, 5] } as const
const words = { decisions: "fist", energyChecks: "energy" } as const

/** The question that is asked of all now, to be answered by one tap. Nothing while none is. Fits a phone and a laptop. */
export function AnswerCard() {
  const decision = useSnapshot(openDecision)
  const energy = useSnapshot(openEnergyCheck)
  if (decision) return <Question key={decision.id} about="decisions" id={decision.id} text={decision.text} />
  if (energy) return <Question key={energy.id} about="energyChecks" id={energy.id} text={energy.question} />
  return null
}

interface QuestionProps {
  readonly about: About
  readonly id: string
  readonly text: string
}

function Question({ about, id, text }: QuestionProps) {
  const say = useWords()
  const session = useSession()
  const canAnswer = useCanEdit()
  const leads = useLeads()
  const answered = useStatus(({ news }) => news.counters.ballots[id] ?? 0)
  const handIn = useHandIns((all) => all.get(`answer ${id}`))
  const mine = handIn?.what.ask === "answer-all" ? handIn.what.body.value : undefined
  const word = words[about]
  const answer = (value: number) => void session.handIns.put({ ask: "answer-all", body: { about, id, value } })
  return (
    <section className="answer-card" aria-label={say(`keeping.answer.${word}`)}>
      <p className="answer-kind muted">{say(`keeping.answer.${word}`)}</p>
      <p className="answer-text">{text || say("keeping.energy.question")}</p>
      {canAnswer && (
        <fieldset className="answer-scale">
          <legend className="visually-hidden">{text}</legend>
          {scales[about].map((value) => (
            <button
              key={value}
              type="button"
              className="button answer-value"
              aria-pressed={mine === value}
              onClick={() => answer(value)}
            >
              <strong>{value}</strong>
              <small>{say(`keeping.${word}.${value}`)}</small>
            </button>
          ))}
        </fieldset>
      )}
      <p className="answer-foot muted" role="status">
        {say("keeping.ask.answered", { count: answered })}.{" "}
        {say(handIn && !handIn.isTaken ? "keeping.answer.onDevice" : "keeping.ask.secret")}
      </p>
      {leads && (
        <Button look="primary" onClick={() => askAll(session, about, id, false).catch(reportFailedAsk)}>
          {say("keeping.ask.end")}
        </Button>
      )}
    </section>
  )
}
