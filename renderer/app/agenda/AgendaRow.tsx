import { useEffect, useRef } from "react"
import { changeStep, copyStep, moveStep, removeStep } from "../../../shared/commands/agenda.ts"
import { goToStep } from "../../../shared/commands/leading.ts"
import { inDigits, stepsInOrder, type TimetableRow } from "../../../shared/model/agenda.ts"
import type { AgendaStep } from "../../../shared/model/sessionRecords.ts"
import { useSession } from "../../session/useSession.ts"
import { IconButton } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { Menu, type MenuItem } from "../../ui/Menu.tsx"
import { reported } from "../reportProblem.ts"
import { useWords } from "../words.ts"
import { StepForm } from "./StepForm.tsx"
import type { StepNotes } from "./stepNotes.ts"

export interface AgendaRowProps {
  readonly row: TimetableRow
  readonly number: number
  readonly notes: StepNotes
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly onRemoved: (step: AgendaStep) => void
}

const stateIcon = { planned: undefined, running: "play", done: "check", skipped: "minus" } as const

/** One step: when, what, how long, and what has become of it. Opens to be changed. */
export function AgendaRow({ row, number, notes, isOpen, onToggle, onRemoved }: AgendaRowProps) {
  const say = useWords()
  const { editing } = useSession()
  const { step, state } = row
  const title = step.title || say("common.untitled")
  const icon = stateIcon[state]
  const isRunning = state === "running"
  const go = isRunning ? "again" : number === 1 && state === "planned" ? "start" : "goTo"
  const note = notes.of(step.id) ?? ""
  const line = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isRunning) line.current?.scrollIntoView({ block: "nearest" })
  }, [isRunning])
  return (
    <li ref={line} className="agenda-row" data-state={state} aria-current={isRunning ? "step" : undefined}>
      <div className="agenda-row-line">
        <div className="agenda-row-what">
          <span className="agenda-row-start">{hoursAndMinutes(row.startSeconds)}</span>
          <span className="agenda-row-words">
            <button
              type="button"
              className="agenda-row-title"
              aria-expanded={isOpen}
              aria-label={say("agenda.step", { number, title })}
              onClick={onToggle}
            >
              {title}
            </button>
            <small>
              {icon && <Icon name={icon} size={14} />}
              {state !== "planned" && `${say(`agenda.state.${state}`)} · `}
              {say("agenda.minutes", { count: step.plannedSeconds / 60 })}
              {state === "done" && row.spentSeconds !== undefined && (
                <> · {say("agenda.spent", { time: inDigits(Math.round(row.spentSeconds)) })}</>
              )}
              {step.priority !== "must" && <> · {say(`agenda.priority.${step.priority}`)}</>}
            </small>
          </span>
        </div>
        <IconButton
          label={say(`agenda.${go}`, { title })}
          icon={isRunning ? "undo" : "play"}
          onClick={() => reported(goToStep(editing, step.id, { isAgain: isRunning }))}
        />
        <RowMenu row={row} title={title} notes={notes} onRemoved={onRemoved} />
      </div>
      {isRunning && !isOpen && note !== "" && <p className="agenda-row-note">{note}</p>}
      {isRunning && !isOpen && step.exitCriterion !== undefined && (
        <p className="agenda-row-exit">
          <Icon name="check" size={14} /> {say("agenda.field.exit")}: {step.exitCriterion}
        </p>
      )}
      {isOpen && <StepForm step={step} notes={notes} />}
    </li>
  )
}

/** `0:14`, as minutes from the beginning are written. */
const hoursAndMinutes = (seconds: number): string =>
  `${Math.floor(seconds / 3600)}:${String(Math.floor(seconds / 60) % 60).padStart(2, "0")}`

type RowMenuProps = Pick<AgendaRowProps, "row" | "notes" | "onRemoved"> & { readonly title: string }

function RowMenu({ row: { step, state }, title, notes, onRemoved }: RowMenuProps) {
  const say = useWords()
  const { editing, snapshot } = useSession()
  const move = (by: -1 | 1) => {
    const steps = stepsInOrder(snapshot.getState().agendaSteps)
    const to = steps.findIndex(({ id }) => id === step.id) + by
    const after = by === 1 ? steps[to] : steps[to - 1]
    if (steps[to]) reported(moveStep(editing, step.id, after?.id))
  }
  const copy = () => {
    const id = reported(copyStep(editing, step.id))
    const note = notes.of(step.id)
    if (id !== undefined && note) notes.write(id, note)
  }
  const remove = () => {
    const removed = removeStep(editing, step.id)
    reported(removed)
    if (removed.ok) onRemoved(step)
  }
  const item = (name: string, icon: MenuItem["icon"], onChoose: () => void, isDisabled = false): MenuItem => ({
    name,
    label: say(`agenda.${name}`, { title }),
    onChoose,
    isDisabled,
    ...(icon ? { icon } : {}),
  })
  const setState = (next: AgendaStep["state"]) => () => reported(changeStep(editing, step.id, { state: next }))
  const out =
    state === "skipped"
      ? item("takeIn", "add", setState("planned"))
      : item("leaveOut", "minus", setState("skipped"), state !== "planned")
  return (
    <Menu
      trigger={<IconButton label={say("agenda.menu", { title })} icon="more" />}
      groups={[
        [item("up", "up", () => move(-1)), item("down", "down", () => move(1))],
        [item("copy", "card", copy), out, item("remove", "trash", remove, state === "running")],
      ]}
    />
  )
}
