import { useRounds } from "../voting/useRounds.ts"
import { VoteForm } from "../voting/VoteForm.tsx"
import { VoteResult } from "../voting/VoteResult.tsx"
import { useWords } from "../words.ts"

/** The vote that is open, or the last one's result. */
export function VotePage() {
  const say = useWords()
  const rounds = useRounds()
  const round = rounds.findLast(({ state }) => state === "open") ?? rounds.findLast(({ state }) => state !== "draft")
  return (
    <div className="vote-page">
      {!round && <p className="phone-wait">{say("voting.none")}</p>}
      {round?.state === "open" && <VoteForm key={round.id} round={round} />}
      {round?.state === "closed" && <p className="phone-wait">{say("voting.closed")}</p>}
      {round?.state === "revealed" && <VoteResult round={round} />}
    </div>
  )
}
