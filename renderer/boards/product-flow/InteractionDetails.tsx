import { channels, frequencies, type Interaction } from "../../../shared/boards/product-flow/schema.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { useCanEdit, useSay, useSnapshot } from "../../session/useSession.ts"
import { Check, Select } from "../../ui/Field.tsx"
import { ChosenField, LineField, PickField, ScoreField, useChange } from "./fields.tsx"
import { HomeField } from "./HomeField.tsx"
import { cardsOfKind, personasInOrder } from "./homes.ts"
import { OpportunityButton } from "./OpportunityButton.tsx"
import { TextRows } from "./TextRows.tsx"

/** What one persona does in one activity. */
export function InteractionDetails({ card, content }: { readonly card: Interaction; readonly content: BoardContent }) {
  const say = useSay()
  const canEdit = useCanEdit()
  const change = useChange(card.id)
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const names = personasInOrder(personas).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      <HomeField
        label={say("flow.field.activity")}
        kind="activity"
        field="activityId"
        id={card.activityId}
        {...{ card, content }}
      />
      <Select
        label={say("flow.field.persona")}
        value={personas.has(card.personaId) ? card.personaId : ""}
        disabled={!canEdit}
        options={personas.has(card.personaId) ? names : [{ value: "", label: say("flow.persona.gone") }, ...names]}
        onChange={(event) => event.target.value !== "" && change({ personaId: event.target.value })}
      />
      <LineField label={say("flow.field.why")} value={card.why} onSettle={(why) => change({ why })} />
      <PickField
        label={say("flow.field.frequency")}
        value={card.frequency}
        words={frequencies}
        keyOf={(word) => `flow.frequency.${word}`}
        isOptional
        onPick={(frequency) => change({ frequency })}
      />
      <ScoreField
        label={say("flow.field.pain")}
        value={card.pain}
        ends={["flow.field.pain.1", "flow.field.pain.5"]}
        onPick={(pain) => change({ pain })}
      />
      <fieldset className="flow-chosen flow-channels">
        <legend>{say("flow.field.channel")}</legend>
        {channels.map((channel) => (
          <Check
            key={channel}
            label={say(`flow.channel.${channel}`)}
            checked={card.channel.includes(channel)}
            disabled={!canEdit}
            onChange={(event) =>
              change({
                channel: channels.filter((one) =>
                  one === channel ? event.target.checked : card.channel.includes(one),
                ),
              })
            }
          />
        ))}
      </fieldset>
      <TextRows label={say("flow.field.quotes")} cardId={card.id} field="quotes" rows={card.quotes} />
      <TraceFields card={card} />
      {canEdit && <OpportunityButton id={card.id} content={content} />}
    </>
  )
}

/** The needs it serves and the capabilities it rests on, on whatever map of the workshop they stand. */
function TraceFields({ card }: { readonly card: Interaction }) {
  const say = useSay()
  const change = useChange(card.id)
  const contents = useSnapshot((snapshot) => snapshot.contents)
  const needs = cardsOfKind({ contents }, "need")
  const capabilities = cardsOfKind({ contents }, "capability")
  return (
    <>
      {needs.length > 0 && (
        <ChosenField
          label={say("flow.field.needs")}
          addLabel={say("common.add")}
          chosenIds={card.needIds}
          choosable={needs}
          onChange={(needIds) => change({ needIds })}
        />
      )}
      {capabilities.length > 0 && (
        <ChosenField
          label={say("flow.field.capabilities")}
          addLabel={say("common.add")}
          chosenIds={card.capabilityIds}
          choosable={capabilities}
          onChange={(capabilityIds) => change({ capabilityIds })}
        />
      )}
    </>
  )
}
