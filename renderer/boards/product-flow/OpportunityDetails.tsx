import { addIdea, sourceFields } from "../../../shared/boards/product-flow/commands.ts"
import { isSolutionIdea, type Opportunity } from "../../../shared/boards/product-flow/schema.ts"
import { byOrder } from "../../../shared/model/records.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { useCanEdit, useSay, useSession, useSnapshot } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { ChosenField, PickField, ScoreField, TitleField, useChange } from "./fields.tsx"
import { possibleSources } from "./homes.ts"
import { TextRows } from "./TextRows.tsx"
import { ValueSection } from "./ValueSection.tsx"

/** A persona's problem worth exploring: where it comes from and what could be done about it. */
export function OpportunityDetails({ card, content }: { readonly card: Opportunity; readonly content: BoardContent }) {
  const say = useSay()
  const change = useChange(card.id)
  const personas = useSnapshot((snapshot) => snapshot.personas)
  return (
    <>
      <PickField
        label={say("flow.field.opportunityKind")}
        value={card.opportunityKind}
        words={["need", "pain", "wish", "risk"]}
        keyOf={(word) => `flow.opportunity.${word}`}
        onPick={(opportunityKind) => change({ opportunityKind })}
      />
      <PickField
        label={say("flow.field.state")}
        value={card.state}
        words={["candidate", "exploring", "chosen", "parked", "dropped"]}
        keyOf={(word) => `flow.state.${word}`}
        onPick={(state) => change({ state })}
      />
      <ChosenField
        label={say("flow.field.sources")}
        addLabel={say("flow.source.add")}
        chosenIds={[...card.fromInteractionIds, ...card.fromMetricIds]}
        choosable={possibleSources(content, personas, say)}
        onChange={(ids) => change({ ...sourceFields(content, ids) })}
      />
      <div className="flow-pair">
        <ScoreField
          label={say("flow.field.severity")}
          value={card.severity}
          onPick={(severity) => change({ severity })}
        />
        <ScoreField
          label={say("flow.field.sure")}
          value={card.confidence}
          onPick={(confidence) => change({ confidence })}
        />
      </div>
      <ValueSection card={card} content={content} />
      <TextRows label={say("flow.field.evidence")} cardId={card.id} field="evidence" rows={card.evidence} />
      <Ideas card={card} content={content} />
    </>
  )
}

/** Solutions have their place here and nowhere else, so that the title can stay a problem. */
function Ideas({ card, content }: { readonly card: Opportunity; readonly content: BoardContent }) {
  const say = useSay()
  const canEdit = useCanEdit()
  const { editing } = useSession()
  const ideas = [...content.cards.values()]
    .filter(isSolutionIdea)
    .filter(({ opportunityId }) => opportunityId === card.id)
    .sort(byOrder)
  return (
    <fieldset className="flow-chosen">
      <legend>{say("flow.field.ideas")}</legend>
      {ideas.map((idea) => (
        <TitleField key={idea.id} card={idea} />
      ))}
      {canEdit && (
        <Button icon="add" onClick={() => addIdea({ editing, content }, card.id)}>
          {say("flow.idea.add")}
        </Button>
      )}
    </fieldset>
  )
}
