import { textLimit } from "../../../shared/model/text.ts"
import { useDraft } from "../../session/useDraft.ts"
import { useSession } from "../../session/useSession.ts"
import { isComposed } from "../../session/useSharedText.ts"
import { IconButton } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { useWords } from "../words.ts"
import { type PrivateNote, titleOf, usePrivateNotes } from "./privateNotes.ts"

/** My notes of this step, to be changed or taken back as long as nobody has seen them. */
export function PrivateNotes({ stepId }: { readonly stepId: string }) {
  const say = useWords()
  const notes = usePrivateNotes(stepId)
  return (
    <section className="private-notes" aria-label={say("writing.mine", { count: notes.length })}>
      <h2>{say("writing.mine", { count: notes.length })}</h2>
      {notes.length === 0 && <p className="muted">{say("writing.mine.none")}</p>}
      <ul>
        {notes.map((one) => (
          <Note key={one.id} one={one} />
        ))}
      </ul>
    </section>
  )
}

function Note({ one }: { readonly one: PrivateNote }) {
  const say = useWords()
  const { handIns } = useSession()
  const { id, note, state } = one
  const title = titleOf(note)
  const draft = useDraft(title, textLimit.title, (next) => {
    const words = next.trim().replaceAll(/\s+/g, " ")
    if (words === "" || words === title) return true
    // Revealed while it was being reworded: the host takes no other words for it any more.
    if (!handIns.mine.getState().has(`note ${id}`)) return false
    void handIns.put({ ask: "seal-note", body: { id, note: { ...note, values: { ...note.values, title: words } } } })
    return true
  })
  const remove = () => {
    if (state === "refused") handIns.forget(`note ${id}`)
    else void handIns.put({ ask: "seal-note", body: { id, note: null } })
  }
  return (
    <li className={`private-note private-note-${state}`}>
      <textarea
        className="input"
        aria-label={say("app.card", { kind: say(`kind.${note.kind}`), name: title })}
        rows={1}
        maxLength={textLimit.title}
        value={draft.text}
        onChange={(event) => draft.write(event.target.value)}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key !== "Enter" || isComposed(event)) return
          event.preventDefault()
          event.currentTarget.blur()
        }}
        onBlur={draft.settle}
      />
      <IconButton label={say("writing.remove", { title })} icon="trash" onClick={remove} />
      <p className="private-note-state">
        <Icon name={stateIcon[state]} size={16} />
        {say(`writing.state.${state}`)}
        {isKnown(one.reason) && ` ${say(`writing.refused.${one.reason}`)}`}
        {!note.isNamed && ` · ${say("writing.noName")}`}
      </p>
    </li>
  )
}

/** What the host says of a note that it does not take; of a failed question it is enough that the note is kept here. */
const knownReasons = ["step", "schema", "quota", "role", "identity", "unknown"]
const isKnown = (reason: string | undefined): boolean => reason !== undefined && knownReasons.includes(reason)

const stateIcon = { device: "device", sealed: "lock", refused: "alert" } as const
