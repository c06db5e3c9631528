import { useOthers, useStatus } from "../../session/useSession.ts"
import { calledBy } from "../peopleOf.ts"
import { useWords } from "../words.ts"

/** Who still has changes that the host has not got, as far as their devices say so. */
export function Unsent() {
  const say = useWords()
  const others = useOthers(({ byConnection }) => byConnection)
  const saving = useStatus((status) => status.saving)
  const waiting = [...others.values()].flatMap(({ person, state }) =>
    state.unsent === undefined ? [] : [{ person, count: state.unsent }],
  )
  const mine = "changes" in saving ? saving.changes : 0
  if (waiting.length === 0 && mine === 0) return <p>{say("recap.end.allSent")}</p>
  return (
    <div className="recap-unsent" role="alert">
      {mine > 0 && <p>{say("recap.end.mine", { count: mine })}</p>}
      {waiting.length > 0 && <p>{say("recap.end.unsent")}</p>}
      <ul>
        {waiting.map(({ person, count }) => (
          <li key={person.connection}>{say("recap.end.unsent.one", { name: calledBy(person, say), count })}</li>
        ))}
      </ul>
    </div>
  )
}
