import { takeAgenda } from "../../../shared/commands/agenda.ts"
import { readyAgendas } from "../../../shared/model/agendas/index.ts"
import { minutesOf, type ReadyAgenda } from "../../../shared/model/readyAgenda.ts"
import { notify } from "../../session/notices.ts"
import { useSession, useSnapshot } from "../../session/useSession.ts"
import { useLanguage, useWords } from "../words.ts"
import { keepNotes } from "./stepNotes.ts"

/** Four agendas to start from; those for the boards that are here come first. */
export function ReadyAgendas({ onTaken }: { readonly onTaken: () => void }) {
  const say = useWords()
  const language = useLanguage()
  const session = useSession()
  const boards = useSnapshot((snapshot) => snapshot.boards)
  const kinds = new Set([...boards.values()].map(({ kind }) => kind))
  const fits = ({ boardKind }: ReadyAgenda) => boardKind !== undefined && kinds.has(boardKind)
  const take = (ready: ReadyAgenda) => {
    const taken = takeAgenda(session.editing, ready, language)
    notify("calm", "agenda.taken")
    void keepNotes(session, taken).then(onTaken)
  }
  return (
    <section className="ready-agendas">
      <h3>{say("agenda.ready")}</h3>
      <ul>
        {[...readyAgendas]
          .sort((a, b) => Number(fits(b)) - Number(fits(a)))
          .map((ready) => (
            <li key={ready.id}>
              <button type="button" className="ready-agenda" onClick={() => take(ready)}>
                <span className="visually-hidden">{say("agenda.ready.use", { title: ready.title[language] })}</span>
                <strong aria-hidden="true">{ready.title[language]}</strong>
                <span className="ready-agenda-time">{say("agenda.minutes", { count: minutesOf(ready) })}</span>
                <small>{ready.result[language]}</small>
              </button>
            </li>
          ))}
      </ul>
    </section>
  )
}
