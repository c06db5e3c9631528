import type { Say } from "../../shared/model/boardKind.ts"
import type { RosterEntry } from "../../shared/protocol/messages.ts"

/** Who is connected: one entry per person, however many windows they have open. A large screen is nobody. */
export const peopleOf = (room: readonly RosterEntry[]): readonly RosterEntry[] => [
  ...new Map(room.filter(({ device }) => device !== "projector").map((entry) => [entry.personId, entry])).values(),
]

/** What a person goes by on screen: who joined by a link that asks for no name is called by their role. */
export const calledBy = ({ name, role }: RosterEntry, say: Say): string => (name === "" ? say(`role.${role}`) : name)
