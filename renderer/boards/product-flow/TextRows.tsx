import { textLimit } from "../../../shared/model/text.ts"
import { useCanEdit, useSay, useSession } from "../../session/useSession.ts"
import { Button, IconButton } from "../../ui/Button.tsx"
import { LineField } from "./fields.tsx"

type Rows = { readonly [key: string]: string }
interface TextRowsProps {
  readonly label: string
  readonly rows: Rows
  readonly onChange: (rows: Rows) => void
}

const rowLimit = 1000
const shortest = textLimit.name

/** Lines that people add one by one, such as quotes; each is a row of its own, so that two people never write over each other. */
export function TextRows({ label, rows, onChange }: TextRowsProps) {
  const say = useSay()
  const canEdit = useCanEdit()
  const { editing } = useSession()
  const without = (key: string): Rows => Object.fromEntries(Object.entries(rows).filter(([other]) => other !== key))
  return (
    <fieldset className="flow-chosen">
      <legend>{label}</legend>
      {Object.entries(rows).map(([key, text], index) => (
        <div key={key} className="flow-row">
          <LineField
            label={say("flow.row.number", { label, number: index + 1 })}
            value={text}
            maxLength={rowLimit}
            onSettle={(next) => onChange(next === undefined ? without(key) : { ...rows, [key]: next })}
          />
          {canEdit && (
            <IconButton
              label={say("flow.row.remove", { text: text.slice(0, shortest) || String(index + 1) })}
              icon="close"
              onClick={() => onChange(without(key))}
            />
          )}
        </div>
      ))}
      {canEdit && (
        <Button icon="add" onClick={() => onChange({ ...rows, [editing.newId()]: "" })}>
          {say("flow.row.add")}
        </Button>
      )}
    </fieldset>
  )
}
