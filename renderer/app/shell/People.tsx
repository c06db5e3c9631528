import type { RosterEntry } from "../../../shared/protocol/messages.ts"
import { useSession, useStatus, useView } from "../../session/useSession.ts"
import { Avatar } from "../../ui/Avatar.tsx"
import { IconButton } from "../../ui/Button.tsx"
import { Menu } from "../../ui/Menu.tsx"
import { calledBy, peopleOf } from "../peopleOf.ts"
import { reportFailedAsk } from "../reportProblem.ts"
import { useWords } from "../words.ts"
import { Panel } from "./Panel.tsx"

const avatarsShown = 4

/** A few faces and the count; opens the list. */
export function PeopleButton() {
  const say = useWords()
  const { view } = useSession()
  const people = peopleOf(useStatus(({ room }) => room))
  const isOpen = useView(({ panel }) => panel === "people")
  const count = Math.max(1, people.length)
  return (
    <button
      type="button"
      className="button button-quiet people-button"
      aria-label={say("app.people.button", { count })}
      aria-expanded={isOpen}
      onClick={() => view.setState({ panel: isOpen ? "inspector" : "people" })}
    >
      <span className="faces">
        {people.slice(0, avatarsShown).map(({ personId, name, colour, glyph }) => (
          <Avatar key={personId} {...{ name, colour, glyph }} isDecoration />
        ))}
      </span>
      <span className="people-count">{count}</span>
    </button>
  )
}

export function PeoplePanel() {
  const say = useWords()
  const people = peopleOf(useStatus(({ room }) => room))
  const me = useStatus((status) => status.me)
  const { view } = useSession()
  return (
    <Panel title={say("app.people")} onClose={() => view.setState({ panel: "inspector" })}>
      {people.length <= 1 && <p className="muted">{say("app.people.alone")}</p>}
      <ul className="people-list">
        {people.map((person) => (
          <li key={person.personId}>
            <Avatar name={person.name} colour={person.colour} glyph={person.glyph} isDecoration />
            <span className="people-name">
              <strong>{calledBy(person, say)}</strong>
              <small className="muted">
                {say(`role.${person.role}`)}
                {person.personId === me?.personId && ` · ${say("app.people.you")}`}
              </small>
            </span>
            {me?.role === "facilitator" && person.personId !== me.personId && <PersonMenu person={person} />}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function PersonMenu({ person }: { readonly person: RosterEntry }) {
  const say = useWords()
  const { ask } = useSession()
  const remove = () => void ask("remove", { personId: person.personId }).catch(reportFailedAsk)
  return (
    <Menu
      trigger={<IconButton label={say("app.people.menu", { name: calledBy(person, say) })} icon="more" />}
      groups={[[{ name: "remove", label: say("app.people.remove"), icon: "door", onChoose: remove }]]}
    />
  )
}
