import { useId, useState } from "react"
import { textLimit } from "../../../shared/model/text.ts"
import type { Composing, Scene } from "../../canvas/boardView.ts"
import { useBegun } from "../../session/useBegun.ts"
import { useSnapshot } from "../../session/useSession.ts"
import { isComposed } from "../../session/useSharedText.ts"
import { Button } from "../../ui/Button.tsx"
import { Select } from "../../ui/Field.tsx"
import { useWords } from "../words.ts"

export interface NoteFormProps {
  readonly offer: Composing
  readonly scene: Scene
  readonly button: string
  /** False keeps the words in the box. */
  readonly onAdd: (title: string, placeId: string | undefined) => boolean
}

/** One thought at a time: the words, and where they belong if the kind asks for it. Enter adds. */
export function NoteForm({ offer, scene, button, onAdd }: NoteFormProps) {
  const say = useWords()
  const id = useId()
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const places = offer.places(scene, personas)
  const begun = useBegun("note")
  const [chosen, setChosen] = useState<string>()
  const place = places.find((one) => one.id === chosen) ?? places[0]
  const kind = say(offer.label)
  const add = () => {
    const title = begun.text.trim().replaceAll(/\s+/g, " ")
    if (title !== "" && onAdd(title, place?.id)) begun.clear()
  }
  return (
    <form
      className="composer-form"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <label htmlFor={id} className="visually-hidden">
        {say("phone.text", { kind })}
      </label>
      <textarea
        id={id}
        className="input composer-text"
        rows={4}
        maxLength={textLimit.title}
        value={begun.text}
        placeholder={say("phone.text", { kind })}
        enterKeyHint="done"
        onChange={(event) => begun.write(event.target.value)}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key !== "Enter" || event.shiftKey || isComposed(event)) return
          event.preventDefault()
          add()
        }}
      />
      {offer.where !== undefined && places.length > 0 && (
        <Select
          label={say(offer.where)}
          value={place?.id ?? ""}
          options={places.map((one) => ({ value: one.id, label: one.label || say("common.untitled") }))}
          onChange={(event) => setChosen(event.target.value)}
        />
      )}
      {offer.where !== undefined && places.length === 0 && <p className="muted">{say("phone.noPlace")}</p>}
      <Button type="submit" look="primary" icon="add" disabled={begun.text.trim() === ""}>
        {button}
      </Button>
    </form>
  )
}
