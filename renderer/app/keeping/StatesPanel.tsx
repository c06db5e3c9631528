import { useState } from "react"
import type { KeptState } from "../../../shared/model/sessionRecords.ts"
import { notify } from "../../session/notices.ts"
import { useBoardRecord, useSession, useSnapshot } from "../../session/useSession.ts"
import { Choice } from "../../ui/Choice.tsx"
import { reportFailedAsk } from "../reportProblem.ts"
import { Panel } from "../shell/Panel.tsx"
import { useLeads } from "../useLeads.ts"
import { useLanguage, useWords } from "../words.ts"
import { labelOf, statesInOrder } from "./keptStates.ts"
import { NewLine } from "./NewLine.tsx"
import { StateDialog } from "./StateDialog.tsx"
import "./keeping.css"

type Which = "this" | "all"

/** Boards as they were: to look at, to compare, and to go back to. */
export function StatesPanel() {
  const say = useWords()
  const { view } = useSession()
  const leads = useLeads()
  const board = useBoardRecord()
  const all = statesInOrder(useSnapshot(({ snapshots }) => snapshots))
  const [which, setWhich] = useState<Which>("this")
  const [opened, setOpened] = useState<KeptState>()
  const shown = which === "this" && board ? all.filter(({ boardId }) => boardId === board.id) : all
  return (
    <Panel title={say("action.states")} onClose={() => view.setState({ panel: "inspector" })}>
      <div className="kept">
        <p className="muted">{say("states.intro")}</p>
        {leads && board && <KeepNow boardId={board.id} />}
        <Choice
          label={say("states.board")}
          isLabelHidden
          value={which}
          options={(["this", "all"] as const).map((value) => ({ value, label: say(`states.board.${value}`) }))}
          onChoose={setWhich}
        />
        {shown.length === 0 && <p className="muted">{say("states.none")}</p>}
        <ul className="kept-list">
          {shown.map((state) => (
            <Row key={state.id} state={state} onOpen={() => setOpened(state)} />
          ))}
        </ul>
      </div>
      {opened && <StateDialog state={opened} onClose={() => setOpened(undefined)} />}
    </Panel>
  )
}

function KeepNow({ boardId }: { readonly boardId: string }) {
  const say = useWords()
  const { ask } = useSession()
  const keep = (label: string) =>
    ask("keep-state", { boardId, label, reason: "manual" }).then(
      () => notify("calm", "states.kept", { label }) > 0,
      (problem: unknown) => {
        reportFailedAsk(problem)
        return false
      },
    )
  return (
    <div className="keep-now">
      <h3 className="kept-heading">{say("states.keep")}</h3>
      <NewLine
        name={`state ${boardId}`}
        label={say("states.label.example")}
        button={say("states.keep.short")}
        onAdd={keep}
      />
    </div>
  )
}

function Row({ state, onOpen }: { readonly state: KeptState; readonly onOpen: () => void }) {
  const say = useWords()
  const when = useMoment()
  const boards = useSnapshot((snapshot) => snapshot.boards)
  const label = labelOf(state, { boards }, say)
  return (
    <li>
      <button type="button" className="state-row" aria-label={say("states.look", { label })} onClick={onOpen}>
        <strong>{label}</strong>
        <small className="muted">
          {say(`states.reason.${state.reason}`)} · <time dateTime={state.at}>{when(state.at)}</time>
        </small>
      </button>
    </li>
  )
}

/** A moment as it is read: the time, and the day where it is another one. */
export function useMoment(): (at: string) => string {
  const language = useLanguage()
  return (at) => {
    const date = new Date(at)
    const isToday = date.toDateString() === new Date().toDateString()
    return new Intl.DateTimeFormat(language, {
      timeStyle: "short",
      ...(isToday ? {} : { dateStyle: "medium" }),
    }).format(date)
  }
}
