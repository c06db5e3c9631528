import { readChains } from "../../../shared/boards/user-needs-map/derive.ts"
import { readUnder } from "../../../shared/boards/user-needs-map/overlays.ts"
import { isCapability, isInsight, isNeed, isStage, isUser } from "../../../shared/boards/user-needs-map/schema.ts"
import { settleTitle, typeInCard } from "../../../shared/commands/cards.ts"
import type { Card } from "../../../shared/model/records.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { textLimit } from "../../../shared/model/text.ts"
import { told } from "../../session/notices.ts"
import { useCanEdit, useSay, useSession, useView } from "../../session/useSession.ts"
import { useSharedText } from "../../session/useSharedText.ts"
import { Field, TextArea } from "../../ui/Field.tsx"
import { CapabilityFields } from "./CapabilityFields.tsx"
import { EvidenceFields } from "./EvidenceFields.tsx"
import { InsightFields } from "./InsightFields.tsx"
import { Lines } from "./Lines.tsx"
import { NeedFields } from "./NeedFields.tsx"
import { OwnerFields } from "./OwnerFields.tsx"
import { StageFields } from "./StageFields.tsx"
import { UserFields } from "./UserFields.tsx"
import "./inspector.css"
import "./teams.css"

/** Details of one card of a User Needs Map. */
export function Inspector({ card, content }: { readonly card: Card; readonly content: BoardContent }) {
  const say = useSay()
  const canEdit = useCanEdit()
  const overlayId = useView((view) => view.overlayId)
  const reading = readUnder(content, overlayId)
  return (
    <form className="needs-inspector" onSubmit={(event) => event.preventDefault()}>
      <fieldset className="needs-fields" disabled={!canEdit} aria-label={say(`kind.${card.kind}`)}>
        {isUser(card) ? <UserFields card={card} /> : <Title card={card} />}
        {isNeed(card) && <NeedFields card={card} content={content} />}
        {isNeed(card) && <EvidenceFields card={card} />}
        {isCapability(card) && reading && reading.teams.length > 0 && <OwnerFields card={card} reading={reading} />}
        {isCapability(card) && <CapabilityFields card={card} />}
        {isStage(card) && <StageFields card={card} content={content} />}
        {isInsight(card) && <InsightFields card={card} content={content} />}
        <Note card={card} />
      </fieldset>
      {(isNeed(card) || isCapability(card)) && <Measures card={card} content={content} />}
      {(isUser(card) || isNeed(card) || isCapability(card)) && <Lines card={card} content={content} />}
    </form>
  )
}

function Title({ card }: { readonly card: Card }) {
  const say = useSay()
  const { editing } = useSession()
  const field = useSharedText(
    card.title,
    (text) => told(typeInCard(editing, card.id, "title", text)),
    () => settleTitle(editing, card.id),
  )
  return <Field label={say("needs.title")} maxLength={textLimit.title} {...field} />
}

function Note({ card }: { readonly card: Card }) {
  const say = useSay()
  const { editing } = useSession()
  const field = useSharedText(card.note, (text) => told(typeInCard(editing, card.id, "note", text)))
  return <TextArea label={say("needs.note")} maxLength={textLimit.note} {...field} />
}

/** What follows from the lines: nobody types it, nothing stores it. */
function Measures({ card, content }: { readonly card: Card; readonly content: BoardContent }) {
  const say = useSay()
  const { depth, needsServed, fanIn } = readChains(content)
  const overlayId = useView((view) => view.overlayId)
  const reading = readUnder(content, overlayId)
  const teams = reading?.measures.needs.find(({ need }) => need.id === card.id)?.teams
  return (
    <ul className="needs-measures">
      {isCapability(card) && <li>{say("needs.measure.needsServed", { count: needsServed(card.id) })}</li>}
      {isCapability(card) && reading?.isCandidate(card.id) && <li>{say("needs.measure.candidate")}</li>}
      {teams !== undefined && teams > 0 && <li>{say("needs.measure.teamsPerNeed", { count: teams })}</li>}
      {isCapability(card) && <li>{say("needs.measure.fanIn", { count: fanIn(card.id) })}</li>}
      {(isNeed(card) || depth(card.id) > 0) && <li>{say("needs.measure.depth", { count: depth(card.id) })}</li>}
    </ul>
  )
}
