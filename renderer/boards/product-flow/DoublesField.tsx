import { keepBoth } from "../../../shared/boards/product-flow/accept.ts"
import { foldDoubles } from "../../../shared/boards/product-flow/doubles.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { useCanEdit, useSay, useSession } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"

interface DoublesFieldProps {
  readonly id: string
  readonly content: BoardContent
}

/** The words of others who accepted the same suggestion at the same time. They can become cards of their own. */
export function DoublesField({ id, content }: DoublesFieldProps) {
  const say = useSay()
  const canEdit = useCanEdit()
  const { editing } = useSession()
  const shown = content.cards.get(id)
  const doubles = foldDoubles(content)
    .doublesOf(id)
    .filter(({ title, note }) => title !== shown?.title || note !== shown.note)
  if (doubles.length === 0) return null
  return (
    <fieldset className="flow-chosen">
      <legend>{say("flow.double.title")}</legend>
      <p className="muted">{say("flow.double.hint")}</p>
      {doubles.map(({ id: doubleId, title, note }) => (
        <div key={doubleId} className="flow-double">
          <p>{title || say("common.untitled")}</p>
          {note !== "" && <p className="muted">{note}</p>}
          {canEdit && <Button onClick={() => keepBoth(editing, content, doubleId)}>{say("flow.double.keep")}</Button>}
        </div>
      ))}
    </fieldset>
  )
}
