import { changeStep } from "../../../shared/commands/agenda.ts"
import type { Timetable } from "../../../shared/model/agenda.ts"
import { useSession } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { reported } from "../reportProblem.ts"
import { useLanguage, useWords } from "../words.ts"

const timeOfDay = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const

/** How long it takes, when it will be over, whether that is late, and what could be left out then. */
export function AgendaTimes({ times, hasBegun }: { readonly times: Timetable; readonly hasBegun: boolean }) {
  const say = useWords()
  const language = useLanguage()
  const minutes = Math.round(times.driftSeconds / 60)
  const drift = minutes === 0 ? "onTime" : minutes > 0 ? "late" : "early"
  const clock = new Date(times.projectedEnd).toLocaleTimeString(language, timeOfDay)
  return (
    <section className="agenda-times">
      <p>
        {say("agenda.planned", { time: say("agenda.minutes", { count: Math.round(times.plannedSeconds / 60) }) })}
        {" · "}
        <span className="agenda-end">{say("agenda.ends", { clock })}</span>
        {hasBegun && (
          <>
            {" · "}
            <strong data-drift={drift}>{say(`agenda.${drift}`, { count: Math.abs(minutes) })}</strong>
          </>
        )}
      </p>
      {times.dropIds.length > 0 && <Drops times={times} />}
    </section>
  )
}

function Drops({ times }: { readonly times: Timetable }) {
  const say = useWords()
  const { editing } = useSession()
  const steps = times.dropIds.flatMap((id) => times.rows.find(({ step }) => step.id === id)?.step ?? [])
  return (
    <div className="agenda-drops">
      <p>{say("agenda.drop")}</p>
      <ul>
        {steps.map(({ id, title, plannedSeconds }) => (
          <li key={id}>
            <span>
              {title} · {say("agenda.minutes", { count: Math.round(plannedSeconds / 60) })}
            </span>
            <Button
              aria-label={say("agenda.leaveOut", { title })}
              icon="close"
              onClick={() => reported(changeStep(editing, id, { state: "skipped" }))}
            >
              {say("agenda.state.skipped")}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
