import { boardKinds } from "../../../shared/boards/index.ts"
import { addRecord } from "../../../shared/commands/workshop.ts"
import { useSession } from "../../session/useSession.ts"
import { Icon } from "../../ui/Icon.tsx"
import { boardIcon } from "../boards.ts"
import { useLeads } from "../useLeads.ts"
import { useWords } from "../words.ts"

/** What a workshop without boards shows: the way to the first one. */
export function NoBoard() {
  const say = useWords()
  const leads = useLeads()
  const { editing, view } = useSession()
  const add = (kind: string) => {
    view.setState({ boardId: addRecord(editing, "boards", { kind, title: say(`board.${kind}`) }) })
  }
  return (
    <section className="no-board">
      <h2>{say("app.noBoard.title")}</h2>
      <p className="muted">{say(leads ? "app.noBoard.hint" : "app.noBoard.wait")}</p>
      {leads && (
        <ul className="kind-cards">
          {boardKinds.map(({ kind }) => (
            <li key={kind}>
              <button type="button" className="kind-card" onClick={() => add(kind)}>
                <Icon name={boardIcon(kind)} size={28} />
                <strong>{say(`board.${kind}`)}</strong>
                <span className="muted">{say(`board.${kind}.about`)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
