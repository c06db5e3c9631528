import { splitCards } from "../../../shared/commands/merge.ts"
import { behindCard } from "../../../shared/model/merged.ts"
import type { Card } from "../../../shared/model/records.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { useCanEdit, useSession } from "../../session/useSession.ts"
import { IconButton } from "../../ui/Button.tsx"
import { reported } from "../reportProblem.ts"
import { useWords } from "../words.ts"
import "./writing.css"

/** What others said that was merged into this card, in their own words; each can stand on its own again. */
export function MergedWords({ card, content }: { readonly card: Card; readonly content: BoardContent }) {
  const say = useWords()
  const { editing } = useSession()
  const canEdit = useCanEdit()
  const behind = behindCard(content, card.id)
  if (behind.length === 0) return null
  return (
    <section className="merged-words">
      <h3>{say("writing.behind", { count: behind.length })}</h3>
      <ul>
        {behind.map(({ id, title }) => (
          <li key={id}>
            <q>{title}</q>
            {canEdit && (
              <IconButton
                label={say("writing.split", { title })}
                icon="undo"
                onClick={() => reported(splitCards(editing, [id]))}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
