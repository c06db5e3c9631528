import { useMemo } from "react"
import { stepsInOrder } from "../../../shared/model/agenda.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import { lintAgenda } from "../../../shared/model/workshopLint.ts"
import { useQuietSnapshot } from "../../session/useQuietSnapshot.ts"
import { useWords } from "../words.ts"

/** The agenda's own questions follow the agenda at once; what is counted on the boards waits for a quiet moment. */
const isAgenda = (next: Snapshot, before: Snapshot): boolean => next.agendaSteps !== before.agendaSteps

/** What the method asks about an agenda, WS-02 to WS-07: quiet, below the steps, and only for whoever leads. */
export function AgendaQuestions() {
  const say = useWords()
  const snapshot = useQuietSnapshot(isAgenda)
  const found = useMemo(
    () => lintAgenda({ steps: stepsInOrder(snapshot.agendaSteps), written: writtenIn(snapshot) }),
    [snapshot],
  )
  if (found.length === 0) return null
  return (
    <section className="agenda-questions" aria-label={say("agenda.questions")}>
      <h3>{say("agenda.questions")}</h3>
      <ul>
        {found.map(({ rule, ids, values }) => (
          <li key={[rule, ...ids].join(" ")}>{say(`lint.${rule}`, values)}</li>
        ))}
      </ul>
    </section>
  )
}

/** How many cards each participant has written in each collecting step that is over, in order. */
function writtenIn({
  agendaSteps,
  contents,
  participants,
}: Pick<Snapshot, "agendaSteps" | "contents" | "participants">): ReadonlyMap<string, readonly number[]> {
  const over = stepsInOrder(agendaSteps).filter(({ kind, state }) => kind === "diverge" && state === "done")
  if (over.length === 0) return new Map()
  const counts = new Map<string, number>()
  for (const { cards, merged } of contents.values()) {
    for (const { provenance } of [...cards.values(), ...merged.values()]) {
      const key = `${provenance.authorId} ${provenance.createdInStepId}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  const writers = [...participants.values()].filter(({ role }) => role === "participant")
  return new Map(writers.map(({ id }) => [id, over.map((step) => counts.get(`${id} ${step.id}`) ?? 0)]))
}
