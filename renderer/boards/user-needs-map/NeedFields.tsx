import { underserved } from "../../../shared/boards/user-needs-map/derive.ts"
import { isStage, type Need, needDimensions, needTiers } from "../../../shared/boards/user-needs-map/schema.ts"
import { byOrder } from "../../../shared/model/records.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { useSay } from "../../session/useSession.ts"
import { Choice } from "../../ui/Choice.tsx"
import { Check, Select } from "../../ui/Field.tsx"
import { OutcomeStatement } from "./Statement.tsx"
import { useChange } from "./useChange.ts"

export function NeedFields({ card, content }: { readonly card: Need; readonly content: BoardContent }) {
  const say = useSay()
  const change = useChange(card.id)
  const stages = [...content.cards.values()].filter(isStage).sort(byOrder)
  const isStageHere = stages.some(({ id }) => id === card.stageId)
  const score = underserved(card.importance, card.satisfaction)
  return (
    <>
      <Select
        label={say("needs.stage")}
        value={isStageHere ? (card.stageId ?? "") : ""}
        options={[
          { value: "", label: say("needs.stage.none") },
          ...stages.map(({ id, title }) => ({ value: id, label: title === "" ? say("common.untitled") : title })),
        ]}
        onChange={({ target }) => change({ stageId: target.value === "" ? undefined : target.value })}
      />
      <Choice
        label={say("needs.dimension")}
        value={card.dimension}
        options={needDimensions.map((value) => ({ value, label: say(`needs.dimension.${value}`) }))}
        onChoose={(dimension) => change({ dimension })}
      />
      <Select
        label={say("needs.tier")}
        value={card.tier}
        options={needTiers.map((value) => ({ value, label: say(`needs.tier.${value}`) }))}
        onChange={({ target }) => change({ tier: target.value })}
      />
      <Score name="importance" value={card.importance} onChoose={(importance) => change({ importance })} />
      <Score name="satisfaction" value={card.satisfaction} onChoose={(satisfaction) => change({ satisfaction })} />
      {score !== undefined && <p className="needs-measure">{say("needs.measure.underserved", { score })}</p>}
      <Check
        label={say("needs.validated")}
        checked={card.validated}
        onChange={({ target }) => change({ validated: target.checked })}
      />
      <OutcomeStatement
        legend={say("needs.statement")}
        statement={card.statement}
        onKeep={(statement) => change({ statement })}
      />
    </>
  )
}

const scores = [1, 2, 3, 4, 5]

/** 1 to 5, seen with the user's eyes; the ends say what they mean. */
function Score({
  name,
  value,
  onChoose,
}: {
  readonly name: "importance" | "satisfaction"
  readonly value: number | undefined
  readonly onChoose: (value: number | undefined) => void
}) {
  const say = useSay()
  const labelOf = (score: number) => (score === 1 || score === 5 ? say(`needs.${name}.${score}`) : String(score))
  return (
    <Select
      label={say(`needs.${name}`)}
      value={value === undefined ? "" : String(value)}
      options={[
        { value: "", label: say("needs.score.none") },
        ...scores.map((score) => ({ value: String(score), label: labelOf(score) })),
      ]}
      onChange={({ target }) => onChoose(target.value === "" ? undefined : Number(target.value))}
    />
  )
}
