import { restsOn } from "../../../shared/boards/product-flow/valueTrace.ts"
import { byOrder, type Card } from "../../../shared/model/records.ts"
import type { BoardContent, Snapshot } from "../../../shared/model/snapshot.ts"
import { useSay, useSession } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { TraceLinks } from "./TraceLinks.tsx"
import { highlight, useSources } from "./tracing.ts"
import "./product-flow.css"

/** From a capability upwards: the needs, interactions and opportunities that would feel its loss. */
export function RestsOn({ card }: { readonly card: Card }) {
  const say = useSay()
  const session = useSession()
  const { sources, snapshot } = useSources()
  const parts = flowsOf(snapshot, card).map((flow) => restsOn({ sources, flow }, card.id))
  const all = (pick: (part: (typeof parts)[number]) => readonly string[]) => [...new Set(parts.flatMap(pick))]
  const lists = [
    { name: "needs", key: "flow.trace.need", ids: all(({ needIds }) => needIds) },
    { name: "interactions", key: "flow.trace.interaction", ids: all(({ interactionIds }) => interactionIds) },
    { name: "opportunities", key: "flow.trace.opportunity", ids: all(({ opportunityIds }) => opportunityIds) },
  ].filter(({ ids }) => ids.length > 0)
  const cardIds = all((part) => part.cardIds)
  return (
    <section className="flow-trace" aria-labelledby="flow-rests">
      <h3 id="flow-rests">{say("flow.rests.title")}</h3>
      {lists.length === 0 && <p className="muted">{say("flow.rests.none")}</p>}
      {lists.map(({ name, key, ids }) => (
        <details key={name} className="flow-rests">
          <summary>{say(`flow.rests.${name}`, { count: ids.length })}</summary>
          <TraceLinks groups={[{ key, ids }]} cardIdsOf={() => cardIds} />
        </details>
      ))}
      {lists.length > 0 && (
        <Button icon="eye" onClick={() => highlight(session, cardIds)}>
          {say("flow.trace.show")}
        </Button>
      )}
    </section>
  )
}

/** Without a flow the needs are still told: the card's own board stands in for an empty one. */
function flowsOf({ contents }: Snapshot, { boardId }: Card): BoardContent[] {
  const flows = [...contents.values()].filter(({ board }) => board.kind === "product-flow")
  const own = contents.get(boardId)
  const all = flows.length === 0 && own ? [own] : flows
  return all.sort((a, b) => byOrder(a.board, b.board))
}
