import type { RosterEntry } from "../../shared/protocol/messages.ts"

/** Who is connected: one entry per person, however many windows they have open. */
export const peopleOf = (room: readonly RosterEntry[]): readonly RosterEntry[] => [
  ...new Map(room.map((entry) => [entry.personId, entry])).values(),
]
