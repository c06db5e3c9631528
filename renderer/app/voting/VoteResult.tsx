import type { VotingRound } from "../../../shared/model/sessionRecords.ts"
import { type RankedCard, rankCards } from "../../../shared/model/voting.ts"
import { goTo } from "../../session/goTo.ts"
import { useSession, useSnapshot } from "../../session/useSession.ts"
import { useWords } from "../words.ts"
import { useCardNames } from "./useCardNames.ts"
import "./voting.css"

/** What the room has voted: most dots first, ties and splits said in words, segments in columns. A signal, not a decision. */
export function VoteResult({ round, earlier }: { readonly round: VotingRound; readonly earlier?: VotingRound }) {
  const say = useWords()
  const session = useSession()
  const names = useCardNames(round.boardId)
  const nameOfSegment = useSegmentNames(round.splitBy)
  const ranked = rankCards(round)
  const most = Math.max(1, ...ranked.map(({ dots }) => dots))
  const segments = [...new Set(ranked.flatMap((card) => card.segments.map(({ name }) => name)))].sort()
  const before = earlier && new Map(rankCards(earlier).map((card) => [card.cardId, card]))
  return (
    <section className="vote-result" aria-label={say("voting.result")}>
      <p className="vote-question">{round.question}</p>
      <p className="muted">{say("voting.ballots", { count: round.ballots ?? 0 })}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{say("voting.card")}</th>
            <th scope="col">{say("voting.dots")}</th>
            {segments.map((name) => (
              <th key={name} scope="col">
                {nameOfSegment(name)}
              </th>
            ))}
            {before && <th scope="col">{say("voting.before")}</th>}
          </tr>
        </thead>
        <tbody>
          {ranked.map((card) => (
            <tr key={card.cardId}>
              <th scope="row">
                <button type="button" className="link" onClick={() => goTo(session, round.boardId, card.cardId)}>
                  {names(card.cardId)}
                </button>
                <Flags card={card} />
              </th>
              <td>
                <meter className="vote-bar" min={0} max={most} value={card.dots}>
                  {card.dots}
                </meter>
                {say("voting.dotsOf", { dots: card.dots, voters: card.voters })}
              </td>
              {segments.map((name) => (
                <td key={name}>{card.segments.find((one) => one.name === name)?.dots ?? 0}</td>
              ))}
              {before && <td>{before.get(card.cardId)?.dots ?? "–"}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {round.splitBy !== undefined && segments.length === 0 && <p className="muted">{say("voting.tooFew")}</p>}
    </section>
  )
}

function Flags({ card }: { readonly card: RankedCard }) {
  const say = useWords()
  return (
    <>
      {card.isTied && <span className="vote-flag">{say("voting.tie")}</span>}
      {card.isSplit && <span className="vote-flag vote-flag-split">{say("voting.split")}</span>}
    </>
  )
}

function useSegmentNames(by: VotingRound["splitBy"]): (name: string) => string {
  const say = useWords()
  const personas = useSnapshot((snapshot) => snapshot.personas)
  return (name) => {
    if (by === "audience") return say(`audience.${name}`)
    return by === "persona" ? (personas.get(name)?.name ?? name) : name
  }
}
