import { useState } from "react"
import { boardKinds } from "../../../shared/boards/index.ts"
import { addRecord, changeRecord, deleteRecord } from "../../../shared/commands/workshop.ts"
import { orderFirst, ordersAfter } from "../../../shared/document/order.ts"
import type { Board } from "../../../shared/model/records.ts"
import { textLimit } from "../../../shared/model/text.ts"
import { notify, told } from "../../session/notices.ts"
import { useDraft } from "../../session/useDraft.ts"
import { useSession, useSnapshot, useView } from "../../session/useSession.ts"
import { isComposed } from "../../session/useSharedText.ts"
import { IconButton } from "../../ui/Button.tsx"
import { Icon } from "../../ui/Icon.tsx"
import { Menu, type MenuItem } from "../../ui/Menu.tsx"
import { boardIcon, boardsInOrder } from "../boards.ts"
import { saveTemplate } from "../exporting/saveTemplate.ts"
import { reported } from "../reportProblem.ts"
import { useLeads } from "../useLeads.ts"
import { useWords } from "../words.ts"

/** The workshop's boards side by side; the open one carries its menu. */
export function BoardTabs() {
  const say = useWords()
  const boards = boardsInOrder(useSnapshot((snapshot) => snapshot.boards))
  const openId = useView((view) => view.boardId)
  const leads = useLeads()
  const [renaming, setRenaming] = useState<string>()
  return (
    <nav className="board-tabs" aria-label={say("app.boards")}>
      <ul>
        {boards.map((board) => (
          <li key={board.id} className={board.id === openId ? "board-tab board-tab-open" : "board-tab"}>
            {renaming === board.id ? (
              <TitleField board={board} onDone={() => setRenaming(undefined)} />
            ) : (
              <TabButton board={board} isOpen={board.id === openId} onRename={() => leads && setRenaming(board.id)} />
            )}
            {board.id === openId && leads && renaming !== board.id && (
              <BoardMenu board={board} boards={boards} onRename={() => setRenaming(board.id)} />
            )}
          </li>
        ))}
      </ul>
      {leads && <AddBoard />}
    </nav>
  )
}

interface TabProps {
  readonly board: Board
  readonly isOpen: boolean
  readonly onRename: () => void
}

function TabButton({ board, isOpen, onRename }: TabProps) {
  const say = useWords()
  const { view } = useSession()
  const title = board.title || say(`board.${board.kind}`)
  return (
    <button
      type="button"
      className="board-tab-button"
      aria-current={isOpen ? "page" : undefined}
      title={title}
      onClick={() => view.setState({ boardId: board.id, selected: new Set(), editing: undefined })}
      onDoubleClick={onRename}
    >
      <Icon name={boardIcon(board.kind)} size={18} />
      <span>{title}</span>
    </button>
  )
}

function TitleField({ board, onDone }: { readonly board: Board; readonly onDone: () => void }) {
  const say = useWords()
  const { editing } = useSession()
  const draft = useDraft(board.title, textLimit.title, (title) => {
    if (title.trim() === "") return true
    return told(changeRecord(editing, "boards", board.id, { title }))
  })
  const keep = () => {
    draft.settle()
    onDone()
  }
  return (
    <input
      className="input board-tab-field"
      aria-label={say("app.board.title")}
      value={draft.text}
      maxLength={textLimit.title}
      // The person has just asked to write here.
      ref={(field) => field?.focus()}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => draft.write(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (isComposed(event)) return
        if (event.key === "Enter") keep()
        if (event.key === "Escape") {
          draft.takeBack()
          onDone()
        }
      }}
    />
  )
}

interface BoardMenuProps {
  readonly board: Board
  readonly boards: readonly Board[]
  readonly onRename: () => void
}

function BoardMenu({ board, boards, onRename }: BoardMenuProps) {
  const say = useWords()
  const session = useSession()
  const { editing } = session
  const at = boards.indexOf(board)
  const move = (to: number) =>
    reported(changeRecord(editing, "boards", board.id, { order: orderAt(boards, board, to) }))
  const remove = () => {
    const deleted = deleteRecord(editing, "boards", board.id)
    reported(deleted)
    if (deleted.ok) notify("calm", "app.board.deleted", { title: board.title })
  }
  const items: MenuItem[] = [
    { name: "rename", label: say("app.board.rename"), icon: "pencil", onChoose: onRename },
    { name: "left", label: say("app.board.left"), isDisabled: at <= 0, onChoose: () => move(at - 1) },
    {
      name: "right",
      label: say("app.board.right"),
      isDisabled: at === boards.length - 1,
      onChoose: () => move(at + 1),
    },
    {
      name: "template",
      label: say("action.saveTemplate"),
      icon: "file",
      onChoose: () => void saveTemplate(session, board.id),
    },
  ]
  const last: MenuItem = { name: "delete", label: say("app.board.delete"), icon: "trash", onChoose: remove }
  return (
    <Menu
      align="start"
      trigger={<IconButton label={say("app.board.menu")} icon="down" className="board-tab-menu" />}
      groups={[items, [last]]}
    />
  )
}

/** The order key that puts a board at this place among the others. */
function orderAt(boards: readonly Board[], board: Board, to: number): string {
  const others = boards.filter((other) => other !== board)
  if (to > 0) return ordersAfter(others, others[to - 1]?.id, 1)[0] ?? board.order
  return orderFirst(others)
}

function AddBoard() {
  const say = useWords()
  const session = useSession()
  const add = (kind: string) => {
    const boardId = addRecord(session.editing, "boards", { kind, title: say(`board.${kind}`) })
    session.view.setState({ boardId, selected: new Set(), editing: undefined })
  }
  const items = boardKinds.map(({ kind }) => ({
    name: kind,
    label: say(`board.${kind}`),
    icon: boardIcon(kind),
    onChoose: () => add(kind),
  }))
  return <Menu align="start" trigger={<IconButton label={say("app.board.add")} icon="add" />} groups={[items]} />
}
