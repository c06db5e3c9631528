import { useState } from "react"
import type { VotingRound } from "../../../shared/model/sessionRecords.ts"
import { useStatus } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Select } from "../../ui/Field.tsx"
import { Panel } from "../shell/Panel.tsx"
import { useLeads } from "../useLeads.ts"
import { useWords } from "../words.ts"
import { NewRound } from "./NewRound.tsx"
import { useOpenRound, useRounds } from "./useRounds.ts"
import { VoteForm } from "./VoteForm.tsx"
import { VoteLead } from "./VoteLead.tsx"
import { VoteResult } from "./VoteResult.tsx"

/** Dot voting beside the map: the open round to vote in, the rounds before it, and for whoever leads the next one. */
export function VotingPanel({ onClose }: { readonly onClose: () => void }) {
  const say = useWords()
  const leads = useLeads()
  const rounds = useRounds()
  const [isMaking, setMaking] = useState(false)
  const [chosen, setChosen] = useState<string>()
  const open = useOpenRound()
  const round = rounds.find(({ id }) => id === chosen) ?? open ?? rounds.at(-1)
  return (
    <Panel title={say("voting.title")} onClose={onClose}>
      {rounds.length > 1 && (
        <Select
          label={say("voting.round")}
          value={round?.id ?? ""}
          options={rounds.map((one) => ({ value: one.id, label: one.question || say("voting.vote") }))}
          onChange={(event) => setChosen(event.target.value)}
        />
      )}
      {round && !isMaking && <Round round={round} rounds={rounds} />}
      {!round && !isMaking && <p className="muted">{say(leads ? "voting.none.lead" : "voting.none")}</p>}
      {leads && !isMaking && (
        <Button look={round ? "quiet" : "primary"} icon="add" onClick={() => setMaking(true)}>
          {say("voting.new")}
        </Button>
      )}
      {leads && isMaking && (
        <NewRound
          onDone={(id) => {
            setMaking(false)
            setChosen(id)
          }}
        />
      )}
    </Panel>
  )
}

function Round({ round, rounds }: { readonly round: VotingRound; readonly rounds: readonly VotingRound[] }) {
  const say = useWords()
  const leads = useLeads()
  const votes = useStatus(({ me }) => me !== undefined && me.role !== "observer")
  const [earlierId, setEarlierId] = useState("")
  const others = rounds.filter(({ id, state }) => id !== round.id && state === "revealed")
  const earlier = others.find(({ id }) => id === earlierId)
  return (
    <>
      {leads && <VoteLead round={round} />}
      {round.state === "open" && votes && <VoteForm round={round} />}
      {round.state === "closed" && <p role="status">{say("voting.closed")}</p>}
      {(round.state === "revealed" || (round.state === "open" && round.showRunningTotals)) && (
        <>
          <VoteResult round={round} {...(earlier ? { earlier } : {})} />
          {others.length > 0 && (
            <Select
              label={say("voting.compare")}
              value={earlierId}
              options={[
                { value: "", label: say("voting.compare.none") },
                ...others.map(({ id, question }) => ({ value: id, label: question || say("voting.vote") })),
              ]}
              onChange={(event) => setEarlierId(event.target.value)}
            />
          )}
        </>
      )}
    </>
  )
}
