import type { Suggestion } from "../../../shared/boards/product-flow/suggestion.ts"
import type { Derivation } from "../../../shared/model/records.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { useCanEdit, useSay } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"

interface ChangesProps {
  readonly changed: readonly Suggestion[]
  readonly gone: readonly Derivation[]
  readonly flow: BoardContent
  readonly onSeen: (changed: readonly Suggestion[], gone: readonly Derivation[]) => void
}

/** Accepted cards whose source is not what it was. Nothing happens to them by itself. */
export function Changes({ changed, gone, flow, onSeen }: ChangesProps) {
  const say = useSay()
  const canEdit = useCanEdit()
  if (changed.length + gone.length === 0) return null
  const titleOf = (id: string | undefined) => flow.cards.get(id ?? "")?.title || say("common.untitled")
  return (
    <section aria-labelledby="derive-changes">
      <h3>
        <span id="derive-changes">{say("flow.derive.changed")}</span>
        {canEdit && (
          <Button look="quiet" onClick={() => onSeen(changed, gone)}>
            {say("flow.derive.seen")}
          </Button>
        )}
      </h3>
      <p className="muted">{say("flow.derive.changed.hint")}</p>
      <ul className="derive-list">
        {changed.map(({ id, targetId, title }) => (
          <li key={id} className="derive-item">
            <span className="derive-title">{titleOf(targetId)}</span>
            {title !== titleOf(targetId) && title !== "" && <p className="derive-reason">{title}</p>}
          </li>
        ))}
        {gone.map(({ id, targetId }) => (
          <li key={id} className="derive-item">
            <span className="derive-title">{titleOf(targetId)}</span>
            <p className="derive-reason">{say("flow.derive.gone")}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
