import { type KeptOnCard, keptOnCards } from "../../shared/model/keeping.ts"
import type { Snapshot } from "../../shared/model/snapshot.ts"
import { useSay, useSnapshot } from "../session/useSession.ts"
import { Icon } from "../ui/Icon.tsx"
import { MarkSign } from "./MarkSign.tsx"

type Kept = Pick<Snapshot, "marks" | "comments">
let counted: { readonly from: Kept; readonly byCard: ReadonlyMap<string, KeptOnCard> } | undefined

/** Counted once for all cards, as long as nobody marks or comments. */
function onCard({ marks, comments }: Kept, cardId: string): KeptOnCard | undefined {
  if (marks.size === 0 && comments.size === 0) return undefined
  if (counted?.from.marks !== marks || counted.from.comments !== comments)
    counted = { from: { marks, comments }, byCard: keptOnCards({ marks, comments }) }
  return counted.byCard.get(cardId)
}

/** That people have marked a card or said something about it; what they said is in the card's details. */
export function KeptBadge({ cardId }: { readonly cardId: string }) {
  const say = useSay()
  const kept = useSnapshot((snapshot) => onCard(snapshot, cardId))
  if (!kept || (kept.marks.length === 0 && kept.comments === 0)) return null
  const { marks, comments } = kept
  const words = [
    ...marks.map(({ kind, count }) => say("keeping.onCard.mark", { count, mark: say(`keeping.mark.${kind}`) })),
    ...(comments > 0 ? [say("keeping.onCard.comments", { count: comments })] : []),
  ]
  return (
    <span className="card-kept">
      <span className="visually-hidden">{say("keeping.onCard", { what: words.join(", ") })}</span>
      {marks.map(({ kind, count }) => (
        <span key={kind} className="card-kept-sign" aria-hidden="true">
          <MarkSign kind={kind} size={12} />
          {count}
        </span>
      ))}
      {comments > 0 && (
        <span className="card-kept-sign" aria-hidden="true">
          <Icon name="comment" size={12} />
          {comments}
        </span>
      )}
    </span>
  )
}
