import { deleteCards } from "../../../shared/commands/cards.ts"
import type { Card } from "../../../shared/model/records.ts"
import { textLimit } from "../../../shared/model/text.ts"
import type { Scene, Writing } from "../../canvas/boardView.ts"
import { writingOn } from "../../canvas/writingOn.ts"
import { notify } from "../../session/notices.ts"
import { useSession, useSnapshot, useStatus } from "../../session/useSession.ts"
import { useSharedText } from "../../session/useSharedText.ts"
import { IconButton } from "../../ui/Button.tsx"
import { reported } from "../reportProblem.ts"
import { swatchOf } from "../shell/swatch.ts"
import type { Writable } from "../useWritable.ts"
import { useWords } from "../words.ts"

export interface MyCardsProps {
  readonly scene: Scene
  readonly writable: Writable
}

/** What I have written on this board, newest first, to be changed or taken away. */
export function MyCards({ scene, writable }: MyCardsProps) {
  const say = useWords()
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const personId = useStatus(({ me }) => me?.personId)
  const mine = [...scene.content.cards.values()]
    .filter(({ provenance }) => personId !== undefined && provenance.authorId === personId)
    .sort((a, b) => (b.provenance.createdAt ?? "").localeCompare(a.provenance.createdAt ?? ""))
  return (
    <section className="my-cards">
      <h2>{say("phone.mine", { count: mine.length })}</h2>
      {mine.length === 0 && <p className="muted">{say("phone.mine.none")}</p>}
      <ul>
        {mine.map((card) => (
          <MyCard key={card.id} card={card} writing={writingOn(writable, scene, card, personas)} />
        ))}
      </ul>
    </section>
  )
}

function MyCard({ card, writing }: { readonly card: Card; readonly writing: Writing }) {
  const say = useWords()
  const { editing } = useSession()
  const kind = say(`kind.${card.kind}`)
  const title = writing.text
  const field = useSharedText(title, (text) => reported(writing.type(text)), writing.settle)
  const remove = () => {
    const deleted = deleteCards(editing, [card.id])
    reported(deleted)
    if (deleted.ok) notify("calm", "phone.deleted", { title })
  }
  return (
    <li className="my-card">
      <span className="my-card-kind">
        <span className="swatch" style={swatchOf(card.kind)} aria-hidden="true" />
        {kind}
      </span>
      <textarea
        className="input"
        aria-label={say("app.card", { kind, name: title })}
        rows={1}
        maxLength={textLimit.title}
        {...field}
      />
      <IconButton label={say("phone.delete", { title })} icon="trash" onClick={remove} />
    </li>
  )
}
