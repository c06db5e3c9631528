import { settleName } from "../../../shared/boards/user-needs-map/commands.ts"
import type { User } from "../../../shared/boards/user-needs-map/schema.ts"
import { changeRecord, typeInRecord } from "../../../shared/commands/workshop.ts"
import { audiences, byOrder, type Persona } from "../../../shared/model/records.ts"
import { textLimit } from "../../../shared/model/text.ts"
import { told } from "../../session/notices.ts"
import { useSay, useSession, useSnapshot } from "../../session/useSession.ts"
import { useSharedText } from "../../session/useSharedText.ts"
import { Field, Select } from "../../ui/Field.tsx"
import { OutcomeStatement } from "./Statement.tsx"
import { useChange } from "./useChange.ts"

/** A user is a persona of the workshop; what is changed here is changed on all its boards. */
export function UserFields({ card }: { readonly card: User }) {
  const say = useSay()
  const change = useChange(card.id)
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const persona = personas.get(card.personaId)
  const choices = [...personas.values()].sort(byOrder).map(({ id, name }) => ({
    value: id,
    label: name === "" ? say("common.untitled") : name,
  }))
  const options = persona ? choices : [{ value: "", label: say("common.untitled") }, ...choices]
  return (
    <>
      {persona && <PersonaFields key={persona.id} persona={persona} />}
      <Select
        label={say("needs.persona")}
        value={persona?.id ?? ""}
        options={options}
        onChange={({ target }) => change({ personaId: target.value })}
      />
    </>
  )
}

function PersonaFields({ persona }: { readonly persona: Persona }) {
  const say = useSay()
  const { editing } = useSession()
  const change = (values: object) => told(changeRecord(editing, "personas", persona.id, { ...values }))
  const name = useSharedText(
    persona.name,
    (text) => told(typeInRecord(editing, "personas", persona.id, "name", text)),
    () => settleName(editing, persona.id),
  )
  return (
    <>
      <Field label={say("needs.name")} maxLength={textLimit.title} {...name} />
      <Select
        label={say("needs.audience")}
        value={persona.audience ?? ""}
        options={[
          { value: "", label: say("needs.audience.none") },
          ...audiences.map((value) => ({ value, label: say(`needs.audience.${value}.long`) })),
        ]}
        onChange={({ target }) => change({ audience: target.value === "" ? undefined : target.value })}
      />
      <Select
        label={say("needs.position")}
        value={persona.position}
        options={["internal", "external"].map((value) => ({ value, label: say(`needs.position.${value}`) }))}
        onChange={({ target }) => change({ position: target.value })}
      />
      <OutcomeStatement
        legend={say("needs.outcome")}
        statement={persona.outcome}
        onKeep={(outcome) => change({ outcome })}
      />
    </>
  )
}
