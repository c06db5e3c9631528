import { type FormEvent, useState } from "react"
import { byOrder } from "../../../shared/model/records.ts"
import { cleanLine } from "../../../shared/model/text.ts"
import { useSession, useSnapshot, useStatus } from "../../session/useSession.ts"
import { Avatar } from "../../ui/Avatar.tsx"
import { Button } from "../../ui/Button.tsx"
import { Field, Select } from "../../ui/Field.tsx"
import { LanguageChoice } from "../LanguageChoice.tsx"
import { prefer, preferences } from "../preferences.ts"
import { useWords } from "../words.ts"
import "../screens.css"

/** The one question before somebody takes part. Any name will do. */
export function NameScreen({ onNamed }: { readonly onNamed: () => void }) {
  const say = useWords()
  const { handIns } = useSession()
  const title = useSnapshot(({ workshop }) => workshop.title)
  const me = useStatus((status) => status.me)
  const [name, setName] = useState(preferences.getState().name)
  const personas = [...useSnapshot((snapshot) => snapshot.personas).values()].sort(byOrder)
  const [perspective, setPerspective] = useState("")
  const [isMissing, setMissing] = useState(false)
  const enter = (event: FormEvent) => {
    event.preventDefault()
    const clean = cleanLine(name, 40).trim()
    setMissing(clean === "")
    if (clean === "") return
    prefer({ name: clean })
    if (clean !== me?.name) void handIns.put({ ask: "rename", body: { name: clean } })
    if (perspective !== "") void handIns.put({ ask: "introduce", body: { perspective } })
    onNamed()
  }
  return (
    <main className="screen">
      <form className="sheet" onSubmit={enter} noValidate>
        {me && <Avatar {...me} isDecoration />}
        <h1>{title || say("join.title")}</h1>
        <Field
          label={say("join.name")}
          hint={say("join.name.hint")}
          problem={isMissing ? say("join.name.missing") : undefined}
          value={name}
          maxLength={40}
          autoComplete="nickname"
          enterKeyHint="go"
          onChange={(event) => setName(event.target.value)}
        />
        {personas.length > 0 && (
          <Select
            label={say("join.perspective")}
            hint={say("join.perspective.hint")}
            value={perspective}
            options={[
              { value: "", label: say("join.perspective.none") },
              ...personas.map(({ id, name: called }) => ({ value: id, label: called || say("common.untitled") })),
            ]}
            onChange={(event) => setPerspective(event.target.value)}
          />
        )}
        <Button type="submit" look="primary">
          {say("join.enter")}
        </Button>
        <LanguageChoice />
      </form>
    </main>
  )
}
