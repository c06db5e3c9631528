import { useState } from "react"
import { addStep, clearAgenda, putStepBack } from "../../../shared/commands/agenda.ts"
import { runningStep, timetable } from "../../../shared/model/agenda.ts"
import type { AgendaStep } from "../../../shared/model/sessionRecords.ts"
import { useSession, useSnapshot } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { reported } from "../reportProblem.ts"
import { Panel } from "../shell/Panel.tsx"
import { useWords } from "../words.ts"
import { AgendaQuestions } from "./AgendaQuestions.tsx"
import { AgendaRow } from "./AgendaRow.tsx"
import { AgendaTimes } from "./AgendaTimes.tsx"
import { ReadyAgendas } from "./ReadyAgendas.tsx"
import { useStepNotes } from "./stepNotes.ts"
import { useHostNow } from "./useHostNow.ts"
import "./leading.css"

/** The agenda as whoever leads has it: to be made before and changed at any time. */
export function AgendaPanel() {
  const say = useWords()
  const { view } = useSession()
  // Notes of an agenda that has just been taken over are asked for once the host has them.
  const [version, setVersion] = useState(0)
  return (
    <Panel title={say("agenda.title")} onClose={() => view.setState({ panel: "inspector" })}>
      <Agenda key={version} onTaken={() => setVersion((count) => count + 1)} />
    </Panel>
  )
}

function Agenda({ onTaken }: { readonly onTaken: () => void }) {
  const say = useWords()
  const { editing } = useSession()
  const agendaSteps = useSnapshot((all) => all.agendaSteps)
  const session = useSnapshot((all) => all.session)
  const now = useHostNow()
  const notes = useStepNotes()
  const [openId, setOpenId] = useState<string>()
  const [removed, setRemoved] = useState<readonly string[]>([])
  const [removedTitle, setRemovedTitle] = useState("")
  const times = timetable({ session, agendaSteps }, now)
  const add = () => {
    const kind = { title: say("agenda.new"), plannedSeconds: 300, inputMode: "open", allowedKinds: [], extensions: [] }
    setOpenId(addStep(editing, kind, runningStep({ session, agendaSteps })?.id))
  }
  const forget = (ids: readonly string[], title = "") => {
    setRemoved(ids)
    setRemovedTitle(title)
  }
  const putBack = () => {
    for (const id of removed) reported(putStepBack(editing, id))
    forget([])
  }
  const hasPlanned = times.rows.some(({ state }) => state === "planned")
  return (
    <div className="agenda">
      {agendaSteps.size === 0 ? (
        <p className="muted">{say("agenda.none")}</p>
      ) : (
        <AgendaTimes times={times} hasBegun={times.rows.some(({ spentSeconds }) => spentSeconds !== undefined)} />
      )}
      {removed.length > 0 && (
        <p className="agenda-removed" role="status">
          {removedTitle === ""
            ? say("agenda.cleared", { count: removed.length })
            : say("agenda.removed", { title: removedTitle })}
          <Button onClick={putBack}>{say("agenda.putBack")}</Button>
        </p>
      )}
      <ol className="agenda-rows" aria-label={say("agenda.steps")}>
        {times.rows.map((row, at) => (
          <AgendaRow
            key={row.step.id}
            row={row}
            number={at + 1}
            notes={notes}
            isOpen={openId === row.step.id}
            onToggle={() => setOpenId(openId === row.step.id ? undefined : row.step.id)}
            onRemoved={(step: AgendaStep) => forget([step.id], step.title || say("common.untitled"))}
          />
        ))}
      </ol>
      <div className="agenda-foot">
        <Button icon="add" onClick={add}>
          {say("agenda.add")}
        </Button>
        {hasPlanned && agendaSteps.size > 1 && (
          <Button look="quiet" onClick={() => forget(clearAgenda(editing))}>
            {say("agenda.clear")}
          </Button>
        )}
      </div>
      <AgendaQuestions />
      {agendaSteps.size === 0 && <ReadyAgendas onTaken={onTaken} />}
    </div>
  )
}
