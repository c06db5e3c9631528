import { useState } from "react"
import { addRecord } from "../../../shared/commands/workshop.ts"
import type { Card } from "../../../shared/model/records.ts"
import { suggestedDots } from "../../../shared/model/voting.ts"
import { askOnceThere } from "../../session/askOnceThere.ts"
import { useBegun } from "../../session/useBegun.ts"
import { useBoard, useRunningStep, useSession, useView } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Check, Field, Select } from "../../ui/Field.tsx"
import { reportFailedAsk } from "../reportProblem.ts"
import { useWords } from "../words.ts"

const selection = "selection"
const splits = ["", "audience", "persona", "organisation"] as const

/** What is voted on, with how many dots. Opens the vote at once: nothing else is left to decide. */
export function NewRound({ onDone }: { readonly onDone: (id: string | undefined) => void }) {
  const say = useWords()
  const session = useSession()
  const content = useBoard()
  const step = useRunningStep()
  const selected = useView((view) => view.selected)
  const cards = content ? [...content.cards.values()] : []
  const kinds = kindsByNumber(cards)
  const picked = cards.filter(({ id }) => selected.has(id))
  const { text: question, write, clear } = useBegun("vote", step?.prompt ?? "")
  const [scope, setScope] = useState(
    picked.length > 1 ? selection : (kindOf(step?.allowedKinds, kinds) ?? kinds[0] ?? ""),
  )
  const options = scope === selection ? picked : cards.filter(({ kind }) => kind === scope)
  const [dots, setDots] = useState<number>()
  const [maxPerCard, setMaxPerCard] = useState(2)
  const [splitBy, setSplitBy] = useState<(typeof splits)[number]>("")
  const [showsTotals, setShowsTotals] = useState(false)
  const budget = dots ?? suggestedDots(options.length)
  if (!content) return <p className="muted">{say("voting.noBoard")}</p>
  const open = () => {
    const id = addRecord(session.editing, "votingRounds", {
      boardId: content.board.id,
      question: question.trim().replaceAll(/\s+/g, " "),
      ...(scope === selection ? { cardIds: picked.map((card) => card.id) } : { kinds: [scope] }),
      dots: budget,
      maxPerCard: Math.min(maxPerCard, budget),
      anonymous: true,
      showRunningTotals: showsTotals,
      ...(splitBy === "" ? {} : { splitBy }),
      state: "draft",
    })
    clear()
    onDone(id)
    askOnceThere(session, "move-vote", { roundId: id, to: "open" }).catch(reportFailedAsk)
  }
  return (
    <form
      className="vote-new"
      onSubmit={(event) => {
        event.preventDefault()
        open()
      }}
    >
      <Field
        label={say("voting.question")}
        value={question}
        maxLength={200}
        onChange={(event) => write(event.target.value)}
      />
      <Select
        label={say("voting.scope")}
        value={scope}
        options={[
          ...(picked.length > 1
            ? [{ value: selection, label: say("voting.scope.selected", { count: picked.length }) }]
            : []),
          ...kinds.map((kind) => ({ value: kind, label: say("voting.scope.kind", { kind: say(`kind.${kind}`) }) })),
        ]}
        onChange={(event) => setScope(event.target.value)}
      />
      <p className="muted">{say("voting.options", { count: options.length })}</p>
      <Field
        label={say("voting.budget")}
        type="number"
        min={1}
        max={20}
        value={budget}
        onChange={(event) => setDots(within(event.target.valueAsNumber, 1, 20))}
      />
      <Field
        label={say("voting.most")}
        type="number"
        min={1}
        max={budget}
        value={Math.min(maxPerCard, budget)}
        onChange={(event) => setMaxPerCard(within(event.target.valueAsNumber, 1, 20))}
      />
      <Select
        label={say("voting.splitBy")}
        value={splitBy}
        options={splits.map((value) => ({ value, label: say(`voting.splitBy.${value || "none"}`) }))}
        onChange={(event) => setSplitBy(splits.find((one) => one === event.target.value) ?? "")}
      />
      <Check
        label={say("voting.running")}
        checked={showsTotals}
        onChange={(event) => setShowsTotals(event.target.checked)}
      />
      <div className="vote-new-end">
        <Button
          look="quiet"
          onClick={() => {
            clear()
            onDone(undefined)
          }}
        >
          {say("common.cancel")}
        </Button>
        <Button type="submit" look="primary" disabled={options.length === 0}>
          {say("voting.to.open")}
        </Button>
      </div>
    </form>
  )
}

/** What there is most of comes first: a room votes among many. */
const kindsByNumber = (cards: readonly Card[]): readonly string[] => {
  const numbers = new Map<string, number>()
  for (const { kind } of cards) numbers.set(kind, (numbers.get(kind) ?? 0) + 1)
  return [...numbers].sort(([, a], [, b]) => b - a).map(([kind]) => kind)
}

const kindOf = (wanted: readonly string[] | undefined, kinds: readonly string[]): string | undefined =>
  wanted?.find((kind) => kinds.includes(kind))

const within = (value: number, least: number, most: number): number =>
  Number.isFinite(value) ? Math.min(most, Math.max(least, Math.round(value))) : least
