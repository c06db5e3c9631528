import { userNeedsMap } from "../../../shared/boards/user-needs-map/kind.ts"
import { overlaysOf } from "../../../shared/boards/user-needs-map/overlays.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import type { Action } from "../../session/action.ts"
import type { Session, ViewState } from "../../session/session.ts"

/** What a User Needs Map adds to the action list besides tidying up. */
export const actions: readonly Action[] = [
  panelAction("user-needs-map.teams", "needs.teams", "teams", "Shift+O"),
  panelAction("user-needs-map.walk", "needs.walk", "walk", "Shift+W"),
  {
    name: "user-needs-map.next-overlay",
    label: "needs.action.nextOverlay",
    shortcuts: ["O"],
    group: "view",
    changes: false,
    isAvailable: (session) => (mapOf(session)?.overlays.size ?? 0) > 0,
    run: showNextOverlay,
  },
  {
    name: "user-needs-map.chains",
    label: "needs.action.chains",
    group: "view",
    changes: false,
    isAvailable: (session) => mapOf(session) !== undefined,
    run: ({ view }) => view.setState({ showsChains: !view.getState().showsChains }),
  },
]

function panelAction(name: string, label: string, panel: ViewState["panel"], shortcut: string): Action {
  return {
    name,
    label,
    shortcuts: [shortcut],
    group: "board",
    changes: false,
    isAvailable: (session) => mapOf(session) !== undefined,
    run: ({ view }) => view.setState({ panel: view.getState().panel === panel ? "inspector" : panel }),
  }
}

/** From option to option and back to the bare map. */
function showNextOverlay(session: Session): void {
  const map = mapOf(session)
  const ids = map ? overlaysOf(map).map(({ id }) => id) : []
  const at = ids.indexOf(session.view.getState().overlayId ?? "")
  session.view.setState({ overlayId: ids[at + 1] })
}

function mapOf({ snapshot, view }: Session): BoardContent | undefined {
  const content = snapshot.getState().contents.get(view.getState().boardId ?? "")
  return content?.board.kind === userNeedsMap.kind ? content : undefined
}
