import { useMemo } from "react"
import type { BoardContent } from "../../shared/model/snapshot.ts"
import type { BoardView, Scene } from "../canvas/boardView.ts"
import { useSession, useSnapshot } from "../session/useSession.ts"
import { useWords } from "./words.ts"

/** The board laid out, without a canvas. */
export function useScene(
  view: Pick<BoardView, "boardKind"> | undefined,
  content: BoardContent | undefined,
): Scene | undefined {
  const say = useWords()
  const { editing } = useSession()
  const personas = useSnapshot((snapshot) => snapshot.personas)
  return useMemo(
    () => view && content && { editing, content, layout: view.boardKind.lay({ content, personas, say }) },
    [view, content, editing, personas, say],
  )
}
