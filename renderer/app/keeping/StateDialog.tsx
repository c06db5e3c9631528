import { useState } from "react"
import { boardKinds } from "../../../shared/boards/index.ts"
import { type Change, changeSorts, compareStates } from "../../../shared/model/compareStates.ts"
import type { KeptState } from "../../../shared/model/sessionRecords.ts"
import { useSession, useSnapshot } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { Select } from "../../ui/Field.tsx"
import { useLeads } from "../useLeads.ts"
import { useWords } from "../words.ts"
import { Changes } from "./Changes.tsx"
import { goBackTo, labelOf, statesInOrder, useKeptState } from "./keptStates.ts"
import { StatePicture } from "./StatePicture.tsx"
import { useMoment } from "./StatesPanel.tsx"

interface StateDialogProps {
  readonly state: KeptState
  readonly onClose: () => void
}

/** One board as it was: its picture, what has changed since or until another state, and the way back. */
export function StateDialog({ state, onClose }: StateDialogProps) {
  const say = useWords()
  const when = useMoment()
  const boards = useSnapshot((snapshot) => snapshot.boards)
  const label = labelOf(state, { boards }, say)
  const found = useKeptState(state.id)
  return (
    <Dialog
      title={label}
      description={`${say(`states.reason.${state.reason}`)} · ${when(state.at)}`}
      closeLabel={say("common.close")}
      onClose={onClose}
      size="full"
    >
      {found === "loading" && <p className="muted">{say("app.loading")}</p>}
      {found === "failed" && <p role="alert">{say("states.failed")}</p>}
      {typeof found === "object" && (
        <div className="state-dialog">
          <StatePicture state={found} label={label} />
          <div className="state-side">
            <Comparison state={state} label={label} onGo={onClose} />
            <GoBack id={state.id} label={label} onDone={onClose} />
          </div>
        </div>
      )}
    </Dialog>
  )
}

interface ComparisonProps {
  readonly state: KeptState
  readonly label: string
  readonly onGo: () => void
}

/** The board as it is now, or another of its kept states. */
function Comparison({ state, label, onGo }: ComparisonProps) {
  const say = useWords()
  const when = useMoment()
  const boards = useSnapshot((snapshot) => snapshot.boards)
  const others = statesInOrder(useSnapshot(({ snapshots }) => snapshots)).filter(
    ({ id, boardId }) => boardId === state.boardId && id !== state.id,
  )
  const [otherId, setOtherId] = useState("")
  const changes = useChanges(state, otherId)
  const other = others.find(({ id }) => id === otherId)
  const otherLabel = other ? labelOf(other, { boards }, say) : say("states.now")
  const isEarlier = other !== undefined && other.at < state.at
  const [from, to] = isEarlier ? [otherLabel, label] : [label, otherLabel]
  return (
    <>
      <Select
        label={say("states.with")}
        value={otherId}
        options={[
          { value: "", label: say("states.now") },
          ...others.map((one) => ({ value: one.id, label: `${labelOf(one, { boards }, say)} · ${when(one.at)}` })),
        ]}
        onChange={({ target }) => setOtherId(target.value)}
      />
      <section className="state-changes" aria-label={say("states.changes", { from, to })}>
        <p className="muted">{say("states.changes", { from, to })}</p>
        {changes === undefined && <p className="muted">{say("app.loading")}</p>}
        {changes?.length === 0 && <p>{say("states.same")}</p>}
        {changes !== undefined &&
          changeSorts.map((sort) => (
            <Changes key={sort} sort={sort} changes={changes.filter(({ is }) => is === sort)} onGo={onGo} />
          ))}
      </section>
    </>
  )
}

/** From the earlier of the two to the later. */
function useChanges(state: KeptState, otherId: string): readonly Change[] | undefined {
  const say = useWords()
  const kept = useKeptState(state.id)
  const other = useKeptState(otherId === "" ? undefined : otherId)
  const otherAt = useSnapshot(({ snapshots }) => snapshots.get(otherId)?.at)
  const content = useSnapshot(({ contents }) => contents.get(state.boardId))
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const with_ = otherId === "" ? content && { content, personas } : other
  if (typeof kept !== "object" || typeof with_ !== "object") return undefined
  const kind = boardKinds.find((one) => one.kind === kept.content.board.kind)
  if (!kind) return undefined
  const isEarlier = otherAt !== undefined && otherAt < state.at
  return isEarlier ? compareStates(kind, with_, kept, say) : compareStates(kind, kept, with_, say)
}

interface GoBackProps {
  readonly id: string
  readonly label: string
  readonly onDone: () => void
}

function GoBack({ id, label, onDone }: GoBackProps) {
  const say = useWords()
  const session = useSession()
  const leads = useLeads()
  const state = useKeptState(id)
  const [isBusy, setBusy] = useState(false)
  if (!leads || typeof state !== "object") return null
  const go = async () => {
    setBusy(true)
    const isDone = await goBackTo(session, state, label, say)
    setBusy(false)
    if (isDone) onDone()
  }
  return (
    <div className="go-back">
      <p className="muted">{say("states.restore.about")}</p>
      <Button look="primary" icon="history" disabled={isBusy} onClick={() => void go()}>
        {say("states.restore")}
      </Button>
    </div>
  )
}
