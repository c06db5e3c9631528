import { useMemo } from "react"
import { boardKinds } from "../../../shared/boards/index.ts"
import { withoutNamesInActions } from "../../../shared/codecs/names.ts"
import { opportunitiesIn } from "../../../shared/codecs/opportunities.ts"
import { drawBoard } from "../../../shared/codecs/svg.ts"
import { verdictOf } from "../../../shared/model/keeping.ts"
import { type BoardRecap, type Recap, recapOf } from "../../../shared/model/recap.ts"
import { useSnapshot } from "../../session/useSession.ts"
import { BoardPicture } from "../keeping/BoardPicture.tsx"
import { namedCard } from "../keeping/names.ts"
import { Result } from "../keeping/Result.tsx"
import { useLanguage, useWords } from "../words.ts"
import { TakeHomeSection, useNames } from "./TakeHomeSection.tsx"
import "../keeping/keeping.css"
import "./recap.css"

/** What came of the workshop, to read on any screen and to print. */
export function RecapPage() {
  const say = useWords()
  const snapshot = useSnapshot((all) => all)
  const recap = useMemo(() => recapOf(snapshot), [snapshot])
  const { names, choose } = useNames()
  const { workshop } = snapshot
  const { goal, by } = workshop.purpose
  return (
    <article className="recap" data-names={names}>
      <header>
        <h1>{workshop.title || say("common.untitled")}</h1>
        {workshop.eventName && <p className="muted">{workshop.eventName}</p>}
        {(goal || by) && (
          <p className="recap-purpose">{goal && by ? say("caption.purpose", { goal, by }) : goal || by}</p>
        )}
      </header>
      <Decisions decisions={recap.decisions} />
      <Actions actions={recap.actions} />
      <Open questions={recap.questions} />
      <Opportunities />
      <Quotes quotes={recap.quotes} />
      <section>
        <h2>{say("recap.made")}</h2>
        {recap.boards.map((board) => (
          <Made key={board.board.id} made={board} />
        ))}
      </section>
      <TakeHomeSection names={names} onChoose={choose} />
    </article>
  )
}

function Decisions({ decisions }: Pick<Recap, "decisions">) {
  const say = useWords()
  return (
    <section>
      <h2>{say("keeping.decisions")}</h2>
      {decisions.length === 0 && <p className="muted">{say("recap.noDecisions")}</p>}
      <ul className="recap-list">
        {decisions.map(({ decision, answers }) => (
          <li key={decision.id}>
            <p>
              <strong>{decision.text}</strong>
            </p>
            {answers.total > 0 && (
              <div className="recap-agreement">
                <Result answers={answers} word="fist" />
                <p className="muted">{say(`keeping.verdict.${verdictOf(answers)}`)}</p>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** On paper, who does something stands only where names may leave the room, or where it is nobody's name. */
function Actions({ actions }: Pick<Recap, "actions">) {
  const say = useWords()
  const day = useDay()
  const snapshot = useSnapshot((all) => all)
  const nameless = useMemo(() => withoutNamesInActions(snapshot, "removed").actions, [snapshot])
  return (
    <section>
      <h2>{say("keeping.actions")}</h2>
      {actions.length === 0 && <p className="muted">{say("recap.noActions")}</p>}
      <ul className="recap-list">
        {actions.map(({ action: { id, text, who, due, state } }) => (
          <li key={id}>
            <p>{text}</p>
            <p className="muted recap-facts">
              {who !== "" && <span data-name={nameless.get(id)?.who === "" || undefined}>{who}</span>}
              {due && <span>{say("recap.due", { due: day(due) })}</span>}
              {state === "done" && <span>{say("recap.done")}</span>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A day as it is written in the reader's language. What is no day stays as somebody wrote it. */
function useDay(): (day: string) => string {
  const language = useLanguage()
  return (day) => {
    const date = new Date(`${day}T12:00:00Z`)
    if (Number.isNaN(date.getTime())) return day
    return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" }).format(date)
  }
}

function Open({ questions: { parked, asked, marked } }: Pick<Recap, "questions">) {
  const say = useWords()
  const snapshot = useSnapshot((all) => all)
  const name = (cardId: string) => namedCard(snapshot, cardId, say)?.name ?? say("common.untitled")
  const isNone = parked.length + asked.length + marked.length === 0
  return (
    <section>
      <h2>{say("recap.open")}</h2>
      {isNone && <p className="muted">{say("recap.noOpen")}</p>}
      <ul className="recap-list">
        {parked.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
        {asked.map(({ card, comment }) => (
          <li key={comment.id}>
            <p>{comment.text}</p>
            <p className="muted">{name(card.cardId)}</p>
          </li>
        ))}
        {marked.map(({ card, count }) => (
          <li key={card.cardId}>
            <p>{name(card.cardId)}</p>
            <p className="muted">{say("recap.marked", { count })}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Opportunities() {
  const say = useWords()
  const snapshot = useSnapshot((all) => all)
  const found = useMemo(() => opportunitiesIn(snapshot, say), [snapshot, say])
  if (found.length === 0) return null
  return (
    <section>
      <h2>{say("recap.opportunities")}</h2>
      <ul className="recap-list">
        {found.map(({ opportunity: { id, title, state }, sentence }) => (
          <li key={id}>
            <p>
              <strong>{title || say("common.untitled")}</strong>
              {state !== "candidate" && <span className="muted"> · {say(`flow.state.${state}`)}</span>}
            </p>
            <p className={sentence === undefined ? "muted" : undefined}>{sentence ?? say("recap.noTrace")}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Quotes({ quotes }: Pick<Recap, "quotes">) {
  const say = useWords()
  if (quotes.length === 0) return null
  return (
    <section>
      <h2>{say("recap.quotes")}</h2>
      <ul className="recap-list">
        {quotes.map(({ id, text }) => (
          <li key={id}>
            <blockquote>{text}</blockquote>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Made({ made: { board, counts } }: { readonly made: BoardRecap }) {
  const say = useWords()
  const content = useSnapshot(({ contents }) => contents.get(board.id))
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const svg = useMemo(() => {
    const kind = boardKinds.find((one) => one.kind === board.kind)
    if (!kind || !content || content.cards.size === 0) return undefined
    return drawBoard(kind, { content, personas, say }, { caption: { title: "", facts: [] } }).svg
  }, [board, content, personas, say])
  const title = board.title || say(`board.${board.kind}`)
  return (
    <div className="recap-board">
      <h3>{title}</h3>
      <p className="muted">
        {counts.length === 0
          ? say("recap.nothing")
          : counts.map(({ kind, count }) => say("recap.count", { count, kind: say(`kind.${kind}`) })).join(" · ")}
      </p>
      {svg !== undefined && <BoardPicture svg={svg} words={say("recap.picture", { board: title })} />}
    </div>
  )
}
