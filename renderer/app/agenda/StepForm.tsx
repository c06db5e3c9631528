import { useEffect } from "react"
import { changeStep } from "../../../shared/commands/agenda.ts"
import type { Values } from "../../../shared/document/records.ts"
import { type AgendaStep, agendaStepShape, inputModes, stepKinds } from "../../../shared/model/sessionRecords.ts"
import { textLimit } from "../../../shared/model/text.ts"
import { told } from "../../session/notices.ts"
import { useSession, useSnapshot } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Check, Select } from "../../ui/Field.tsx"
import { boardsInOrder } from "../boards.ts"
import { useWords } from "../words.ts"
import { DraftText } from "./DraftText.tsx"
import { placeSeen } from "./leading.ts"
import type { StepNotes } from "./stepNotes.ts"

export interface StepFormProps {
  readonly step: AgendaStep
  readonly notes: StepNotes
}

/** Everything about one step, before and while it runs. */
export function StepForm({ step, notes }: StepFormProps) {
  const say = useWords()
  const { editing } = useSession()
  const change = (values: Values) => told(changeStep(editing, step.id, values))
  const note = notes.of(step.id)
  const { look } = notes
  useEffect(look, [look])
  return (
    <div className="step-form">
      <DraftText
        label={say("agenda.field.title")}
        value={step.title}
        maxLength={textLimit.title}
        onKeep={(title) => change({ title })}
      />
      <div className="step-form-pair">
        <DraftText
          label={say("agenda.time")}
          value={String(step.plannedSeconds / 60)}
          maxLength={4}
          isNumber
          onKeep={(text) => {
            const minutes = minutesIn(text)
            return minutes === undefined || change({ plannedSeconds: Math.round(minutes * 60) })
          }}
        />
        <Choices field="priority" of={["must", "should", "could"]} words="agenda.priority" {...{ step, change }} />
      </div>
      <DraftText
        label={say("agenda.field.prompt")}
        value={step.prompt}
        maxLength={200}
        isLong
        onKeep={(prompt) => change({ prompt: prompt.replaceAll(/\s+/g, " ").trim() })}
      />
      <DraftText
        label={say("agenda.field.instruction")}
        value={step.instruction}
        maxLength={textLimit.note}
        isLong
        onKeep={(instruction) => change({ instruction })}
      />
      {note !== undefined && (
        <DraftText
          label={say("agenda.field.note")}
          hint={say("agenda.field.note.hint")}
          value={note}
          maxLength={textLimit.note}
          isLong
          onBegin={look}
          onKeep={(text) => {
            notes.write(step.id, text)
            return true
          }}
        />
      )}
      <Choices field="inputMode" of={inputModes} words="agenda.mode" {...{ step, change }} />
      <Kinds step={step} change={change} />
      <Place step={step} change={change} />
      <Choices
        field="groupMode"
        of={["plenary", "solo", "pairs", "fours", "groups"]}
        words="step.group"
        {...{ step, change }}
      />
      <Choices field="kind" of={stepKinds} words="agenda.kind" {...{ step, change }} />
      <DraftText
        label={say("agenda.field.exit")}
        value={step.exitCriterion ?? ""}
        maxLength={200}
        onKeep={(text) => change({ exitCriterion: text.trim() === "" ? undefined : text.trim() })}
      />
      <Check
        label={say("agenda.field.lintOn")}
        checked={step.lintOn}
        onChange={(event) => change({ lintOn: event.target.checked })}
      />
    </div>
  )
}

/** From what somebody types, such as `7` or `2,5`; undefined when it is no time for a step. */
function minutesIn(text: string): number | undefined {
  const minutes = Number(text.trim().replace(",", "."))
  const isTime = text.trim() !== "" && agendaStepShape.plannedSeconds.problem(Math.round(minutes * 60)) === undefined
  return isTime ? minutes : undefined
}

interface PartProps {
  readonly step: AgendaStep
  readonly change: (values: Values) => boolean
}

interface ChoicesProps extends PartProps {
  readonly field: "priority" | "inputMode" | "groupMode" | "kind"
  readonly of: readonly string[]
  /** What the message keys of the options begin with. */
  readonly words: string
}

function Choices({ step, change, field, of, words }: ChoicesProps) {
  const say = useWords()
  return (
    <Select
      label={say(`agenda.field.${field}`)}
      value={step[field]}
      options={of.map((value) => ({ value, label: say(`${words}.${value}`) }))}
      onChange={(event) => change({ [field]: event.target.value })}
    />
  )
}

/** What participants may write, where the boards are open or notes are written for them. */
function Kinds({ step, change }: PartProps) {
  const say = useWords()
  const { document } = useSession()
  const boards = useSnapshot((snapshot) => snapshot.boards)
  if (step.inputMode === "closed" || step.inputMode === "facilitator-only") return null
  const on = step.boardId === undefined ? undefined : boards.get(step.boardId)
  const boardKinds = on ? [on.kind] : [...new Set([...boards.values()].map(({ kind }) => kind))]
  const kinds = boardKinds.flatMap((kind) => Object.keys(document.kinds.get(kind)?.cards ?? {}))
  const toggle = (kind: string, isOn: boolean) =>
    change({ allowedKinds: isOn ? [...step.allowedKinds, kind] : step.allowedKinds.filter((one) => one !== kind) })
  return (
    <fieldset className="step-form-kinds">
      <legend>{say("agenda.field.kinds")}</legend>
      <p className="field-hint">{say("agenda.field.kinds.hint")}</p>
      {[...new Set([...kinds, ...step.allowedKinds])].map((kind) => (
        <Check
          key={kind}
          label={say(`kind.${kind}`)}
          checked={step.allowedKinds.includes(kind)}
          onChange={(event) => toggle(kind, event.target.checked)}
        />
      ))}
    </fieldset>
  )
}

/** The board and the part of it that everybody is brought to. */
function Place({ step, change }: PartProps) {
  const say = useWords()
  const session = useSession()
  const boards = boardsInOrder(useSnapshot((snapshot) => snapshot.boards))
  const take = () => {
    const seen = placeSeen(session)
    if (seen) change({ boardId: seen.boardId, frame: seen.frame })
  }
  return (
    <>
      <Select
        label={say("agenda.field.board")}
        value={step.boardId ?? ""}
        options={[
          { value: "", label: say("agenda.field.board.none") },
          ...boards.map(({ id, kind, title }) => ({ value: id, label: title || say(`board.${kind}`) })),
        ]}
        onChange={({ target }) => change({ boardId: target.value === "" ? undefined : target.value, frame: undefined })}
      />
      <div className="step-form-frame">
        <span>{say("agenda.field.frame")}</span>
        <p className="field-hint">{say(step.frame ? "agenda.field.frame.set" : "agenda.field.frame.none")}</p>
        <Button onClick={take}>{say("agenda.field.frame.take")}</Button>
        {step.frame && (
          <Button look="quiet" onClick={() => change({ frame: undefined })}>
            {say("agenda.field.frame.drop")}
          </Button>
        )}
      </div>
    </>
  )
}
