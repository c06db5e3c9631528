import { userNeedsMap } from "../../../shared/boards/user-needs-map/kind.ts"
import { err, ok } from "../../../shared/model/result.ts"
import type { BoardView } from "../../canvas/boardView.ts"
import { Inspector } from "./Inspector.tsx"

const gone = () => err({ type: "CardGone" } as const)

/** How a User Needs Map is shown and worked with. */
export const userNeedsMapView: BoardView = {
  boardKind: userNeedsMap,
  additions: [],
  add: gone,
  kindAt: () => undefined,
  addNext: gone,
  addDeeper: gone,
  pasteLines: () => ok([]),
  drop: () => ok(undefined),
  nudge: () => ok(undefined),
  duplicate: () => ok([]),
  Inspector,
  actions: [],
  empty: { title: "needs.empty.title", hint: "needs.empty.hint" },
}
