import { addOpportunity } from "../../../shared/boards/product-flow/commands.ts"
import { isInteraction, isMetric } from "../../../shared/boards/product-flow/schema.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import type { Action } from "../../session/action.ts"
import type { Session } from "../../session/session.ts"

/** What a Product Flow adds to the action list. */
export const actions: readonly Action[] = [
  {
    name: "product-flow.propose",
    label: "flow.action.propose",
    group: "board",
    inToolbar: true,
    changes: true,
    isAvailable: (session) => flowOf(session) !== undefined,
    run: ({ view }) => view.setState({ panel: view.getState().panel === "derive" ? "inspector" : "derive" }),
  },
  {
    name: "product-flow.opportunity",
    label: "flow.opportunity.from",
    group: "card",
    changes: true,
    isAvailable: (session) => selectedSources(session).length > 0,
    run: (session) => {
      const content = flowOf(session)
      if (!content) return
      const made = addOpportunity({ editing: session.editing, content }, selectedSources(session))
      if (made.ok) session.view.setState({ selected: new Set([made.value]), editing: made.value })
    },
  },
]

function flowOf({ snapshot, view }: Session): BoardContent | undefined {
  const { boardId } = view.getState()
  const content = boardId === undefined ? undefined : snapshot.getState().contents.get(boardId)
  return content?.board.kind === "product-flow" ? content : undefined
}

function selectedSources(session: Session): string[] {
  const cards = flowOf(session)?.cards
  return [...session.view.getState().selected].filter((id) => isInteraction(cards?.get(id)) || isMetric(cards?.get(id)))
}
