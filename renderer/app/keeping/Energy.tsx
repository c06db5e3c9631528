import { addEnergyCheck } from "../../../shared/commands/keeping.ts"
import { energyOf } from "../../../shared/model/keeping.ts"
import { byOrder } from "../../../shared/model/records.ts"
import { useSession, useSnapshot } from "../../session/useSession.ts"
import { reportFailedAsk } from "../reportProblem.ts"
import { useLeads } from "../useLeads.ts"
import { useWords } from "../words.ts"
import { AskControl } from "./AskControl.tsx"
import { askAll } from "./asking.ts"
import { EnergyForm } from "./EnergyForm.tsx"

/** How the room is: one tap each, and only counts. */
export function Energy() {
  const say = useWords()
  const session = useSession()
  const leads = useLeads()
  const checks = [...useSnapshot(({ energyChecks }) => energyChecks).values()].sort(byOrder).reverse()
  const ask = (question: string) => {
    const id = addEnergyCheck(session.editing, question)
    void askAll(session, "energyChecks", id, true).catch(reportFailedAsk)
  }
  return (
    <div className="kept">
      {leads && <EnergyForm onAsk={ask} />}
      {checks.length === 0 && <p className="muted">{say("keeping.energy.none")}</p>}
      <ul className="kept-list">
        {checks.map((check) => (
          <li key={check.id} className="kept-item kept-tall">
            <div className="kept-main">
              <p className="kept-text">{check.question}</p>
              <AskControl about="energyChecks" id={check.id} asking={check.asking} answers={energyOf(check)} />
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}
