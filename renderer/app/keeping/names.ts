import { boardKinds } from "../../../shared/boards/index.ts"
import type { Say } from "../../../shared/model/boardKind.ts"
import { cardOn } from "../../../shared/model/keeping.ts"
import type { Card } from "../../../shared/model/records.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"

export interface NamedCard {
  readonly boardId: string
  readonly card: Card
  readonly name: string
}

/** A card by the name it goes by, and the board it stands on; undefined when it is gone. */
export function namedCard(
  { contents, personas }: Pick<Snapshot, "contents" | "personas">,
  cardId: string,
  say: Say,
): NamedCard | undefined {
  const at = cardOn(contents.values(), cardId)
  const content = at && contents.get(at.boardId)
  const card = content?.cards.get(cardId)
  if (!at || !content || !card) return undefined
  const kind = boardKinds.find((one) => one.kind === content.board.kind)
  return { boardId: at.boardId, card, name: kind?.nameOf(card, personas) || card.title || say("common.untitled") }
}
