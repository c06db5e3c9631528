import type { Sources } from "../../../shared/boards/product-flow/sources.ts"
import type { Rule, Suggestion } from "../../../shared/boards/product-flow/suggestion.ts"
import { useCanEdit, useSay } from "../../session/useSession.ts"
import { Button, IconButton } from "../../ui/Button.tsx"

interface Deciding {
  readonly sources: Sources
  readonly onAccept: (suggestions: readonly Suggestion[]) => void
  readonly onReject: (suggestions: readonly Suggestion[]) => void
}
interface SuggestionGroupProps extends Deciding {
  readonly rule: Rule
  readonly suggestions: readonly Suggestion[]
}

/** What one rule proposes; what does not fit into full cells waits behind a fold. */
export function SuggestionGroup({ rule, suggestions, ...deciding }: SuggestionGroupProps) {
  const say = useSay()
  const canEdit = useCanEdit()
  if (suggestions.length === 0) return null
  const shown = suggestions.filter(({ isMore }) => !isMore)
  const more = suggestions.filter(({ isMore }) => isMore)
  const id = `derive-${rule}`
  return (
    <section aria-labelledby={id}>
      <h3>
        <span id={id}>{say(`flow.derive.group.${rule}`)}</span>
        {canEdit && shown.length > 1 && (
          <Button look="quiet" aria-describedby={id} onClick={() => deciding.onAccept(shown)}>
            {say("flow.derive.accept.group")}
          </Button>
        )}
      </h3>
      <SuggestionList suggestions={shown} {...deciding} />
      {more.length > 0 && (
        <details className="derive-more">
          <summary>{say("flow.derive.more", { count: more.length })}</summary>
          <SuggestionList suggestions={more} {...deciding} />
        </details>
      )}
    </section>
  )
}

const SuggestionList = ({ suggestions, ...deciding }: Deciding & { readonly suggestions: readonly Suggestion[] }) => (
  <ul className="derive-list">
    {suggestions.map((suggestion) => (
      <SuggestionItem key={suggestion.id} suggestion={suggestion} {...deciding} />
    ))}
  </ul>
)

function SuggestionItem({ suggestion, sources, onAccept, onReject }: Deciding & { readonly suggestion: Suggestion }) {
  const say = useSay()
  const canEdit = useCanEdit()
  const { key, values } = suggestion.reason
  const reason = say(key, values)
  const isQuestion = suggestion.kind === "empty-cell"
  const title = isQuestion ? reason : suggestion.title
  return (
    <li className="derive-item">
      <span className="derive-title">{title}</span>
      <p className="derive-reason">{isQuestion ? say("flow.derive.reason.D5") : reason}</p>
      <TraceWords suggestion={suggestion} sources={sources} />
      {canEdit && (
        <div className="derive-buttons">
          <IconButton
            label={say("flow.derive.accept.named", { title })}
            icon="check"
            onClick={() => onAccept([suggestion])}
          />
          <IconButton
            label={say("flow.derive.reject.named", { title })}
            icon="close"
            onClick={() => onReject([suggestion])}
          />
        </div>
      )}
    </li>
  )
}

/** Rule D6 in words: which needs it serves and which capabilities it rests on. */
function TraceWords({
  suggestion: { trace },
  sources,
}: {
  readonly suggestion: Suggestion
  readonly sources: Sources
}) {
  const say = useSay()
  if (!trace) return null
  const nameOf = (list: readonly { readonly id: string; readonly title: string }[], id: string) =>
    list.find((one) => one.id === id)?.title
  const needs = trace.needs.flatMap(({ needId, distance }) => {
    const need = nameOf(sources.needs, needId)
    if (need === undefined) return []
    return distance ? say("flow.derive.trace.indirect", { need, distance }) : say("flow.derive.trace.direct", { need })
  })
  const capabilities = trace.capabilityIds.flatMap((id) => {
    const capability = nameOf(sources.capabilities, id)
    return capability === undefined ? [] : say("flow.derive.trace.capability", { capability })
  })
  const words = [...needs, ...capabilities]
  return words.length === 0 ? null : <p className="derive-reason">{words.join(" · ")}</p>
}
