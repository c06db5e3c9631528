import type { Persona } from "../../../shared/model/records.ts"
import { byOrder } from "../../../shared/model/records.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import { useSay, useSnapshot } from "../../session/useSession.ts"
import { IconButton } from "../../ui/Button.tsx"
import { Check, Select } from "../../ui/Field.tsx"

interface ChosenProps {
  readonly chosen: readonly string[]
  readonly onChange: (ids: readonly string[]) => void
}

/** The workshop's personas, ticked for those that a card is about. */
export function ChosenPersonas({ chosen, onChange, label }: ChosenProps & { readonly label: string }) {
  const say = useSay()
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id])
  return (
    <fieldset className="story-map-group">
      <legend>{label}</legend>
      {personas.size === 0 && <p className="field-hint">{say("storyMap.field.personas.none")}</p>}
      {[...personas.values()].sort(byOrder).map(({ id, name }: Persona) => (
        <Check key={id} label={name} checked={chosen.includes(id)} onChange={() => toggle(id)} />
      ))}
    </fieldset>
  )
}

/** Cards of the workshop's needs maps that a card of this map refers to: the way from a step to what it serves. */
export function ChosenCards({
  chosen,
  onChange,
  kind,
  field,
}: ChosenProps & { readonly kind: string; readonly field: string }) {
  const say = useSay()
  const contents = useSnapshot((snapshot) => snapshot.contents)
  const titles = titlesOf(contents, kind)
  const name = (id: string) => titles.get(id) || say("common.untitled")
  const own = chosen.filter((id) => titles.has(id))
  const others = [...titles.keys()].filter((id) => !own.includes(id))
  if (titles.size === 0)
    return (
      <p className="field-hint">
        {say(`storyMap.field.${field}`)}: {say(`storyMap.field.${field}.none`)}
      </p>
    )
  return (
    <fieldset className="story-map-group">
      <legend>{say(`storyMap.field.${field}`)}</legend>
      <ul className="story-map-chosen">
        {own.map((id) => (
          <li key={id}>
            <span>{name(id)}</span>
            <IconButton
              icon="close"
              label={say("storyMap.field.takeAway", { name: name(id) })}
              onClick={() => onChange(chosen.filter((other) => other !== id))}
            />
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <Select
          label={say(`storyMap.field.${field}.add`)}
          value=""
          options={[{ value: "", label: "…" }, ...others.map((id) => ({ value: id, label: name(id) }))]}
          onChange={({ target }) => {
            if (target.value !== "") onChange([...chosen, target.value])
          }}
        />
      )}
    </fieldset>
  )
}

const titlesOf = (contents: Snapshot["contents"], kind: string): ReadonlyMap<string, string> => {
  const cards = [...contents.values()]
    .filter(({ board }) => board.kind === "user-needs-map")
    .flatMap((content) => [...content.cards.values()])
  return new Map(cards.filter((card) => card.kind === kind).map(({ id, title }) => [id, title]))
}
