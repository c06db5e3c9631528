import { useEffect } from "react"
import { useSession, useStatus } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { reportFailedAsk } from "../reportProblem.ts"
import { useLeads } from "../useLeads.ts"
import { useWords } from "../words.ts"
import "./room.css"

/** Those who wait for a word from whoever leads: one tap lets them in. */
export function AtTheDoor() {
  const say = useWords()
  const { ask } = useSession()
  const waiting = useStatus(({ news }) => news.waiting)
  if (waiting.length === 0) return null
  const answer = (id: string, isLetIn: boolean) => void ask("let-in", { id, isLetIn }).catch(reportFailedAsk)
  return (
    <section className="at-the-door" aria-label={say("door.waiting", { count: waiting.length })}>
      <p role="status">{say("door.waiting", { count: waiting.length })}</p>
      <ul>
        {waiting.map(({ id, name }) => {
          const called = name || say("door.noName")
          return (
            <li key={id}>
              <span>{called}</span>
              <Button
                look="primary"
                aria-label={say("door.letIn.name", { name: called })}
                onClick={() => answer(id, true)}
              >
                {say("door.letIn")}
              </Button>
              <Button aria-label={say("door.sendAway.name", { name: called })} onClick={() => answer(id, false)}>
                {say("door.sendAway")}
              </Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** The same where nobody has opened the list of people: nobody waits unseen. */
export function DoorBell() {
  const leads = useLeads()
  const { view } = useSession()
  const isWaiting = useStatus(({ news }) => news.waiting.length > 0)
  useEffect(() => {
    if (leads && isWaiting && view.getState().dialog !== "room") view.setState({ panel: "people" })
  }, [leads, isWaiting, view])
  return null
}
