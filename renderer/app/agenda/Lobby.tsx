import { stepsInOrder } from "../../../shared/model/agenda.ts"
import { useSnapshot, useStatus } from "../../session/useSession.ts"
import { Avatar } from "../../ui/Avatar.tsx"
import { LanguageChoice } from "../LanguageChoice.tsx"
import { calledBy, peopleOf } from "../peopleOf.ts"
import { ConnectionBanner } from "../shell/ConnectionBanner.tsx"
import { useWords } from "../words.ts"
import "./agenda.css"

/** Before the first step: one is in, sees who else is, and what it begins with. */
export function Lobby() {
  const say = useWords()
  const me = useStatus((status) => status.me)
  const people = peopleOf(useStatus(({ room }) => room))
  const title = useSnapshot(({ workshop }) => workshop.title)
  const first = useSnapshot(({ agendaSteps }) => stepsInOrder(agendaSteps)[0])
  return (
    <div className="lobby">
      <ConnectionBanner />
      <main className="lobby-page">
        <header>
          {me && <Avatar {...me} isDecoration />}
          <h1>{say("lobby.title")}</h1>
          {title !== "" && <p className="lobby-workshop">{title}</p>}
          {me && me.name !== "" && <p className="muted">{say("lobby.you", { name: me.name })}</p>}
        </header>
        {first && first.prompt !== "" && (
          <section className="lobby-first" aria-label={say("lobby.first")}>
            <h2>{say("lobby.first")}</h2>
            <p>{first.prompt}</p>
          </section>
        )}
        <section className="lobby-people">
          <h2>{say("lobby.here", { count: Math.max(1, people.length) })}</h2>
          <ul>
            {people.map((person) => (
              <li key={person.personId}>
                <Avatar colour={person.colour} glyph={person.glyph} name={person.name} isDecoration />
                {calledBy(person, say)}
              </li>
            ))}
          </ul>
        </section>
        <LanguageChoice />
      </main>
    </div>
  )
}
