import { addDeeper, addNext, addOuter, removeCards } from "../../../shared/boards/story-map/commands.ts"
import { duplicate } from "../../../shared/boards/story-map/copy.ts"
import { storyMap } from "../../../shared/boards/story-map/kind.ts"
import { drop, dropHint } from "../../../shared/boards/story-map/move.ts"
import { nudge } from "../../../shared/boards/story-map/nudge.ts"
import { pasteLines } from "../../../shared/boards/story-map/paste.ts"
import { addAtPoint } from "../../../shared/boards/story-map/point.ts"
import { kindAt } from "../../../shared/boards/story-map/targets.ts"
import { treeOf } from "../../../shared/boards/story-map/tree.ts"
import type { BoardView } from "../../canvas/boardView.ts"
import { actions } from "./actions.ts"
import { Inspector } from "./Inspector.tsx"

/** How a Story Map is shown and worked with. Activities come first, since the story is told before it is framed. */
export const storyMapView: BoardView = {
  boardKind: storyMap,
  additions: [
    { kind: "activity", label: "kind.activity" },
    { kind: "step", label: "kind.step" },
    { kind: "story", label: "kind.story" },
    { kind: "slice", label: "kind.slice" },
    { kind: "phase", label: "kind.phase" },
    { kind: "frame", label: "kind.frame" },
    { kind: "note", label: "kind.note" },
  ],
  add: addAtPoint,
  kindAt: ({ content, layout }, at) => kindAt(treeOf(content), layout, at),
  addNext,
  addDeeper,
  addOuter,
  isWrittenInARow: true,
  pasteLines,
  drop,
  dropHint,
  nudge,
  duplicate,
  remove: removeCards,
  Inspector,
  actions,
  empty: { title: "storyMap.empty.title", hint: "storyMap.empty.hint" },
}
