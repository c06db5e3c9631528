import { userNeedsMap } from "../../../shared/boards/user-needs-map/kind.ts"
import { type Insight, insightKinds } from "../../../shared/boards/user-needs-map/schema.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { useSay, useSnapshot } from "../../session/useSession.ts"
import { IconButton } from "../../ui/Button.tsx"
import { Select } from "../../ui/Field.tsx"
import { useChange } from "./useChange.ts"

export function InsightFields({ card, content }: { readonly card: Insight; readonly content: BoardContent }) {
  const say = useSay()
  const change = useChange(card.id)
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const nameOf = (id: string) => {
    const other = content.cards.get(id)
    return (other && userNeedsMap.nameOf(other, personas)) || say("common.untitled")
  }
  const about = card.aboutIds.filter((id) => content.cards.has(id))
  const others = [...content.cards.values()].filter(
    ({ id, kind }) => id !== card.id && kind !== "note" && kind !== "insight" && !about.includes(id),
  )
  return (
    <>
      <Select
        label={say("needs.insightKind")}
        value={card.insightKind}
        options={insightKinds.map((value) => ({ value, label: say(`needs.insightKind.${value}`) }))}
        onChange={({ target }) => change({ insightKind: target.value })}
      />
      <ul className="needs-lines" aria-label={say("needs.about")}>
        {about.map((id) => (
          <li key={id} className="needs-line">
            <span className="needs-line-name">{nameOf(id)}</span>
            <IconButton
              icon="close"
              label={say("needs.about.remove", { title: nameOf(id) })}
              onClick={() => change({ aboutIds: card.aboutIds.filter((other) => other !== id) })}
            />
          </li>
        ))}
      </ul>
      <Select
        label={say("needs.about.add")}
        value=""
        options={[
          { value: "", label: "…" },
          ...others.map(({ id, kind }) => ({ value: id, label: `${say(`kind.${kind}`)}: ${nameOf(id)}` })),
        ]}
        onChange={({ target }) => change({ aboutIds: [...card.aboutIds, target.value].sort() })}
      />
    </>
  )
}
