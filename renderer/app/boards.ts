import { type Board, byOrder } from "../../shared/model/records.ts"
import type { Snapshot } from "../../shared/model/snapshot.ts"
import type { IconName } from "../ui/Icon.tsx"

/** The workshop's boards in the order of their tabs. */
export const boardsInOrder = (boards: ReadonlyMap<string, Board>): readonly Board[] =>
  [...boards.values()].sort(byOrder)

export const firstBoardId = ({ boards }: Snapshot): string | undefined => boardsInOrder(boards)[0]?.id

const icons: { readonly [kind: string]: IconName } = {
  "user-needs-map": "needs",
  "story-map": "story",
  "product-flow": "flow",
}

/** The sign of a kind of board; a plain sheet for kinds without one. */
export const boardIcon = (kind: string): IconName => icons[kind] ?? "file"
