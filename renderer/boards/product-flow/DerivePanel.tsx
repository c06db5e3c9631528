import { useMemo, useState } from "react"
import { accept, acknowledge, reject } from "../../../shared/boards/product-flow/accept.ts"
import { derive } from "../../../shared/boards/product-flow/derive.ts"
import { grainOf } from "../../../shared/boards/product-flow/sourceMarks.ts"
import { readSources, type Sources } from "../../../shared/boards/product-flow/sources.ts"
import type { Grain, Proposal, Suggestion } from "../../../shared/boards/product-flow/suggestion.ts"
import { twiceElsewhere } from "../../../shared/boards/product-flow/twice.ts"
import { isPlain } from "../../../shared/model/fields.ts"
import type { BoardContent, Snapshot } from "../../../shared/model/snapshot.ts"
import { notify } from "../../session/notices.ts"
import { useBegun } from "../../session/useBegun.ts"
import { useQuietSnapshot } from "../../session/useQuietSnapshot.ts"
import { useBoard, useCanEdit, useSay, useSession } from "../../session/useSession.ts"
import { Button, IconButton } from "../../ui/Button.tsx"
import { Choice } from "../../ui/Choice.tsx"
import { AudienceQuestions } from "./AudienceQuestions.tsx"
import { Changes, TwiceOnMaps } from "./Changes.tsx"
import { groups, SuggestionGroup } from "./SuggestionGroup.tsx"
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
      <div className="panel-body">{flow && <Preview key={flow.board.id} boardId={flow.board.id} />}</div>
    </aside>
  )
}

/** What people decide here, or say about somebody, changes what is proposed at once; all else when the keys rest. */
const isDecision = (next: Snapshot, before: Snapshot): boolean =>
  next.personas !== before.personas ||
  [...next.contents].some(([id, { derivations }]) => derivations !== before.contents.get(id)?.derivations)

function Preview({ boardId }: { readonly boardId: string }) {
  const snapshot = useQuietSnapshot(isDecision)
  const flow = snapshot.contents.get(boardId)
  return flow && <Proposals flow={flow} snapshot={snapshot} />
}

function Proposals({ flow, snapshot }: { readonly flow: BoardContent; readonly snapshot: Snapshot }) {
  const say = useSay()
  const sources = useMemo(() => readSources(snapshot), [snapshot])
  const [grain, setGrain] = useState<Grain>(() => grainOf(flow, sources))
  const { personas } = snapshot
  const proposal = useMemo(() => derive({ sources, flow, personas, grain, say }), [sources, flow, personas, grain, say])
  if (isBlank(sources) && flow.cards.size === 0) return <p>{say("flow.derive.no-maps")}</p>
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

/** What was ticked and what was reworded, until it is decided on. */
function useDrafts(boardId: string) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const wordings = useBegun(`wordings ${boardId}`)
  const titles = useMemo(() => wordingsIn(wordings.text), [wordings.text])
  const keep = (next: ReadonlyMap<string, string>) =>
    next.size === 0 ? wordings.clear() : wordings.write(JSON.stringify(Object.fromEntries(next)))
  return {
    chosen,
    titles,
    choose: (id: string, isChosen: boolean) =>
      setChosen((before) => new Set(isChosen ? [...before, id] : [...before].filter((other) => other !== id))),
    word: (id: string, title: string) => keep(new Map(titles).set(id, title)),
    decided: (suggestions: readonly Suggestion[]) => {
      setChosen(new Set())
      keep(new Map([...titles].filter(([id]) => !suggestions.some((one) => one.id === id))))
    },
  }
}

/** Kept on the device, where anything may have become of it: what cannot be read counts as not begun. */
function wordingsIn(text: string): ReadonlyMap<string, string> {
  const raw = jsonIn(text)
  return new Map(
    Object.entries(isPlain(raw) ? raw : {}).flatMap(([id, title]) => (typeof title === "string" ? [[id, title]] : [])),
  )
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function Suggestions({ proposal, flow, sources }: SuggestionsProps) {
  const say = useSay()
  const { editing } = useSession()
  const drafts = useDrafts(flow.board.id)
  const fresh = proposal.suggestions.filter(({ state }) => state === "new")
  const thereCount = proposal.suggestions.filter(({ state }) => state === "there").length
  const take = (suggestions: readonly Suggestion[]) => {
    const count = accept(editing, suggestions, drafts.titles)
    drafts.decided(suggestions)
    notify("calm", "flow.derive.done", { count })
  }
  const refuse = (suggestions: readonly Suggestion[]) => {
    reject(editing, suggestions)
    drafts.decided(suggestions)
  }
  return (
    <>
      <Changes
        changed={proposal.suggestions.filter(({ state }) => state === "changed")}
        gone={proposal.gone}
        flow={flow}
        onSeen={(changed, gone) => acknowledge(editing, changed, gone)}
      />
      <TwiceOnMaps twice={twiceElsewhere(flow.derivations.values(), sources)} />
      {fresh.every(({ isMore }) => isMore) && <p>{say("flow.derive.nothing")}</p>}
      {groups.map((group) => (
        <SuggestionGroup
          key={group.rule}
          rule={group.rule}
          suggestions={fresh.filter(({ rule }) => group.rules.includes(rule))}
          sources={sources}
          drafts={drafts}
          onAccept={take}
          onReject={refuse}
        />
      ))}
      {proposal.homelessSteps.length > 0 && (
        <p className="muted">{say("flow.derive.homeless", { count: proposal.homelessSteps.length })}</p>
      )}
      {thereCount > 0 && <p className="muted">{say("flow.derive.there", { count: thereCount })}</p>}
      <Deciding fresh={fresh} chosen={drafts.chosen} onAccept={take} onReject={refuse} />
    </>
  )
}

interface DecidingProps {
  readonly fresh: readonly Suggestion[]
  readonly chosen: ReadonlySet<string>
  readonly onAccept: (suggestions: readonly Suggestion[]) => void
  readonly onReject: (suggestions: readonly Suggestion[]) => void
}

/** Some, as soon as some are ticked; else all that is not folded away. */
function Deciding({ fresh, chosen, onAccept, onReject }: DecidingProps) {
  const say = useSay()
  const canEdit = useCanEdit()
  const some = fresh.filter(({ id }) => chosen.has(id))
  const all = fresh.filter(({ isMore }) => !isMore)
  if (!canEdit || some.length + all.length === 0) return null
  if (some.length === 0)
    return (
      <div className="derive-foot">
        <Button look="primary" onClick={() => onAccept(all)}>
          {say("flow.derive.accept.all", { count: all.length })}
        </Button>
      </div>
    )
  return (
    <div className="derive-foot">
      <Button look="primary" onClick={() => onAccept(some)}>
        {say("flow.derive.accept.chosen", { count: some.length })}
      </Button>
      <Button onClick={() => onReject(some)}>{say("flow.derive.reject.chosen", { count: some.length })}</Button>
    </div>
  )
}
