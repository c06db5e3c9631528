import { chainAround } from "../../../shared/boards/user-needs-map/chainAround.ts"
import {
  addDeeper,
  addNext,
  addToMap,
  connectToNew,
  kindAt,
  tidyUp,
} from "../../../shared/boards/user-needs-map/commands.ts"
import { duplicateOnMap, pasteOnMap } from "../../../shared/boards/user-needs-map/copying.ts"
import { dropOnMap, nudgeOnMap } from "../../../shared/boards/user-needs-map/dropping.ts"
import { userNeedsMap } from "../../../shared/boards/user-needs-map/kind.ts"
import type { BoardView } from "../../canvas/boardView.ts"
import type { Action } from "../../session/action.ts"
import { tellProblem } from "../../session/notices.ts"
import { actions } from "./actions.ts"
import { Inspector } from "./Inspector.tsx"
import { MapBar } from "./MapBar.tsx"
import { TeamsPanel } from "./TeamsPanel.tsx"
import { WalkPanel } from "./WalkPanel.tsx"
import { writing } from "./writing.ts"

const tidy: Action = {
  name: "user-needs-map.tidy",
  label: "needs.action.tidy",
  shortcuts: ["Shift+T"],
  group: "board",
  changes: true,
  isAvailable: ({ snapshot, view }) => {
    const content = snapshot.getState().contents.get(view.getState().boardId ?? "")
    return content?.board.kind === userNeedsMap.kind && content.cards.size > 0
  },
  run: ({ snapshot, view, editing }) => {
    const { contents, personas } = snapshot.getState()
    const content = contents.get(view.getState().boardId ?? "")
    const tidied = content && tidyUp({ editing, content }, personas)
    if (tidied && !tidied.ok) tellProblem(tidied.error)
  },
}

/** How a User Needs Map is shown and worked with. */
export const userNeedsMapView: BoardView = {
  boardKind: userNeedsMap,
  additions: [
    { kind: "user", label: "kind.user" },
    { kind: "need", label: "kind.need" },
    { kind: "capability", label: "kind.capability" },
    { kind: "stage", label: "kind.stage" },
    { kind: "insight", label: "kind.insight" },
    { kind: "note", label: "kind.note" },
  ],
  add: addToMap,
  kindAt,
  addNext,
  addDeeper,
  pasteLines: pasteOnMap,
  drop: dropOnMap,
  nudge: nudgeOnMap,
  duplicate: duplicateOnMap,
  connectToNew,
  writing,
  Inspector,
  chainOf: chainAround,
  panels: { teams: TeamsPanel, walk: WalkPanel },
  Bar: MapBar,
  actions: [tidy, ...actions],
  empty: { title: "needs.empty.title", hint: "needs.empty.hint" },
}
