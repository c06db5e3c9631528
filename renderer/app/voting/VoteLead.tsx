import { useState } from "react"
import type { VotingRound } from "../../../shared/model/sessionRecords.ts"
import { refusalIn } from "../../session/asking.ts"
import { notify } from "../../session/notices.ts"
import { useSession, useStatus } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { reportFailedAsk } from "../reportProblem.ts"
import { useWords } from "../words.ts"
import "./voting.css"

const next = { draft: "open", open: "closed", closed: "revealed", revealed: undefined } as const

/** For whoever leads: how many have voted, and the one step forward that is next. */
export function VoteLead({ round }: { readonly round: VotingRound }) {
  const say = useWords()
  const { ask } = useSession()
  const [isAsking, setAsking] = useState(false)
  const ballots = useStatus(({ news }) => news.counters.ballots[round.id] ?? 0)
  const people = useStatus(
    ({ room }) => new Set(room.filter(({ role }) => role !== "observer").map(({ personId }) => personId)).size,
  )
  const to = next[round.state]
  if (!to) return null
  const move = async () => {
    if (isAsking) return
    setAsking(true)
    await ask("move-vote", { roundId: round.id, to }).catch((problem: unknown) => {
      if (refusalIn(problem) === "empty") notify("attention", "voting.empty")
      else reportFailedAsk(problem)
    })
    setAsking(false)
  }
  return (
    <div className="vote-lead">
      {round.state !== "draft" && <p role="status">{say("voting.count", { ballots, people })}</p>}
      <Button look="primary" aria-disabled={isAsking} onClick={() => void move()}>
        {say(`voting.to.${to}`)}
      </Button>
    </div>
  )
}
