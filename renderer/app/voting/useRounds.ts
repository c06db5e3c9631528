import { byOrder } from "../../../shared/model/records.ts"
import type { VotingRound } from "../../../shared/model/sessionRecords.ts"
import { useSnapshot } from "../../session/useSession.ts"

/** All voting rounds in the order in which they were made. */
export function useRounds(): readonly VotingRound[] {
  const rounds = useSnapshot(({ votingRounds }) => votingRounds)
  return [...rounds.values()].sort(byOrder)
}

/** The round that is open for everybody to vote in; the latest when somebody has opened two. */
export const useOpenRound = (): VotingRound | undefined => useRounds().findLast(({ state }) => state === "open")
