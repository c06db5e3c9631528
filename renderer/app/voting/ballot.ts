import type { VotingRound } from "../../../shared/model/sessionRecords.ts"
import type { Ballot } from "../../../shared/protocol/requests.ts"
import { useHandIns } from "../../session/useSession.ts"

/** My dots of a round as this device has them. */
export interface OwnBallot {
  readonly dots: Ballot
  readonly left: number
  /** True when the host has exactly these on disk. */
  readonly isSealed: boolean
  readonly on: (cardId: string) => number
}

export function useOwnBallot({ id, dots: budget }: Pick<VotingRound, "id" | "dots">): OwnBallot {
  const handIn = useHandIns((mine) => mine.get(`ballot ${id}`))
  const dots = handIn?.what.ask === "cast-ballot" ? handIn.what.body.dots : []
  return {
    dots,
    left: budget - dots.reduce((sum, one) => sum + one.dots, 0),
    isSealed: handIn?.isTaken === true,
    on: (cardId) => dots.find((one) => one.cardId === cardId)?.dots ?? 0,
  }
}

/** The ballot with one dot more or less on a card; the same where the budget or the most per card is reached. */
export function withDot(ballot: OwnBallot, round: VotingRound, cardId: string, change: 1 | -1): Ballot {
  const next = ballot.on(cardId) + change
  if (next < 0 || next > round.maxPerCard || (change > 0 && ballot.left <= 0)) return ballot.dots
  const others = ballot.dots.filter((one) => one.cardId !== cardId)
  return next === 0 ? others : [...others, { cardId, dots: next }]
}
