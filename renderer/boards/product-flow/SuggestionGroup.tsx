import type { Titles } from "../../../shared/boards/product-flow/accept.ts"
import type { Sources } from "../../../shared/boards/product-flow/sources.ts"
import type { Rule, Suggestion } from "../../../shared/boards/product-flow/suggestion.ts"
import { useCanEdit, useSay } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { SuggestionItem } from "./SuggestionItem.tsx"

/** What is shown under one heading, named after its first rule. Candidates come from six rules and are one sort of card. */
export const groups: readonly { readonly rule: Rule; readonly rules: readonly Rule[] }[] = [
  { rule: "D2", rules: ["D2"] },
  { rule: "D3", rules: ["D3"] },
  { rule: "D4", rules: ["D4"] },
  { rule: "D5", rules: ["D5"] },
  { rule: "D14", rules: ["D14"] },
  { rule: "D8", rules: ["D8", "D9", "D10", "D11", "D12", "D13"] },
  { rule: "D15", rules: ["D15"] },
  { rule: "D7", rules: ["D7"] },
]

/** What somebody has ticked and reworded in the preview. */
export interface PreviewDrafts {
  readonly chosen: ReadonlySet<string>
  readonly titles: Titles
  readonly choose: (id: string, isChosen: boolean) => void
  readonly word: (id: string, title: string) => void
}

export interface Previewing {
  readonly sources: Sources
  readonly drafts: PreviewDrafts
  readonly onAccept: (suggestions: readonly Suggestion[]) => void
  readonly onReject: (suggestions: readonly Suggestion[]) => void
}
interface SuggestionGroupProps extends Previewing {
  readonly rule: Rule
  readonly suggestions: readonly Suggestion[]
}

/** What is proposed of one sort; what does not fit into full cells, and mere ideas, wait behind a fold. */
export function SuggestionGroup({ rule, suggestions, ...previewing }: SuggestionGroupProps) {
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
          <Button look="quiet" aria-describedby={id} onClick={() => previewing.onAccept(shown)}>
            {say("flow.derive.accept.group")}
          </Button>
        )}
      </h3>
      <SuggestionList suggestions={shown} {...previewing} />
      {more.length > 0 && (
        <details className="derive-more">
          <summary>{say(rule === "D7" ? "flow.derive.more.D7" : "flow.derive.more", { count: more.length })}</summary>
          <SuggestionList suggestions={more} {...previewing} />
        </details>
      )}
    </section>
  )
}

const SuggestionList = ({
  suggestions,
  ...previewing
}: Previewing & { readonly suggestions: readonly Suggestion[] }) => (
  <ul className="derive-list">
    {suggestions.map((suggestion) => (
      <SuggestionItem key={suggestion.id} suggestion={suggestion} {...previewing} />
    ))}
  </ul>
)
