import { useState } from "react"
import type { AgendaStep } from "../../../shared/model/sessionRecords.ts"
import type { Composing, Scene } from "../../canvas/boardView.ts"
import { useBegun } from "../../session/useBegun.ts"
import { useBoard, useHandIns, useSession, useStatus } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Choice } from "../../ui/Choice.tsx"
import { Check } from "../../ui/Field.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { reported } from "../reportProblem.ts"
import { useScene } from "../useScene.ts"
import { useWritable } from "../useWritable.ts"
import { useWords } from "../words.ts"
import { draftOf } from "./draft.ts"
import { NoteForm } from "./NoteForm.tsx"
import { PrivateNotes } from "./PrivateNotes.tsx"
import { usePrivateNotes } from "./privateNotes.ts"
import "./writing.css"

/**
 * Writing alone (`domain.md` 1.10): what is written here stays with its author and, sealed, with the host until
 * everything is revealed at once. The same on a phone and beside a map.
 */
export function PrivateWriting({ step }: { readonly step: AgendaStep }) {
  const say = useWords()
  const content = useBoard()
  const writable = useWritable(content?.board.kind ?? "")
  const scene = useScene(writable, content)
  const offers = offersIn(writable?.offers ?? [], step)
  return (
    <div className="private-writing">
      <p className="private-promise">
        <Icon name="eyeOff" /> {say("writing.promise")}
      </p>
      {scene && offers.length > 0 ? (
        <Writing key={scene.content.board.id} step={step} scene={scene} offers={offers} />
      ) : (
        <p className="muted">{say("writing.nothing")}</p>
      )}
      <PrivateNotes stepId={step.id} />
      <Ready stepId={step.id} />
    </div>
  )
}

/** What the step asks for, of what this board takes. */
const offersIn = (offers: readonly Composing[], { allowedKinds }: AgendaStep): readonly Composing[] =>
  offers.filter(({ kind }) => allowedKinds.length === 0 || allowedKinds.includes(kind))

interface WritingProps {
  readonly step: AgendaStep
  readonly scene: Scene
  readonly offers: readonly Composing[]
}

function Writing({ step, scene, offers }: WritingProps) {
  const say = useWords()
  const { handIns } = useSession()
  const [kind, setKind] = useState(offers[0]?.kind ?? "")
  // As begun words come back, so does the wish that nobody shall know whose they are.
  const withoutName = useBegun("note without name")
  const isNamed = withoutName.text === ""
  const offer = offers.find((one) => one.kind === kind) ?? offers[0]
  if (!offer) return null
  const add = (title: string, placeId: string | undefined): boolean => {
    const draft = reported(draftOf(scene, offer, placeId, title))
    if (!draft) return false
    void handIns.put({ ask: "seal-note", body: { id: draft.id, note: { ...draft.note, stepId: step.id, isNamed } } })
    return true
  }
  return (
    <>
      {offers.length > 1 && (
        <Choice
          label={say("phone.kind")}
          isLabelHidden
          value={offer.kind}
          options={offers.map((one) => ({ value: one.kind, label: say(one.label) }))}
          onChoose={setKind}
        />
      )}
      <NoteForm offer={offer} scene={scene} button={say("writing.add")} onAdd={add} />
      <Check
        label={say("writing.withoutName")}
        checked={!isNamed}
        onChange={(event) => (event.target.checked ? withoutName.write("yes") : withoutName.clear())}
      />
    </>
  )
}

/** Done writing: a word to whoever leads, taken back at any time. */
function Ready({ stepId }: { readonly stepId: string }) {
  const say = useWords()
  const { handIns } = useSession()
  const isReady = useHandIns((mine) => {
    const said = mine.get("ready")?.what
    return said?.ask === "ready" && said.body.isReady && said.body.stepId === stepId
  })
  const count = usePrivateNotes(stepId).length
  const ready = useStatus(({ news }) => news.counters.ready)
  const people = useStatus(
    ({ room }) => new Set(room.filter(({ role }) => role !== "observer").map((one) => one.personId)).size,
  )
  const toggle = () => void handIns.put({ ask: "ready", body: { stepId, isReady: !isReady } })
  return (
    <div className="private-ready">
      <Button look={isReady ? "quiet" : "primary"} icon="check" aria-pressed={isReady} onClick={toggle}>
        {say(isReady ? "writing.stillWriting" : "writing.ready")}
      </Button>
      <p className="muted" role="status">
        {say("writing.readyCount", { ready, people, count })}
      </p>
    </div>
  )
}
