import type { Sources } from "../../../shared/boards/product-flow/sources.ts"
import type { Suggestion } from "../../../shared/boards/product-flow/suggestion.ts"
import { textLimit } from "../../../shared/model/text.ts"
import { useCanEdit, useSay } from "../../session/useSession.ts"
import { IconButton } from "../../ui/Button.tsx"
import type { PreviewDrafts, Previewing } from "./SuggestionGroup.tsx"

interface SuggestionItemProps extends Previewing {
  readonly suggestion: Suggestion
}

/** One suggestion: what it would put on the board, why, and the two ways to decide. */
export function SuggestionItem({ suggestion, sources, drafts, onAccept, onReject }: SuggestionItemProps) {
  const say = useSay()
  const canEdit = useCanEdit()
  const { id, kind, reasons } = suggestion
  const isQuestion = kind === "empty-cell"
  const title = isQuestion ? say(reasons[0].key, reasons[0].values) : suggestion.title
  const why = isQuestion ? [say("flow.derive.reason.D5")] : reasons.map(({ key, values }) => say(key, values))
  return (
    <li className="derive-item">
      <div className="derive-words">
        {canEdit ? (
          <input
            type="checkbox"
            aria-label={say("flow.derive.choose", { title })}
            checked={drafts.chosen.has(id)}
            onChange={(event) => drafts.choose(id, event.target.checked)}
          />
        ) : null}
        <div>
          {kind === "opportunity" && canEdit ? (
            <Wording suggestion={suggestion} drafts={drafts} />
          ) : (
            <span className="derive-title">{title}</span>
          )}
          {why.length === 1 ? (
            <p className="derive-reason">{why[0]}</p>
          ) : (
            <ul className="derive-reasons">
              {why.map((reason) => (
                <li key={reason} className="derive-reason">
                  {reason}
                </li>
              ))}
            </ul>
          )}
          <TraceWords suggestion={suggestion} sources={sources} />
        </div>
      </div>
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

interface WordingProps {
  readonly suggestion: Suggestion
  readonly drafts: PreviewDrafts
}

/** A candidate's first wording is the tool's, so it can be changed before it becomes somebody's card. */
function Wording({ suggestion: { id, title }, drafts }: WordingProps) {
  const say = useSay()
  return (
    <textarea
      className="input derive-wording"
      rows={3}
      aria-label={say("flow.derive.wording", { title })}
      title={say("flow.derive.wording.hint")}
      maxLength={textLimit.title}
      value={drafts.titles.get(id) ?? title}
      onChange={(event) => drafts.word(id, event.target.value.replaceAll("\n", " "))}
    />
  )
}

interface TraceWordsProps {
  readonly suggestion: Suggestion
  readonly sources: Sources
}

/** Rule D6 in words: which needs it serves and which capabilities it rests on. */
function TraceWords({ suggestion: { trace }, sources }: TraceWordsProps) {
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
