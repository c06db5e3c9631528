import { addRecord, changeRecord, deleteRecord, typeInRecord } from "../../../shared/commands/workshop.ts"
import { audiences, byOrder, type Persona } from "../../../shared/model/records.ts"
import { textLimit } from "../../../shared/model/text.ts"
import { useBegun } from "../../session/useBegun.ts"
import { useCanEdit, useSession, useSnapshot } from "../../session/useSession.ts"
import { useSharedText } from "../../session/useSharedText.ts"
import { Button, IconButton } from "../../ui/Button.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { reported } from "../reportProblem.ts"
import { useWords } from "../words.ts"
import "./dialogs.css"

/** The workshop's personas: every board means the same ones. */
export function PersonasDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords()
  const canEdit = useCanEdit()
  const personas = [...useSnapshot((snapshot) => snapshot.personas).values()].sort(byOrder)
  return (
    <Dialog
      title={say("action.personas")}
      description={say("personas.about")}
      closeLabel={say("common.close")}
      onClose={onClose}
      size="wide"
    >
      <div className="stack">
        {personas.length === 0 && <p className="muted">{say("personas.none")}</p>}
        <ul className="personas">
          {personas.map((persona) => (
            <PersonaRow key={persona.id} persona={persona} canEdit={canEdit} />
          ))}
        </ul>
        {canEdit && <AddPersona />}
      </div>
    </Dialog>
  )
}

function PersonaRow({ persona, canEdit }: { readonly persona: Persona; readonly canEdit: boolean }) {
  const say = useWords()
  const { editing } = useSession()
  const change = (values: Parameters<typeof changeRecord>[3]) =>
    reported(changeRecord(editing, "personas", persona.id, values))
  const name = persona.name || say("common.untitled")
  const field = useSharedText(persona.name, (text) =>
    reported(typeInRecord(editing, "personas", persona.id, "name", text)),
  )
  return (
    <li className="persona">
      <input
        className="input"
        aria-label={say("personas.name")}
        maxLength={textLimit.title}
        disabled={!canEdit}
        {...field}
      />
      <select
        className="input select"
        aria-label={say("personas.audience.of", { name })}
        value={persona.audience ?? ""}
        disabled={!canEdit}
        onChange={(event) => change({ audience: event.target.value || undefined })}
      >
        <option value="">{say("personas.audience.open")}</option>
        {audiences.map((audience) => (
          <option key={audience} value={audience}>
            {say(`personas.audience.${audience}`)}
          </option>
        ))}
      </select>
      <select
        className="input select"
        aria-label={say("personas.position.of", { name })}
        value={persona.position}
        disabled={!canEdit}
        onChange={(event) => change({ position: event.target.value })}
      >
        <option value="internal">{say("personas.position.internal")}</option>
        <option value="external">{say("personas.position.external")}</option>
      </select>
      {canEdit && (
        <IconButton
          label={say("personas.delete", { name })}
          icon="trash"
          onClick={() => reported(deleteRecord(editing, "personas", persona.id))}
        />
      )}
    </li>
  )
}

function AddPersona() {
  const say = useWords()
  const { editing } = useSession()
  const { text: name, write, clear } = useBegun("persona")
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() === "") return
        addRecord(editing, "personas", { name: name.trim(), audience: "consumer", position: "internal" })
        clear()
      }}
    >
      <input
        className="input"
        aria-label={say("personas.new")}
        placeholder={say("personas.example")}
        maxLength={textLimit.title}
        value={name}
        onChange={(event) => write(event.target.value)}
      />
      <Button type="submit" icon="add">
        {say("common.add")}
      </Button>
    </form>
  )
}
