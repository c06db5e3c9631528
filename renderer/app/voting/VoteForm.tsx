import { useEffect } from "react"
import type { VotingRound } from "../../../shared/model/sessionRecords.ts"
import { useSession, useSnapshot } from "../../session/useSession.ts"
import { IconButton } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { useWords } from "../words.ts"
import { useOwnBallot, withDot } from "./ballot.ts"
import { useCardNames } from "./useCardNames.ts"
import "./voting.css"

/** My dots: a list of what is voted on, with one button to add a dot and one to take it back. The same on every device. */
export function VoteForm({ round }: { readonly round: VotingRound }) {
  const say = useWords()
  const { handIns } = useSession()
  const ballot = useOwnBallot(round)
  useBallotFromHost(round.id)
  const names = useCardNames(round.boardId)
  const floor = useSnapshot(({ workshop }) => workshop.settings.anonymityFloor)
  const change = (cardId: string, by: 1 | -1) => {
    const dots = withDot(ballot, round, cardId, by)
    if (dots !== ballot.dots) void handIns.put({ ask: "cast-ballot", body: { roundId: round.id, dots } })
  }
  return (
    <section className="vote" aria-label={say("voting.vote")}>
      <p className="vote-question">{round.question}</p>
      <p className="vote-left" role="status">
        <Dots count={ballot.left} of={round.dots} />
        {say("voting.left", { left: ballot.left, dots: round.dots })}
      </p>
      <ul className="vote-options">
        {round.cardIds.map((cardId) => {
          const name = names(cardId)
          const mine = ballot.on(cardId)
          return (
            <li key={cardId} className="vote-option">
              <span className="vote-name">{name}</span>
              <IconButton
                label={say("voting.take", { name })}
                icon="minus"
                disabled={mine === 0}
                onClick={() => change(cardId, -1)}
              />
              <output className="vote-mine" aria-label={say("voting.mine", { name, dots: mine })}>
                {mine}
              </output>
              <IconButton
                label={say("voting.give", { name })}
                icon="add"
                disabled={ballot.left <= 0 || mine >= round.maxPerCard}
                onClick={() => change(cardId, 1)}
              />
            </li>
          )
        })}
      </ul>
      <p className="vote-promise">
        <Icon name="lock" size={16} />
        {say(ballot.dots.length > 0 && !ballot.isSealed ? "voting.onDevice" : "voting.sealed", { floor: floor ?? 4 })}
      </p>
    </section>
  )
}

/** Another of my devices may have voted already. */
function useBallotFromHost(roundId: string): void {
  const { ask, handIns } = useSession()
  useEffect(() => {
    if (handIns.mine.getState().has(`ballot ${roundId}`)) return
    ask("own-ballot", { roundId })
      .then((dots) => {
        const isStillNone = !handIns.mine.getState().has(`ballot ${roundId}`)
        if (dots.length > 0 && isStillNone) void handIns.put({ ask: "cast-ballot", body: { roundId, dots } })
      })
      .catch(() => {})
  }, [ask, handIns, roundId])
}

/** Filled and empty dots; the words beside them say the same. */
const Dots = ({ count, of }: { readonly count: number; readonly of: number }) => (
  <span className="vote-dots" aria-hidden="true">
    {"●".repeat(Math.max(0, count))}
    {"○".repeat(Math.max(0, of - count))}
  </span>
)
