import { useSession, useStatus, useView } from "../../session/useSession.ts"
import { Avatar } from "../../ui/Avatar.tsx"
import { peopleOf } from "../peopleOf.ts"
import { useWords } from "../words.ts"

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
