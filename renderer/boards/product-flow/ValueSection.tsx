import type { Opportunity } from "../../../shared/boards/product-flow/schema.ts"
import { sentenceOf, trace, type ValuePath } from "../../../shared/boards/product-flow/valueTrace.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { useSay, useSession } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { TraceLinks } from "./TraceLinks.tsx"
import { highlight, useSources } from "./tracing.ts"

interface ValueSectionProps {
  readonly card: Opportunity
  readonly content: BoardContent
}

/** Whose value it is in the end: the path to needs in words, and the cards on it to go to. */
export function ValueSection({ card, content }: ValueSectionProps) {
  const say = useSay()
  const session = useSession()
  const { sources, snapshot } = useSources()
  const from = { sources, flow: content, personas: snapshot.personas }
  const paths = trace(from, card)
  const [first, ...others] = paths.map((path) => sentenceOf(path, card, from, say))
  const problem = problemOf(paths, sources.needs.length > 0)
  return (
    <section className="flow-trace" aria-labelledby="flow-trace">
      <h3 id="flow-trace">{say("flow.trace.title")}</h3>
      {problem !== undefined && <p className="muted">{say(problem)}</p>}
      {first !== undefined && <p>{first}</p>}
      {others.length > 0 && (
        <details className="flow-rests">
          <summary>{say("flow.trace.more", { count: others.length })}</summary>
          {others.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </details>
      )}
      <TraceLinks
        groups={stationsOf(paths)}
        cardIdsOf={(id) => paths.filter(({ cardIds }) => cardIds.includes(id)).flatMap(({ cardIds }) => cardIds)}
      />
      {paths.length > 0 && (
        <Button
          icon="eye"
          onClick={() =>
            highlight(
              session,
              paths.flatMap(({ cardIds }) => cardIds),
            )
          }
        >
          {say("flow.trace.show")}
        </Button>
      )}
    </section>
  )
}

const problemOf = (paths: readonly ValuePath[], hasNeeds: boolean): string | undefined => {
  if (!hasNeeds) return "flow.trace.no-maps"
  if (paths.length === 0) return "flow.trace.none"
  return paths.some(({ endCustomerIds }) => endCustomerIds.length > 0) ? undefined : "flow.trace.no-end"
}

/** What the sentences name, each once. */
function stationsOf(paths: readonly ValuePath[]) {
  const all = (pick: (path: ValuePath) => readonly string[]) => [...new Set(paths.flatMap(pick))]
  return [
    { key: "flow.trace.interaction", ids: all(({ interactionIds }) => interactionIds) },
    {
      key: "flow.trace.capability",
      ids: all(({ capabilityId }) => (capabilityId === undefined ? [] : [capabilityId])),
    },
    { key: "flow.trace.need", ids: all(({ needIds }) => needIds) },
  ]
}
