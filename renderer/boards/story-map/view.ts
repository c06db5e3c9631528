import { storyMap } from "../../../shared/boards/story-map/kind.ts"
import { addCard } from "../../../shared/commands/cards.ts"
import { ok } from "../../../shared/model/result.ts"
import type { BoardView } from "../../canvas/boardView.ts"

/** The Story Map for people. */
export const storyMapView: BoardView = {
  boardKind: storyMap,
  additions: [{ kind: "activity", label: "kind.activity" }],
  add: ({ editing, content }, kind, _at, title = "") => addCard(editing, content.board.id, { kind, values: { title } }),
  kindAt: () => undefined,
  addNext: (_, id) => ok(id),
  addDeeper: (_, id) => ok(id),
  pasteLines: () => ok([]),
  drop: () => ok(undefined),
  nudge: () => ok(undefined),
  duplicate: () => ok([]),
  Inspector: () => null,
  actions: [],
  empty: { title: "storyMap.empty.title", hint: "storyMap.empty.hint" },
}
