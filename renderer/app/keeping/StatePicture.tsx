import { useMemo } from "react"
import { boardKinds } from "../../../shared/boards/index.ts"
import type { BoardState } from "../../../shared/codecs/keptState.ts"
import { drawBoard } from "../../../shared/codecs/svg.ts"
import { useWords } from "../words.ts"
import { BoardPicture } from "./BoardPicture.tsx"

/** A kept board drawn as it was; it can only be looked at. */
export function StatePicture({ state, label }: { readonly state: BoardState; readonly label: string }) {
  const say = useWords()
  const { content, personas } = state
  const svg = useMemo(() => {
    const kind = boardKinds.find((one) => one.kind === content.board.kind)
    return kind && drawBoard(kind, { content, personas, say }, { caption: { title: "", facts: [] } }).svg
  }, [content, personas, say])
  const board = content.board.title || say(`board.${content.board.kind}`)
  return <BoardPicture svg={svg} words={say("states.picture", { board, label })} />
}
