import { byOrder, type Card } from "../../../shared/model/records.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { useCanEdit, useSay } from "../../session/useSession.ts"
import { Select } from "../../ui/Field.tsx"
import { useChange } from "./fields.tsx"

interface HomeFieldProps {
  readonly card: Card
  readonly content: BoardContent
  readonly label: string
  readonly kind: string
  readonly field: string
  readonly id: string
}

/** The card that this one stands in or hangs below. */
export function HomeField({ label, kind, field, id, card, content }: HomeFieldProps) {
  const say = useSay()
  const change = useChange(card.id)
  const homes = [...content.cards.values()].filter((other) => other.kind === kind).sort(byOrder)
  const options = homes.map((home) => ({ value: home.id, label: home.title || say("common.untitled") }))
  const isGone = !homes.some((home) => home.id === id)
  return (
    <Select
      label={label}
      value={isGone ? "" : id}
      disabled={!useCanEdit()}
      options={isGone ? [{ value: "", label: say("flow.field.none") }, ...options] : options}
      onChange={(event) => {
        if (event.target.value !== "") change({ [field]: event.target.value })
      }}
    />
  )
}
