import {
  isActivity,
  isEmptyCell,
  isInteraction,
  isMetric,
  isOpportunity,
  isPhase,
  isProduct,
  isSolutionIdea,
} from "../../../shared/boards/product-flow/schema.ts"
import type { Card } from "../../../shared/model/records.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { useSay } from "../../session/useSession.ts"
import { DoublesField } from "./DoublesField.tsx"
import { LineField, NoteField, PickField, TitleField, useChange } from "./fields.tsx"
import { HomeField } from "./HomeField.tsx"
import { InteractionDetails } from "./InteractionDetails.tsx"
import { MetricDetails } from "./MetricDetails.tsx"
import { OpportunityDetails } from "./OpportunityDetails.tsx"
import { ProductDetails } from "./ProductDetails.tsx"
import "./product-flow.css"

interface Details {
  readonly card: Card
  readonly content: BoardContent
}

/** Details of one card of a Product Flow. */
export const Inspector = ({ card, content }: Details) => (
  <div className="flow-inspector">
    <TitleField card={card} />
    <DoublesField id={card.id} content={content} />
    <OwnDetails card={card} content={content} />
    <NoteField card={card} />
  </div>
)

function OwnDetails({ card, content }: Details) {
  const say = useSay()
  const change = useChange(card.id)
  if (isInteraction(card)) return <InteractionDetails card={card} content={content} />
  if (isMetric(card)) return <MetricDetails card={card} content={content} />
  if (isOpportunity(card)) return <OpportunityDetails card={card} content={content} />
  if (isProduct(card)) return <ProductDetails card={card} />
  if (isPhase(card))
    return (
      <LineField
        label={say("flow.field.description")}
        value={card.description}
        onSettle={(description = "") => change({ description })}
      />
    )
  if (isActivity(card))
    return (
      <HomeField
        label={say("flow.field.phase")}
        kind="phase"
        field="phaseId"
        id={card.phaseId}
        {...{ card, content }}
      />
    )
  if (isEmptyCell(card))
    return (
      <PickField
        label={say("flow.field.reason")}
        value={card.reason}
        words={["unknown", "not-concerned", "not-allowed"]}
        keyOf={(reason) => `flow.empty-cell.${reason}`}
        onPick={(reason) => reason && change({ reason })}
      />
    )
  if (isSolutionIdea(card))
    return (
      <HomeField
        label={say("flow.idea.below")}
        kind="opportunity"
        field="opportunityId"
        id={card.opportunityId}
        {...{ card, content }}
      />
    )
  return null
}
