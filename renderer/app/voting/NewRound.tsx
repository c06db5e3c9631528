import { useState } from "react"
import { addRecord } from "../../../shared/commands/workshop.ts"
import { suggestedDots } from "../../../shared/model/voting.ts"
import { askOnceThere } from "../../session/askOnceThere.ts"
import { useBegun } from "../../session/useBegun.ts"
import { useBoard, useRunningStep, useSession } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { Check, Field, Select } from "../../ui/Field.tsx"
import { reportFailedAsk } from "../reportProblem.ts"
import { useWords } from "../words.ts"
import { selection, useScope } from "./useScope.ts"

const splits = ["", "audience", "persona", "organisation"] as const

/** What is voted on, with how many dots. Opens the vote at once: nothing else is left to decide. */
export function NewRound({ onDone }: { readonly onDone: (id: string | undefined) => void }) {
  const say = useWords()
  const session = useSession()
  const content = useBoard()
  const step = useRunningStep()
  const scope = useScope(content ? [...content.cards.values()] : [])
  const { text: question, write, clear } = useBegun("vote", step?.prompt ?? "")
  const { options } = scope
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
      ...scope.written(),
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
        value={scope.name}
        options={[
          ...(scope.picked.length > 1
            ? [{ value: selection, label: say("voting.scope.selected", { count: scope.picked.length }) }]
            : []),
          ...scope.kinds.map((kind) => ({
            value: kind,
            label: say("voting.scope.kind", { kind: say(`kind.${kind}`) }),
          })),
        ]}
        onChange={(event) => scope.choose(event.target.value)}
      />
      {scope.isInSightOnly !== undefined && (
        <Check
          label={say("voting.scope.inSight")}
          checked={scope.isInSightOnly}
          onChange={(event) => scope.chooseInSight(event.target.checked)}
        />
      )}
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

const within = (value: number, least: number, most: number): number =>
  Number.isFinite(value) ? Math.min(most, Math.max(least, Math.round(value))) : least
