import { useMemo } from "react"
import type { Say } from "../../../shared/model/boardKind.ts"
import { leads, type Rights, rightsIn } from "../../../shared/model/rights.ts"
import { useRights, useRunningStep, useSnapshot, useStatus } from "../../session/useSession.ts"
import { useWords } from "../words.ts"

/** What I may do now, in a sentence; for those who lead, what the room may do. */
export function useMayWords(): string {
  const say = useWords()
  const mine = useRights()
  const room = useRoomRights()
  const role = useStatus(({ me }) => me?.role)
  return role !== undefined && leads(role) ? wordsOf(say, room, "room") : wordsOf(say, mine, "may")
}

function wordsOf(say: Say, { reason, kinds }: Rights, whose: "may" | "room"): string {
  if (reason !== "kinds") return say(`step.${whose}.${reason ?? "open"}`)
  const names = [...(kinds ?? [])].map((kind) => say(`kind.${kind}`)).join(", ")
  return say(whose === "may" ? "step.kinds" : "step.room.kinds", { kinds: names })
}

/** What participants may do just now. */
export function useRoomRights(): Rights {
  const session = useSnapshot((all) => all.session)
  const participantTools = useSnapshot(({ workshop }) => workshop.settings.participantTools) ?? "by-step"
  const step = useRunningStep()
  return useMemo(() => rightsIn("participant", { session, step, participantTools }), [session, step, participantTools])
}
