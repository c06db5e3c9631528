import { productFlow } from "../../../shared/boards/product-flow/kind.ts"
import { err, ok } from "../../../shared/model/result.ts"
import type { BoardView } from "../../canvas/boardView.ts"
import { Inspector } from "./Inspector.tsx"

const gone = () => err({ type: "CardGone" } as const)

/** How a Product Flow is shown and worked with. */
export const productFlowView: BoardView = {
  boardKind: productFlow,
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
  empty: { title: "flow.empty.title", hint: "flow.empty.hint" },
}
