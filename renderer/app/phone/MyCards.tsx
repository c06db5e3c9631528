import { deleteCards, settleTitle, typeInCard } from "../../../shared/commands/cards.ts"
import type { Card } from "../../../shared/model/records.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { notify } from "../../session/notices.ts"
import { useSession, useStatus } from "../../session/useSession.ts"
import { IconButton } from "../../ui/Button.tsx"
import { reported } from "../reportProblem.ts"
import { swatchOf } from "../shell/swatch.ts"
import { useWords } from "../words.ts"

export interface MyCardsProps {
  readonly content: BoardContent
}

/** What I have written on this board, newest first, to be changed or taken away. */
export function MyCards({ content }: MyCardsProps) {
  const say = useWords()
  const personId = useStatus(({ me }) => me?.personId)
  const mine = [...content.cards.values()]
    .filter(({ provenance }) => personId !== undefined && provenance.authorId === personId)
    .sort((a, b) => (b.provenance.createdAt ?? "").localeCompare(a.provenance.createdAt ?? ""))
  return (
    <section className="my-cards">
      <h2>{say("phone.mine", { count: mine.length })}</h2>
      {mine.length === 0 && <p className="muted">{say("phone.mine.none")}</p>}
      <ul>
        {mine.map((card) => (
          <MyCard key={card.id} card={card} />
        ))}
      </ul>
    </section>
  )
}

function MyCard({ card }: { readonly card: Card }) {
  const say = useWords()
  const { editing, history } = useSession()
  const kind = say(`kind.${card.kind}`)
  const remove = () => {
    const deleted = deleteCards(editing, [card.id])
    reported(deleted)
    if (deleted.ok) notify("calm", "phone.deleted", { title: card.title })
  }
  return (
    <li className="my-card">
      <span className="my-card-kind">
        <span className="swatch" style={swatchOf(card.kind)} aria-hidden="true" />
        {kind}
      </span>
      <textarea
        className="input"
        aria-label={say("app.card", { kind, name: card.title })}
        rows={1}
        value={card.title}
        onChange={(event) => reported(typeInCard(editing, card.id, "title", event.target.value))}
        onBlur={() => {
          settleTitle(editing, card.id)
          history.endStep()
        }}
      />
      <IconButton label={say("phone.delete", { title: card.title })} icon="trash" onClick={remove} />
    </li>
  )
}
