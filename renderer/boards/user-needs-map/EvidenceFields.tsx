import { evidenceKinds, type Need } from "../../../shared/boards/user-needs-map/schema.ts"
import { textLimit } from "../../../shared/model/text.ts"
import { useBegun } from "../../session/useBegun.ts"
import { useSay, useSession } from "../../session/useSession.ts"
import { isComposed } from "../../session/useSharedText.ts"
import { Button, IconButton } from "../../ui/Button.tsx"
import { Field, Select } from "../../ui/Field.tsx"
import { DraftField } from "./DraftField.tsx"
import { useEvidence } from "./useChange.ts"

/** What speaks for a need: who said it, what was counted or seen, or that it is only assumed so far. */
export function EvidenceFields({ card }: { readonly card: Need }) {
  const say = useSay()
  const { editing } = useSession()
  const keep = useEvidence(card.id)
  const rows = Object.entries(card.evidence)
  const kinds = evidenceKinds.map((value) => ({ value, label: say(`needs.evidence.${value}`) }))
  return (
    <section className="needs-evidence" aria-label={say("needs.evidence")}>
      <h3>{say("needs.evidence")}</h3>
      {rows.length === 0 && <p className="muted">{say("needs.evidence.none")}</p>}
      <ul className="needs-lines">
        {rows.map(([id, row], at) => (
          <li key={id} className="evidence">
            <Select
              label={say("needs.evidence.kind", { number: at + 1 })}
              value={row.kind ?? "assumption"}
              options={kinds}
              onChange={({ target }) => {
                const kind = evidenceKinds.find((one) => one === target.value)
                if (kind) keep(id, { text: row.text ?? "", kind })
              }}
            />
            <DraftField
              label={say("needs.evidence.text", { number: at + 1 })}
              value={row.text ?? ""}
              maxLength={textLimit.line}
              onKeep={(text) => keep(id, { kind: row.kind ?? "assumption", text })}
            />
            <IconButton
              icon="trash"
              label={say("needs.evidence.delete", { number: at + 1 })}
              onClick={() => keep(id, undefined)}
            />
          </li>
        ))}
      </ul>
      <NewEvidence needId={card.id} onAdd={(text) => keep(editing.newId(), { kind: "assumption", text })} />
    </section>
  )
}

interface NewEvidenceProps {
  readonly needId: string
  /** False keeps the words in the box. */
  readonly onAdd: (text: string) => boolean
}

function NewEvidence({ needId, onAdd }: NewEvidenceProps) {
  const say = useSay()
  const { text, write, clear } = useBegun(`evidence ${needId}`)
  const add = () => {
    if (text.trim() !== "" && onAdd(text.trim())) clear()
  }
  return (
    <div className="evidence-new">
      <Field
        label={say("needs.evidence.new")}
        value={text}
        maxLength={textLimit.line}
        onChange={({ target }) => write(target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !isComposed(event)) add()
        }}
      />
      <Button icon="add" disabled={text.trim() === ""} onClick={add}>
        {say("needs.evidence.add")}
      </Button>
    </div>
  )
}
