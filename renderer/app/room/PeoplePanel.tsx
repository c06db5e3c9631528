import type { Say } from "../../../shared/model/boardKind.ts"
import type { PresenceState } from "../../../shared/presence/presence.ts"
import type { RosterEntry } from "../../../shared/protocol/messages.ts"
import { useOthers, useSession, useSnapshot, useStatus } from "../../session/useSession.ts"
import { Avatar } from "../../ui/Avatar.tsx"
import { IconButton } from "../../ui/Button.tsx"
import { Menu } from "../../ui/Menu.tsx"
import { calledBy, peopleOf } from "../peopleOf.ts"
import { reportFailedAsk } from "../reportProblem.ts"
import { Panel } from "../shell/Panel.tsx"
import { useLeads } from "../useLeads.ts"
import { useWords } from "../words.ts"
import { AtTheDoor } from "./AtTheDoor.tsx"
import { Balance } from "./Balance.tsx"
import "./room.css"

/** Who is here and how they are, who was here and is away, and for whoever leads who waits at the door. */
export function PeoplePanel() {
  const say = useWords()
  const people = peopleOf(useStatus(({ room }) => room))
  const leads = useLeads()
  const { view } = useSession()
  return (
    <Panel title={say("app.people")} onClose={() => view.setState({ panel: "inspector" })}>
      {leads && <AtTheDoor />}
      {people.length <= 1 && <p className="muted">{say("app.people.alone")}</p>}
      <ul className="people-list">
        {people.map((person) => (
          <PersonRow key={person.personId} person={person} />
        ))}
      </ul>
      <Away here={people} />
      {leads && <Balance />}
    </Panel>
  )
}

function PersonRow({ person }: { readonly person: RosterEntry }) {
  const say = useWords()
  const me = useStatus((status) => status.me)
  const leads = useLeads()
  const state = useOthers(({ byConnection }) => byConnection.get(person.connection)?.state)
  const tried = useStatus(({ news }) => news.tried[person.personId] ?? 0)
  return (
    <li>
      <Avatar name={person.name} colour={person.colour} glyph={person.glyph} isDecoration />
      <span className="people-name">
        <strong>{calledBy(person, say)}</strong>
        <small className="muted">
          {say(`role.${person.role}`)}
          {person.personId === me?.personId ? ` · ${say("app.people.you")}` : ` · ${stateWords(state, say)}`}
        </small>
        {leads && tried > 0 && <small className="people-tried">{say("people.tried", { count: tried })}</small>}
      </span>
      {me?.role === "facilitator" && person.personId !== me.personId && <PersonMenu person={person} />}
    </li>
  )
}

/** How somebody is, in words: here, slow or asleep, and what of theirs has not arrived. */
export function stateWords(state: PresenceState | undefined, say: Say): string {
  const how = state?.asleep ? "asleep" : state?.slow ? "slow" : "here"
  const said = say(`people.state.${how}`)
  return state?.unsent === undefined ? said : `${said} · ${say("people.unsent", { count: state.unsent })}`
}

function PersonMenu({ person }: { readonly person: RosterEntry }) {
  const say = useWords()
  const { ask } = useSession()
  const remove = (takesBack: boolean) => () =>
    void ask("remove", { personId: person.personId, takesBack }).catch(reportFailedAsk)
  return (
    <Menu
      trigger={<IconButton label={say("app.people.menu", { name: calledBy(person, say) })} icon="more" />}
      groups={[
        [
          { name: "remove", label: say("app.people.remove"), icon: "door", onChoose: remove(false) },
          { name: "take-back", label: say("people.takeBack"), icon: "trash", onChoose: remove(true) },
        ],
      ]}
    />
  )
}

/** Took part and is not connected now: their phone sleeps, or they have left. */
function Away({ here }: { readonly here: readonly RosterEntry[] }) {
  const say = useWords()
  const participants = useSnapshot((snapshot) => snapshot.participants)
  const ids = new Set(here.map(({ personId }) => personId))
  const away = [...participants.values()].filter(({ id, displayName }) => !ids.has(id) && displayName !== "")
  if (away.length === 0) return null
  return (
    <details className="people-away">
      <summary>{say("people.away", { count: away.length })}</summary>
      <ul>
        {away.map(({ id, displayName }) => (
          <li key={id}>{displayName}</li>
        ))}
      </ul>
    </details>
  )
}
