import { type Answers, verdictOf } from "../../../shared/model/keeping.ts"
import { useSession, useStatus } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { reportFailedAsk } from "../reportProblem.ts"
import { useLeads } from "../useLeads.ts"
import { useWords } from "../words.ts"
import { type About, askAll } from "./asking.ts"
import { Result } from "./Result.tsx"

interface AskControlProps {
  readonly about: About
  readonly id: string
  readonly asking: "not-asked" | "open" | "closed"
  readonly answers: Answers
}

/** Asks everybody, shows how many have answered while they do, and afterwards the counts. */
export function AskControl({ about, id, asking, answers }: AskControlProps) {
  const say = useWords()
  const session = useSession()
  const leads = useLeads()
  const answered = useStatus(({ news }) => news.counters.ballots[id] ?? 0)
  const word = about === "decisions" ? "fist" : "energy"
  const ask = (isOpen: boolean) => void askAll(session, about, id, isOpen).catch(reportFailedAsk)
  if (asking === "open")
    return (
      <div className="ask">
        <p role="status">{say("keeping.ask.answered", { count: answered })}</p>
        {leads && (
          <Button look="primary" onClick={() => ask(false)}>
            {say("keeping.ask.end")}
          </Button>
        )}
      </div>
    )
  const first = about === "decisions" ? "keeping.ask.fist" : "keeping.energy.ask"
  return (
    <div className="ask">
      {asking === "closed" && <Result answers={answers} word={word} />}
      {asking === "closed" && about === "decisions" && (
        <p className="muted">{say(`keeping.verdict.${verdictOf(answers)}`)}</p>
      )}
      {leads && (
        <Button look="quiet" onClick={() => ask(true)}>
          {say(asking === "closed" ? "keeping.ask.again" : first)}
        </Button>
      )}
    </div>
  )
}
