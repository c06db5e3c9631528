import { isNeed, isUser, type Stage } from "../../../shared/boards/user-needs-map/schema.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { useSay, useSnapshot } from "../../session/useSession.ts"
import { Select } from "../../ui/Field.tsx"
import { useChange } from "./useChange.ts"

export function StageFields({ card, content }: { readonly card: Stage; readonly content: BoardContent }) {
  const say = useSay()
  const change = useChange(card.id)
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const cards = [...content.cards.values()]
  const users = new Set(cards.filter(isUser).map(({ personaId }) => personaId))
  const count = cards.filter((need) => isNeed(need) && need.stageId === card.id).length
  return (
    <>
      <Select
        label={say("needs.stage.persona")}
        value={card.personaId !== undefined && users.has(card.personaId) ? card.personaId : ""}
        options={[
          { value: "", label: say("needs.stage.everyone") },
          ...[...users].flatMap((id) => {
            const persona = personas.get(id)
            return persona ? [{ value: id, label: persona.name === "" ? say("common.untitled") : persona.name }] : []
          }),
        ]}
        onChange={({ target }) => change({ personaId: target.value === "" ? undefined : target.value })}
      />
      <p className="needs-measure">{say("needs.stage.count", { count })}</p>
    </>
  )
}
