import { isInteraction, type Metric, signals, units } from "../../../shared/boards/product-flow/schema.ts"
import { byOrder } from "../../../shared/model/records.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { useCanEdit, useSay, useSnapshot } from "../../session/useSession.ts"
import { Check } from "../../ui/Field.tsx"
import { ChosenField, LineField, NumberField, PickField, useChange } from "./fields.tsx"
import { HomeField } from "./HomeField.tsx"
import { personasInOrder } from "./homes.ts"
import { OpportunityButton } from "./OpportunityButton.tsx"
import { RangeFields } from "./RangeFields.tsx"
import { SegmentFields } from "./SegmentFields.tsx"
import { TextRows } from "./TextRows.tsx"

/** What is measured, from whose side, and when it is too little or too much. */
export function MetricDetails({ card, content }: { readonly card: Metric; readonly content: BoardContent }) {
  const say = useSay()
  const canEdit = useCanEdit()
  const change = useChange(card.id)
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const interactions = [...content.cards.values()]
    .filter(isInteraction)
    .filter(({ activityId }) => activityId === card.activityId)
    .sort(byOrder)
    .map(({ id, title }) => ({ id, label: title || say("common.untitled") }))
  return (
    <>
      <div className="flow-pair">
        <NumberField
          label={say("flow.field.current")}
          value={card.current}
          onSettle={(current) => change({ current })}
        />
        <UnitField unit={card.unit} onPick={(unit) => change({ unit })} />
        <NumberField
          label={say("flow.field.baseline")}
          value={card.baseline}
          onSettle={(baseline) => change({ baseline })}
        />
        <NumberField label={say("flow.field.target")} value={card.target} onSettle={(target) => change({ target })} />
      </div>
      <RangeFields
        legend={say("flow.field.range")}
        range={card.healthRange}
        onChange={(healthRange) => change({ healthRange })}
      />
      <PickField
        label={say("flow.field.confidence")}
        value={card.confidence}
        words={["measured", "estimated", "guessed"]}
        keyOf={(word) => `flow.confidence.${word}`}
        onPick={(confidence) => change({ confidence })}
      />
      <SegmentFields card={card} personas={personasInOrder(personas)} />
      <MeaningFields card={card} content={content} />
      {interactions.length > 0 && (
        <ChosenField
          label={say("flow.field.interactions")}
          addLabel={say("common.add")}
          chosenIds={card.interactionIds}
          choosable={interactions}
          onChange={(interactionIds) => change({ interactionIds })}
        />
      )}
      <TextRows label={say("flow.field.answers")} cardId={card.id} field="answers" rows={card.answers} />
      {canEdit && <OpportunityButton id={card.id} content={content} />}
    </>
  )
}

/** What the number stands for and where it comes from. */
function MeaningFields({ card, content }: { readonly card: Metric; readonly content: BoardContent }) {
  const say = useSay()
  const canEdit = useCanEdit()
  const change = useChange(card.id)
  return (
    <>
      <PickField
        label={say("flow.field.metricKind")}
        value={card.metricKind}
        words={["quantitative", "qualitative"]}
        keyOf={(word) => `flow.metricKind.${word}`}
        onPick={(metricKind) => change({ metricKind })}
      />
      <PickField
        label={say("flow.field.signal")}
        value={card.signal}
        words={signals}
        keyOf={(word) => `flow.signal.${word}`}
        onPick={(signal) => change({ signal })}
      />
      <PickField
        label={say("flow.field.direction")}
        value={card.direction}
        words={["higher-better", "lower-better", "in-range"]}
        keyOf={(word) => `flow.direction.${word}`}
        isOptional
        onPick={(direction) => change({ direction })}
      />
      <Check
        label={say("flow.field.leading")}
        checked={card.leading}
        disabled={!canEdit}
        onChange={(event) => change({ leading: event.target.checked })}
      />
      <LineField label={say("flow.field.source")} value={card.source} onSettle={(source) => change({ source })} />
      <LineField
        label={say("flow.field.cadence")}
        value={card.cadence}
        maxLength={60}
        onSettle={(cadence) => change({ cadence })}
      />
      <NumberField
        label={say("flow.field.sampleSize")}
        value={card.sampleSize}
        onSettle={(count) => change({ sampleSize: count === undefined ? undefined : Math.max(0, Math.round(count)) })}
      />
      <HomeField
        label={say("flow.field.activity")}
        kind="activity"
        field="activityId"
        id={card.activityId}
        {...{ card, content }}
      />
    </>
  )
}

/** A unit of the list; one that a file brought and the list does not have stays to choose. */
function UnitField({
  unit,
  onPick,
}: {
  readonly unit: string | undefined
  readonly onPick: (unit: string | undefined) => void
}) {
  const say = useSay()
  const isOwn = unit !== undefined && !units.some((word) => word === unit)
  return (
    <PickField<string>
      label={say("flow.field.unit")}
      value={unit}
      words={isOwn ? [...units, unit] : units}
      keyOf={(word) => (word === unit && isOwn ? word : `flow.unit.name.${word}`)}
      isOptional
      onPick={onPick}
    />
  )
}
