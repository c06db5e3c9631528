import { addAction } from "../../../shared/commands/keeping.ts"
import { changeRecord } from "../../../shared/commands/workshop.ts"
import { originOf, shownActions } from "../../../shared/model/keeping.ts"
import type { ActionItem } from "../../../shared/model/sessionRecords.ts"
import { cleanLine } from "../../../shared/model/text.ts"
import { told } from "../../session/notices.ts"
import { useDraft } from "../../session/useDraft.ts"
import { useSession, useSnapshot } from "../../session/useSession.ts"
import { isComposed } from "../../session/useSharedText.ts"
import { IconButton } from "../../ui/Button.tsx"
import { Field } from "../../ui/Field.tsx"
import { useWords } from "../words.ts"
import { KeptText } from "./KeptText.tsx"
import { NewLine } from "./NewLine.tsx"

/** What will be done, by whom and by when, in the room's own words. */
export function Actions({ canWrite }: { readonly canWrite: boolean }) {
  const say = useWords()
  const { editing } = useSession()
  const parkingLot = useSnapshot((snapshot) => snapshot.parkingLot)
  const actions = shownActions(useSnapshot((snapshot) => snapshot.actions).values(), parkingLot)
  return (
    <div className="kept">
      {canWrite && (
        <NewLine
          name="action"
          label={say("keeping.action.new")}
          button={say("common.add")}
          onAdd={(text) => addAction(editing, { text })}
        />
      )}
      {actions.length === 0 && <p className="muted">{say("keeping.action.none")}</p>}
      <ul className="kept-list">
        {actions.map((action) => (
          <One
            key={action.id}
            action={action}
            canWrite={canWrite}
            origin={parkingLot.get(originOf(action, parkingLot) ?? "")?.text}
          />
        ))}
      </ul>
    </div>
  )
}

interface OneProps {
  readonly action: ActionItem
  readonly canWrite: boolean
  readonly origin: string | undefined
}

function One({ action, canWrite, origin }: OneProps) {
  const say = useWords()
  const { editing } = useSession()
  const { id, text, state } = action
  const change = (values: Parameters<typeof changeRecord>[3]) => told(changeRecord(editing, "actions", id, values))
  const isDropped = state === "dropped"
  return (
    <li className="kept-item kept-action" data-over={state !== "open" || undefined}>
      <input
        type="checkbox"
        className="kept-check"
        aria-label={say("keeping.action.done", { text })}
        checked={state === "done"}
        disabled={!canWrite || isDropped}
        onChange={({ target }) => change({ state: target.checked ? "done" : "open" })}
      />
      <div className="kept-main">
        <KeptText root="actions" {...{ id, text }} label={say("keeping.action.text")} canWrite={canWrite} />
        <Details action={action} canWrite={canWrite} onChange={change} />
        {origin !== undefined && origin !== text && (
          <small className="muted">{say("keeping.action.origin", { text: origin })}</small>
        )}
        {isDropped && <small className="kept-state">{say("keeping.action.dropped")}</small>}
      </div>
      {canWrite && (
        <IconButton
          label={say(isDropped ? "keeping.action.reopen" : "keeping.action.drop", { text })}
          icon={isDropped ? "undo" : "close"}
          onClick={() => change({ state: isDropped ? "open" : "dropped" })}
        />
      )}
    </li>
  )
}

const whoLimit = 60

interface DetailsProps {
  readonly action: ActionItem
  readonly canWrite: boolean
  readonly onChange: (values: { readonly who?: string; readonly due?: string | undefined }) => boolean
}

function Details({ action: { who, due }, canWrite, onChange }: DetailsProps) {
  const say = useWords()
  const draft = useDraft(who, whoLimit, (text) => onChange({ who: cleanLine(text, whoLimit) }))
  if (!canWrite) return <p className="muted">{[who, due].filter(Boolean).join(" · ")}</p>
  return (
    <div className="kept-details">
      <Field
        label={say("keeping.action.who")}
        placeholder={say("keeping.action.who.example")}
        maxLength={whoLimit}
        value={draft.text}
        onChange={(event) => draft.write(event.target.value)}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === "Enter" && !isComposed(event)) event.currentTarget.blur()
        }}
        onBlur={draft.settle}
      />
      <Field
        label={say("keeping.action.due")}
        type="date"
        value={due ?? ""}
        onChange={(event) => onChange({ due: event.target.value || undefined })}
      />
    </div>
  )
}
