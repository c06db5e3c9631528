import { changeCards } from "../../../shared/commands/cards.ts"
import type { Values } from "../../../shared/document/records.ts"
import { cleanLine, cleanText, textLimit } from "../../../shared/model/text.ts"
import { useSession } from "../../session/useSession.ts"

/** Writes details of one card; each call is one step of undo. A card that has gone meanwhile is left alone. */
export function useChange(cardId: string) {
  const { editing } = useSession()
  const set = (values: Values): void => {
    changeCards(editing, new Map([[cardId, values]]))
  }
  return {
    set,
    /** Several lines. */
    text: (field: string, text: string) => set({ [field]: cleanText(text) }),
    /** One line that may be left out. */
    line: (field: string, text: string, limit: number = textLimit.line) =>
      set({ [field]: cleanLine(text.trim(), limit) || undefined }),
  }
}
