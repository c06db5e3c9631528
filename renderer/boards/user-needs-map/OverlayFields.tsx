import { deleteOverlay } from "../../../shared/boards/user-needs-map/teams.ts"
import { changeRecord, typeInRecord } from "../../../shared/commands/workshop.ts"
import type { Overlay } from "../../../shared/model/records.ts"
import { textLimit } from "../../../shared/model/text.ts"
import { told } from "../../session/notices.ts"
import { useSay, useSession } from "../../session/useSession.ts"
import { useSharedText } from "../../session/useSharedText.ts"
import { Button } from "../../ui/Button.tsx"
import { Choice } from "../../ui/Choice.tsx"
import { Field } from "../../ui/Field.tsx"
import { DraftField } from "./DraftField.tsx"

/** The option's own fields, folded away: they are written once and the map is looked at often. */
export function OverlayFields({ overlay }: { readonly overlay: Overlay }) {
  const say = useSay()
  const { editing, view } = useSession()
  const title = useSharedText(overlay.title, (text) =>
    told(typeInRecord(editing, "overlays", overlay.id, "title", text)),
  )
  const remove = () => {
    told(deleteOverlay(editing, overlay.id))
    view.setState({ overlayId: undefined })
  }
  return (
    <details className="teams-more">
      <summary>{say("needs.overlay.fields")}</summary>
      <div className="teams-fields">
        <Field label={say("needs.overlay.title")} maxLength={textLimit.title} {...title} />
        <Choice
          label={say("needs.overlay.state")}
          value={overlay.state}
          options={(["current", "proposed"] as const).map((value) => ({
            value,
            label: say(`needs.overlay.state.${value}`),
          }))}
          onChoose={(state) => told(changeRecord(editing, "overlays", overlay.id, { state }))}
        />
        <DraftField
          label={say("needs.note")}
          value={overlay.note}
          maxLength={textLimit.note}
          onKeep={(note) => told(changeRecord(editing, "overlays", overlay.id, { note }))}
        />
        <Button icon="trash" onClick={remove}>
          {say("needs.overlay.delete")}
        </Button>
      </div>
    </details>
  )
}
