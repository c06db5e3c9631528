import { useState } from "react"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import { useRunningStep, useSession, useSnapshot, useStatus } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { useLeads } from "../useLeads.ts"
import { useWords } from "../words.ts"
import { revealStep } from "./reveal.ts"
import "./writing.css"

/** For whoever leads: how much is written, by how many, who is ready, and the button that shows everything at once. */
export function RevealBar() {
  const say = useWords()
  const leads = useLeads()
  const step = useRunningStep()
  const counters = useStatus(({ news }) => news.counters)
  const [showsPeople, setShowsPeople] = useState(false)
  const left = useUnrevealed(step?.id)
  const revealed = useSnapshot((all) => (leads && counters.notes === 0 ? writtenIn(all, step?.id) : 0))
  if (!leads) return null
  if (step?.inputMode !== "private-until-reveal")
    return left.length === 0 ? null : (
      <section className="reveal-bar" aria-label={say("writing.bar")}>
        {left.map(({ stepId, title, count }) => (
          <Reveal key={stepId} stepId={stepId} label={say("writing.revealOf", { count, title })} />
        ))}
      </section>
    )
  if (counters.notes === 0 && revealed > 0)
    return (
      <section className="reveal-bar reveal-bar-done" aria-label={say("writing.bar")}>
        <p role="status">{say("writing.done", { count: revealed })}</p>
      </section>
    )
  return (
    <section className="reveal-bar" aria-label={say("writing.bar")}>
      <p role="status">
        {say("writing.counters", { notes: counters.notes, writers: counters.writers, ready: counters.ready })}
      </p>
      <Button look="quiet" icon="people" aria-expanded={showsPeople} onClick={() => setShowsPeople(!showsPeople)}>
        {say("writing.who")}
      </Button>
      <Reveal stepId={step.id} label={say("writing.reveal", { count: counters.notes })} />
      {showsPeople && <Writers />}
    </section>
  )
}

/** How many notes of a step are on the boards, those merged into others too. */
function writtenIn({ contents }: Snapshot, stepId: string | undefined): number {
  let count = 0
  for (const { cards, merged } of contents.values())
    for (const { provenance } of [...cards.values(), ...merged.values()])
      if (stepId !== undefined && provenance.createdInStepId === stepId) count++
  return count
}

function Reveal({ stepId, label }: { readonly stepId: string; readonly label: string }) {
  const session = useSession()
  const [isAsking, setAsking] = useState(false)
  const reveal = async () => {
    setAsking(true)
    await revealStep(session, stepId)
    setAsking(false)
  }
  return (
    <Button look="primary" icon="eye" aria-keyshortcuts="Shift+R" disabled={isAsking} onClick={() => void reveal()}>
      {label}
    </Button>
  )
}

/** How much, never what. */
function Writers() {
  const say = useWords()
  const writers = useStatus(({ news }) => news.writers)
  const people = useSnapshot(({ participants }) => participants)
  const room = useStatus(({ room }) => room)
  const ids = [...new Set(room.filter(({ role }) => role !== "observer").map(({ personId }) => personId))]
  return (
    <ul className="reveal-writers">
      {ids.map((personId) => {
        const writer = writers.find((one) => one.personId === personId)
        const name = people.get(personId)?.displayName || say("common.untitled")
        return (
          <li key={personId}>
            {say("writing.writer", { name, count: writer?.notes ?? 0, ready: writer?.isReady ? "yes" : "no" })}
          </li>
        )
      })}
    </ul>
  )
}

/** Steps whose notes are still sealed although another step runs. */
function useUnrevealed(running: string | undefined) {
  const sealed = useStatus(({ news }) => news.counters.sealed)
  const steps = useSnapshot(({ agendaSteps }) => agendaSteps)
  return Object.entries(sealed).flatMap(([stepId, count]) =>
    stepId === running || count === 0 ? [] : [{ stepId, count, title: steps.get(stepId)?.title ?? "" }],
  )
}
