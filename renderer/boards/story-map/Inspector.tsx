import {
  type Frame,
  isActivity,
  isFrame,
  isPhase,
  isSlice,
  isStep,
  isStory,
  type Phase,
} from "../../../shared/boards/story-map/schema.ts"
import { settleTitle, typeInCard } from "../../../shared/commands/cards.ts"
import type { Card } from "../../../shared/model/records.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { textLimit } from "../../../shared/model/text.ts"
import { useCanEdit, useSay, useSession } from "../../session/useSession.ts"
import { useSharedText } from "../../session/useSharedText.ts"
import { Field, TextArea } from "../../ui/Field.tsx"
import { ActivityFields, StepFields } from "./BackboneFields.tsx"
import { ChosenPersonas } from "./chosen.tsx"
import { DraftArea } from "./drafts.tsx"
import { SliceFields } from "./SliceFields.tsx"
import { StoryFields } from "./StoryFields.tsx"
import "./inspector.css"
import { useChange } from "./useChange.ts"

interface InspectorProps {
  readonly card: Card
  readonly content: BoardContent
}

/** Details of one card of a Story Map. Starts afresh with each card, so that no draft wanders from one to another. */
export function Inspector({ card, content }: InspectorProps) {
  const canEdit = useCanEdit()
  const say = useSay()
  return (
    <form
      key={card.id}
      className="story-map-inspector"
      aria-label={say(`kind.${card.kind}`)}
      onSubmit={(event) => event.preventDefault()}
    >
      <fieldset className="story-map-group" disabled={!canEdit}>
        <Title card={card} />
        <KindFields card={card} content={content} />
        <Note card={card} />
      </fieldset>
    </form>
  )
}

function Title({ card }: { readonly card: Card }) {
  const { editing } = useSession()
  const say = useSay()
  const field = useSharedText(
    card.title,
    (text) => typeInCard(editing, card.id, "title", text),
    () => settleTitle(editing, card.id),
  )
  return <Field label={say("storyMap.field.title")} maxLength={textLimit.title} {...field} />
}

function Note({ card }: { readonly card: Card }) {
  const { editing } = useSession()
  const say = useSay()
  const field = useSharedText(card.note, (text) => typeInCard(editing, card.id, "note", text))
  return <TextArea label={say("storyMap.field.note")} maxLength={textLimit.note} {...field} />
}

function KindFields({ card, content }: InspectorProps) {
  if (isFrame(card)) return <FrameFields frame={card} />
  if (isPhase(card)) return <PhaseFields phase={card} />
  if (isActivity(card)) return <ActivityFields activity={card} content={content} />
  if (isStep(card)) return <StepFields step={card} />
  if (isStory(card)) return <StoryFields story={card} content={content} />
  return isSlice(card) ? <SliceFields slice={card} content={content} /> : null
}

const answers = ["problem", "benefitUsers", "benefitUs", "outcome"] as const

function FrameFields({ frame }: { readonly frame: Frame }) {
  const say = useSay()
  const change = useChange(frame.id)
  return (
    <>
      {answers.map((field) => (
        <DraftArea
          key={field}
          label={say(`storyMap.frame.${field}`)}
          value={frame[field]}
          maxLength={1000}
          onSettle={(text) => change.text(field, text)}
        />
      ))}
      <ChosenPersonas
        label={say("storyMap.frame.forWhom")}
        chosen={frame.forWhom}
        onChange={(ids) => change.set({ forWhom: ids })}
      />
    </>
  )
}

function PhaseFields({ phase }: { readonly phase: Phase }) {
  const say = useSay()
  const change = useChange(phase.id)
  return (
    <DraftArea
      label={say("storyMap.field.description")}
      value={phase.description}
      maxLength={1000}
      onSettle={(text) => change.text("description", text)}
    />
  )
}
