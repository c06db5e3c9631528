import { changeCards } from "../../../shared/commands/cards.ts"
import type { Card } from "../../../shared/model/records.ts"
import type { Rating } from "../../canvas/boardView.ts"
import { useBoard, useMayWrite, useSession } from "../../session/useSession.ts"
import { AnswerCard } from "../keeping/AnswerCard.tsx"
import { SoundsCard } from "../keeping/SoundsCard.tsx"
import { reported } from "../reportProblem.ts"
import { useWritable } from "../useWritable.ts"
import { useWords } from "../words.ts"

/** Answers of one tap: what everybody is asked now, and below it what the board's cards can be rated by. */
export function RatePage() {
  const say = useWords()
  const content = useBoard()
  const writable = useWritable(content?.board.kind ?? "")
  const ratings = writable?.ratings ?? []
  const cards = content ? [...content.cards.values()] : []
  const rows = ratings.map((rating) => ({ rating, cards: cards.filter(({ kind }) => kind === rating.kind) }))
  return (
    <div className="rate-page">
      <AnswerCard />
      <SoundsCard />
      {rows.every((row) => row.cards.length === 0) && <p className="muted">{say("phone.rate.none")}</p>}
      {rows.map(({ rating, cards: rated }) =>
        rated.length === 0 ? null : (
          <section key={`${rating.kind} ${rating.field}`}>
            <h2>{say(rating.label)}</h2>
            <p className="muted">
              {say(`${rating.label}.1`)} · {say(`${rating.label}.5`)}
            </p>
            <ul className="rate-list">
              {rated.map((card) => (
                <RateRow key={card.id} card={card} rating={rating} />
              ))}
            </ul>
          </section>
        ),
      )}
    </div>
  )
}

const scale = [1, 2, 3, 4, 5] as const

function RateRow({ card, rating }: { readonly card: Card; readonly rating: Rating }) {
  const say = useWords()
  const { editing } = useSession()
  const mayWrite = useMayWrite(card.kind)
  const fields: Readonly<Record<string, unknown>> = { ...card }
  const value = fields[rating.field]
  const name = card.title || say("common.untitled")
  const rate = (score: number) =>
    reported(changeCards(editing, new Map([[card.id, { [rating.field]: value === score ? undefined : score }]])))
  return (
    <li className="rate-row">
      <fieldset>
        <legend>{name}</legend>
        {scale.map((score) => (
          <button
            key={score}
            type="button"
            className="button rate-score"
            aria-pressed={value === score}
            aria-label={say("phone.rate.score", { name, score })}
            disabled={!mayWrite}
            onClick={() => rate(score)}
          >
            {score}
          </button>
        ))}
      </fieldset>
    </li>
  )
}
