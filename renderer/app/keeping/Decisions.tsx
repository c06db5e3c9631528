import { addDecision } from "../../../shared/commands/keeping.ts"
import { changeRecord, deleteRecord } from "../../../shared/commands/workshop.ts"
import { agreementOf } from "../../../shared/model/keeping.ts"
import { byOrder } from "../../../shared/model/records.ts"
import type { Decision } from "../../../shared/model/sessionRecords.ts"
import { goTo } from "../../session/goTo.ts"
import { useSession, useSnapshot, useView } from "../../session/useSession.ts"
import { Button, IconButton } from "../../ui/Button.tsx"
import { reported } from "../reportProblem.ts"
import { useLeads } from "../useLeads.ts"
import { useWords } from "../words.ts"
import { AskControl } from "./AskControl.tsx"
import { KeptText } from "./KeptText.tsx"
import { NewLine } from "./NewLine.tsx"
import { namedCard } from "./names.ts"

/** What was decided, what it is about, and how far the room agrees. The facilitator writes it down. */
export function Decisions() {
  const say = useWords()
  const { editing, view } = useSession()
  const leads = useLeads()
  const decisions = [...useSnapshot((snapshot) => snapshot.decisions).values()].sort(byOrder)
  return (
    <div className="kept">
      {leads && (
        <NewLine
          name="decision"
          label={say("keeping.decision.new")}
          button={say("common.add")}
          onAdd={(text) => addDecision(editing, text, [...view.getState().selected])}
        />
      )}
      {decisions.length === 0 && <p className="muted">{say("keeping.decision.none")}</p>}
      <ul className="kept-list">
        {decisions.map((decision) => (
          <One key={decision.id} decision={decision} leads={leads} />
        ))}
      </ul>
    </div>
  )
}

function One({ decision, leads }: { readonly decision: Decision; readonly leads: boolean }) {
  const say = useWords()
  const { editing } = useSession()
  const { id, text, asking } = decision
  const answers = agreementOf(decision)
  return (
    <li className="kept-item kept-tall">
      <div className="kept-main">
        <KeptText root="decisions" {...{ id, text }} label={say("keeping.decision.text")} canWrite={leads} />
        <AboutCards decision={decision} leads={leads} />
        <AskControl about="decisions" {...{ id, asking, answers }} />
      </div>
      {leads && (
        <IconButton
          label={say("keeping.remove", { text })}
          icon="trash"
          onClick={() => reported(deleteRecord(editing, "decisions", id))}
        />
      )}
    </li>
  )
}

function AboutCards({ decision, leads }: { readonly decision: Decision; readonly leads: boolean }) {
  const say = useWords()
  const session = useSession()
  const snapshot = useSnapshot((all) => all)
  const selected = useView((view) => view.selected)
  const cards = decision.aboutIds.flatMap((id) => namedCard(snapshot, id, say) ?? [])
  const more = [...selected].filter((id) => !decision.aboutIds.includes(id) && namedCard(snapshot, id, say))
  const about = (aboutIds: readonly string[]) =>
    reported(changeRecord(session.editing, "decisions", decision.id, { aboutIds }))
  if (cards.length === 0 && (!leads || more.length === 0)) return null
  return (
    <ul className="about" aria-label={say("keeping.decision.about")}>
      {cards.map(({ boardId, card, name }) => (
        <li key={card.id} className="about-card">
          <button
            type="button"
            className="about-name"
            aria-label={say("keeping.about.go", { name })}
            onClick={() => goTo(session, boardId, card.id)}
          >
            {name}
          </button>
          {leads && (
            <IconButton
              label={say("keeping.about.remove", { name })}
              icon="close"
              onClick={() => about(decision.aboutIds.filter((id) => id !== card.id))}
            />
          )}
        </li>
      ))}
      {leads && more.length > 0 && (
        <li>
          <Button look="quiet" icon="add" onClick={() => about([...decision.aboutIds, ...more])}>
            {say("keeping.decision.addSelected", { count: more.length })}
          </Button>
        </li>
      )}
    </ul>
  )
}
