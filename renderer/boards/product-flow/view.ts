import {
  addAt,
  addDeeper,
  addNext,
  addOuter,
  kindAt,
  pasteLines,
} from "../../../shared/boards/product-flow/commands.ts"
import { productFlow } from "../../../shared/boards/product-flow/kind.ts"
import { drop, dropHint, duplicate, nudge, remove } from "../../../shared/boards/product-flow/moving.ts"
import type { BoardView } from "../../canvas/boardView.ts"
import { actions } from "./actions.ts"
import { cardMarks } from "./cardMarks.ts"
import { DerivePanel } from "./DerivePanel.tsx"
import { Inspector } from "./Inspector.tsx"

/** How a Product Flow is shown and worked with. */
export const productFlowView: BoardView = {
  boardKind: productFlow,
  additions: [
    { kind: "product", label: "kind.product" },
    { kind: "phase", label: "kind.phase", key: "P" },
    { kind: "activity", label: "kind.activity", key: "A" },
    { kind: "interaction", label: "kind.interaction", key: "W" },
    { kind: "empty-cell", label: "kind.empty-cell", key: "E" },
    { kind: "metric", label: "kind.metric", key: "M" },
    { kind: "opportunity", label: "kind.opportunity", key: "O" },
    { kind: "solution-idea", label: "kind.solution-idea", key: "D" },
  ],
  add: addAt,
  kindAt,
  addNext,
  addDeeper,
  addOuter,
  pasteLines,
  drop,
  dropHint,
  nudge,
  duplicate,
  remove,
  marks: cardMarks,
  Inspector,
  panels: { derive: DerivePanel },
  actions,
  empty: { title: "flow.empty.title", hint: "flow.empty.hint" },
}
