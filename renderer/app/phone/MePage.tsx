import { type FormEvent, useState } from "react"
import { cleanLine } from "../../../shared/model/text.ts"
import { useSession, useSnapshot, useStatus } from "../../session/useSession.ts"
import { Avatar } from "../../ui/Avatar.tsx"
import { Button } from "../../ui/Button.tsx"
import { Field } from "../../ui/Field.tsx"
import { LanguageChoice } from "../LanguageChoice.tsx"
import { peopleOf } from "../peopleOf.ts"
import { prefer } from "../preferences.ts"
import { useWords } from "../words.ts"

/** Who I am here, who else is, and in which language. */
export function MePage() {
  const say = useWords()
  const { handIns } = useSession()
  const me = useStatus((status) => status.me)
  const people = peopleOf(useStatus(({ room }) => room))
  const title = useSnapshot(({ workshop }) => workshop.title)
  const [name, setName] = useState(me?.name ?? "")
  if (!me) return null
  const rename = (event: FormEvent) => {
    event.preventDefault()
    const clean = cleanLine(name, 40).trim()
    if (clean === "") return
    prefer({ name: clean })
    void handIns.put({ ask: "rename", body: { name: clean } })
  }
  return (
    <div className="me">
      <div className="me-head">
        <Avatar {...me} isDecoration />
        <div>
          <strong>{me.name}</strong>
          <p className="muted">{say("phone.roleIn", { role: say(`role.${me.role}`), title })}</p>
        </div>
      </div>
      <form className="inline-form me-name" onSubmit={rename}>
        <Field label={say("join.name")} value={name} maxLength={40} onChange={(event) => setName(event.target.value)} />
        <Button type="submit">{say("phone.rename")}</Button>
      </form>
      <LanguageChoice />
      <p className="muted">{say("app.people.button", { count: Math.max(1, people.length) })}</p>
      <p className="muted">{say("room.honest")}</p>
    </div>
  )
}
