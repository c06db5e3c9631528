import { useSession, useSnapshot, useView } from "../../session/useSession.ts"
import { boardsInOrder } from "../boards.ts"
import { useWords } from "../words.ts"

/** Which board is written on. With one board, its name. */
export function BoardChoice() {
  const say = useWords()
  const { view } = useSession()
  const boards = boardsInOrder(useSnapshot((snapshot) => snapshot.boards))
  const openId = useView(({ boardId }) => boardId)
  const nameOf = ({ title, kind }: (typeof boards)[number]) => title || say(`board.${kind}`)
  const [only] = boards
  const title = useSnapshot(({ workshop }) => workshop.title)
  if (!only) return <h1 className="phone-title">{say("app.name")}</h1>
  if (boards.length === 1) return <h1 className="phone-title">{nameOf(only)}</h1>
  return (
    <>
      <h1 className="visually-hidden">{title || say("app.name")}</h1>
      <select
        className="input select phone-board"
        aria-label={say("phone.board")}
        value={openId ?? ""}
        onChange={(event) => view.setState({ boardId: event.target.value, selected: new Set(), editing: undefined })}
      >
        {boards.map((board) => (
          <option key={board.id} value={board.id}>
            {nameOf(board)}
          </option>
        ))}
      </select>
    </>
  )
}
