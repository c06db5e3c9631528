import { changeEntry } from "../../../shared/commands/cards.ts"
import { textLimit } from "../../../shared/model/text.ts"
import { told } from "../../session/notices.ts"
import { useCanEdit, useSay, useSession } from "../../session/useSession.ts"
import { Button, IconButton } from "../../ui/Button.tsx"
import { LineField } from "./fields.tsx"

type Rows = { readonly [key: string]: string }
interface TextRowsProps {
  readonly label: string
  readonly cardId: string
  /** The card's field that holds the rows. */
  readonly field: string
  readonly rows: Rows
}

const rowLimit = 1000
const shortest = textLimit.name

/** Lines that people add one by one, such as quotes; each is a row of its own, so that two people never write over each other. */
export function TextRows({ label, cardId, field, rows }: TextRowsProps) {
  const say = useSay()
  const canEdit = useCanEdit()
  const { editing } = useSession()
  const put = (key: string, text: string | undefined) => told(changeEntry(editing, cardId, field, key, text))
  return (
    <fieldset className="flow-chosen">
      <legend>{label}</legend>
      {Object.entries(rows).map(([key, text], index) => (
        <div key={key} className="flow-row">
          <LineField
            label={say("flow.row.number", { label, number: index + 1 })}
            value={text}
            maxLength={rowLimit}
            onSettle={(next) => put(key, next)}
          />
          {canEdit && (
            <IconButton
              label={say("flow.row.remove", { text: text.slice(0, shortest) || String(index + 1) })}
              icon="close"
              onClick={() => put(key, undefined)}
            />
          )}
        </div>
      ))}
      {canEdit && (
        <Button icon="add" onClick={() => put(editing.newId(), "")}>
          {say("flow.row.add")}
        </Button>
      )}
    </fieldset>
  )
}
