import { useEffect } from "react"
import { notify } from "../../session/notices.ts"
import { useMayWrite, useSession, useSnapshot, useView } from "../../session/useSession.ts"

/** When the step ends while somebody writes on a card, their field closes with what they have, instead of swallowing what follows. */
export function useWritingEnds(): void {
  const { view } = useSession()
  const writing = useView(({ editing }) => editing)
  const boardId = useView((state) => state.boardId)
  const kind = useSnapshot(({ contents }) =>
    boardId === undefined || writing === undefined ? undefined : contents.get(boardId)?.cards.get(writing)?.kind,
  )
  const mayWrite = useMayWrite(kind)
  useEffect(() => {
    if (writing === undefined || kind === undefined || mayWrite) return
    view.setState({ editing: undefined })
    notify("calm", "step.kept")
  }, [view, writing, kind, mayWrite])
}
