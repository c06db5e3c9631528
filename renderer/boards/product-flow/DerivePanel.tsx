import { useMemo, useState } from "react"
import { accept, acknowledge, reject } from "../../../shared/boards/product-flow/accept.ts"
import { derive } from "../../../shared/boards/product-flow/derive.ts"
import { readSources, type Sources } from "../../../shared/boards/product-flow/sources.ts"
import type { Grain, Proposal, Suggestion } from "../../../shared/boards/product-flow/suggestion.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { notify } from "../../session/notices.ts"
import { useBoard, useCanEdit, useSay, useSession, useSnapshot } from "../../session/useSession.ts"
import { Button, IconButton } from "../../ui/Button.tsx"
import { Choice } from "../../ui/Choice.tsx"
import { AudienceQuestions } from "./AudienceQuestions.tsx"
import { Changes } from "./Changes.tsx"
import { SuggestionGroup } from "./SuggestionGroup.tsx"
import "./product-flow.css"

/** Proposes cards from the workshop's maps: a preview in which people accept, reject, and first say who is who. */
export function DerivePanel() {
  const say = useSay()
  const { view } = useSession()
  const flow = useBoard()
  const close = () => view.setState({ panel: "inspector" })
  return (
    <aside
      className="panel derive-panel"
      aria-label={say("flow.derive.title")}
      onKeyDown={(event) => {
        if (event.key === "Escape") close()
      }}
    >
      <header className="panel-head">
        <h2>{say("flow.derive.title")}</h2>
        <IconButton label={say("common.close")} icon="close" onClick={close} />
      </header>
      <div className="panel-body">{flow && <Preview flow={flow} />}</div>
    </aside>
  )
}

function Preview({ flow }: { readonly flow: BoardContent }) {
  const say = useSay()
  const snapshot = useSnapshot((all) => all)
  const [grain, setGrain] = useState<Grain>("activities")
  const sources = useMemo(() => readSources(snapshot), [snapshot])
  const { personas } = snapshot
  const proposal = useMemo(() => derive({ sources, flow, personas, grain }), [sources, flow, personas, grain])
  if (isBlank(sources)) return <p>{say("flow.derive.no-maps")}</p>
  return (
    <div className="derive">
      <p className="muted">{say("flow.derive.intro")}</p>
      {proposal.missingAudience.length > 0 ? (
        <AudienceQuestions personaIds={proposal.missingAudience} />
      ) : (
        <>
          <Choice
            label={say("flow.derive.grain")}
            value={grain}
            options={[
              { value: "activities", label: say("flow.derive.grain.activities") },
              { value: "steps", label: say("flow.derive.grain.steps") },
            ]}
            onChoose={setGrain}
          />
          <Suggestions proposal={proposal} flow={flow} sources={sources} />
        </>
      )}
    </div>
  )
}

const isBlank = ({ phases, stages, activities, personaIds }: Sources): boolean =>
  phases.length + stages.length + activities.length + personaIds.length === 0

interface SuggestionsProps {
  readonly proposal: Proposal
  readonly flow: BoardContent
  readonly sources: Sources
}

const rules = ["D2", "D3", "D4", "D5"] as const

function Suggestions({ proposal, flow, sources }: SuggestionsProps) {
  const say = useSay()
  const canEdit = useCanEdit()
  const { editing } = useSession()
  const fresh = proposal.suggestions.filter(({ state }) => state === "new")
  const shown = fresh.filter(({ isMore }) => !isMore)
  const thereCount = proposal.suggestions.filter(({ state }) => state === "there").length
  const take = (chosen: readonly Suggestion[]) => {
    const count = accept(editing, flow.board.id, chosen)
    notify("calm", "flow.derive.done", { count })
  }
  const refuse = (chosen: readonly Suggestion[]) => reject(editing, flow.board.id, chosen)
  return (
    <>
      {fresh.length === 0 && <p>{say("flow.derive.nothing")}</p>}
      {rules.map((rule) => (
        <SuggestionGroup
          key={rule}
          rule={rule}
          suggestions={fresh.filter((suggestion) => suggestion.rule === rule)}
          sources={sources}
          onAccept={take}
          onReject={refuse}
        />
      ))}
      {proposal.homelessSteps.length > 0 && (
        <p className="muted">{say("flow.derive.homeless", { count: proposal.homelessSteps.length })}</p>
      )}
      {thereCount > 0 && <p className="muted">{say("flow.derive.there", { count: thereCount })}</p>}
      <Changes
        changed={proposal.suggestions.filter(({ state }) => state === "changed")}
        gone={proposal.gone}
        flow={flow}
        onSeen={(changed, gone) => acknowledge(editing, flow.board.id, changed, gone)}
      />
      {canEdit && shown.length > 0 && (
        <div className="derive-foot">
          <Button look="primary" onClick={() => take(shown)}>
            {say("flow.derive.accept.all", { count: shown.length })}
          </Button>
        </div>
      )}
    </>
  )
}
