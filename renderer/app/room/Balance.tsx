import { useMemo } from "react"
import { voicesIn } from "../../../shared/model/balance.ts"
import { useQuietSnapshot } from "../../session/useQuietSnapshot.ts"
import { useWords } from "../words.ts"

const isNothingUrgent = () => false

/** Which viewpoints are quiet: cards per perspective, quietest first, never by name. */
export function Balance() {
  const say = useWords()
  const snapshot = useQuietSnapshot(isNothingUrgent)
  const voices = useMemo(() => voicesIn(snapshot), [snapshot])
  if (voices.length === 0) return null
  const most = Math.max(1, ...voices.map(({ cards }) => cards))
  return (
    <section className="balance" aria-label={say("people.balance")}>
      <h3>{say("people.balance")}</h3>
      <ul>
        {voices.map(({ perspective, people, cards }) => (
          <li key={perspective}>
            <span>{snapshot.personas.get(perspective)?.name || say("common.untitled")}</span>
            <meter min={0} max={most} value={cards}>
              {cards}
            </meter>
            <small className="muted">{say("people.balance.row", { people, cards })}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}
