import { useEffect } from "react"
import { overlaysOf } from "../../../shared/boards/user-needs-map/overlays.ts"
import { isCapability } from "../../../shared/boards/user-needs-map/schema.ts"
import type { ViewState } from "../../session/session.ts"
import { useBoard, useSay, useSession, useView } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Select } from "../../ui/Field.tsx"
import { tellContested } from "./claims.ts"
import { ShowToRoom } from "./ShowToRoom.tsx"
import "./teams.css"

/** Over the map's upper edge: which answer to "who owns what" is shown, and the method's two last steps. */
export function MapBar() {
  const say = useSay()
  const session = useSession()
  const { view } = session
  const content = useBoard()
  const overlayId = useView((state) => state.overlayId)
  const panel = useView((state) => state.panel)
  useEffect(() => {
    if (content) tellContested(session, content)
  }, [session, content])
  if (!content || ![...content.cards.values()].some(isCapability)) return null
  const overlays = overlaysOf(content)
  const toggle = (name: ViewState["panel"]) => view.setState({ panel: panel === name ? "inspector" : name })
  return (
    <div className="map-bar" role="toolbar" aria-label={say("needs.bar")}>
      {overlays.length > 0 && (
        <Select
          label={say("needs.overlay.shown")}
          value={overlayId ?? ""}
          options={[
            { value: "", label: say("needs.overlay.none") },
            ...overlays.map(({ id, title }) => ({ value: id, label: title || say("common.untitled") })),
          ]}
          onChange={({ target }) => view.setState({ overlayId: target.value || undefined })}
        />
      )}
      <Button look="quiet" icon="people" aria-pressed={panel === "teams"} onClick={() => toggle("teams")}>
        {say("needs.teams")}
      </Button>
      <Button look="quiet" icon="flow" aria-pressed={panel === "walk"} onClick={() => toggle("walk")}>
        {say("needs.walk")}
      </Button>
      <ShowToRoom />
    </div>
  )
}
