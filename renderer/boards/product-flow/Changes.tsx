import { foldDoubles } from "../../../shared/boards/product-flow/doubles.ts"
import type { Suggestion } from "../../../shared/boards/product-flow/suggestion.ts"
import { type Twice, takeAway } from "../../../shared/boards/product-flow/twice.ts"
import type { Derivation } from "../../../shared/model/records.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { canvasOf } from "../../session/canvasControls.ts"
import { useCanEdit, useSay, useSession } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"

type OnSeen = (changed: readonly Suggestion[], gone: readonly Derivation[]) => void
interface ChangesProps {
  readonly changed: readonly Suggestion[]
  readonly gone: readonly Derivation[]
  readonly flow: BoardContent
  readonly onSeen: OnSeen
}

/** Accepted cards whose source is not what it was. Nothing happens to them by itself. */
export function Changes({ changed, gone, flow, onSeen }: ChangesProps) {
  const say = useSay()
  const { content, shownFor } = foldDoubles(flow)
  const shown = (id: string | undefined) => shownFor.get(id ?? "") ?? id ?? ""
  const titleOf = (id: string) => content.cards.get(id)?.title || say("common.untitled")
  const changes = changed.map((suggestion) => {
    const title = titleOf(shown(suggestion.targetId))
    const isSame = suggestion.title === title || suggestion.title === ""
    const news = isSame ? say("flow.derive.moved") : say("flow.derive.now", { title: suggestion.title })
    return { id: suggestion.id, cardId: shown(suggestion.targetId), title, news }
  })
  const losses = gone.map(({ id, targetId }) => ({
    id,
    cardId: shown(targetId),
    title: titleOf(shown(targetId)),
    news: "",
  }))
  return (
    <>
      <ChangeList name="changed" items={changes} onSeen={() => onSeen(changed, [])} />
      <ChangeList name="gone" items={losses} onSeen={() => onSeen([], gone)} />
    </>
  )
}

/** What two people accepted at once for another board stands there twice; one of each may go. */
export function TwiceOnMaps({ twice }: { readonly twice: readonly Twice[] }) {
  const say = useSay()
  const { editing } = useSession()
  const canEdit = useCanEdit()
  if (twice.length === 0) return null
  return (
    <section aria-labelledby="derive-twice">
      <h3>
        <span id="derive-twice">{say("flow.derive.twice")}</span>
        {canEdit && (
          <Button look="quiet" aria-describedby="derive-twice" onClick={() => takeAway(editing, twice)}>
            {say("flow.derive.twice.keepOne")}
          </Button>
        )}
      </h3>
      <ul className="derive-list">
        {twice.map(({ cardId, title, map }) => (
          <li key={cardId} className="derive-item">
            {title}
            <p className="derive-reason">{say("flow.derive.twice.where", { map })}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface ChangeListProps {
  readonly name: "changed" | "gone"
  readonly items: readonly {
    readonly id: string
    readonly cardId: string
    readonly title: string
    readonly news: string
  }[]
  readonly onSeen: () => void
}

function ChangeList({ name, items, onSeen }: ChangeListProps) {
  const say = useSay()
  const session = useSession()
  const canEdit = useCanEdit()
  if (items.length === 0) return null
  const headingId = `derive-${name}`
  return (
    <section aria-labelledby={headingId}>
      <h3>
        <span id={headingId}>{say(`flow.derive.${name}`)}</span>
        {canEdit && (
          <Button look="quiet" aria-describedby={headingId} onClick={onSeen}>
            {say("flow.derive.seen")}
          </Button>
        )}
      </h3>
      <p className="muted">{say("flow.derive.changed.hint")}</p>
      <ul className="derive-list">
        {items.map(({ id, cardId, title, news }) => (
          <li key={id} className="derive-item">
            <button
              type="button"
              className="link-button derive-title"
              aria-label={say("flow.derive.show", { title })}
              onClick={() => canvasOf(session)?.reveal(cardId)}
            >
              {title}
            </button>
            {news !== "" && <p className="derive-reason">{news}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
