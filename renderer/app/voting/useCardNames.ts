import { boardKinds } from "../../../shared/boards/index.ts"
import { useSnapshot } from "../../session/useSession.ts"
import { useWords } from "../words.ts"

/** What the cards of a board are called, also after they were merged into another. */
export function useCardNames(boardId: string): (cardId: string) => string {
  const say = useWords()
  const content = useSnapshot(({ contents }) => contents.get(boardId))
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const boardKind = boardKinds.find(({ kind }) => kind === content?.board.kind)
  return (cardId) => {
    const card = content?.cards.get(cardId) ?? content?.merged.get(cardId)
    if (!card) return say("voting.gone")
    return (boardKind?.nameOf(card, personas) ?? card.title) || say("common.untitled")
  }
}
