import { changeCards, changeEntry } from "../../../shared/commands/cards.ts"
import type { Values } from "../../../shared/document/records.ts"
import { cleanLine, cleanText, textLimit } from "../../../shared/model/text.ts"
import { told } from "../../session/notices.ts"
import { useSession } from "../../session/useSession.ts"

/** Writes details of one card; each call is one step of undo. False, and told, when it could not, as when the card has gone. */
export function useChange(cardId: string) {
  const { editing } = useSession()
  const set = (values: Values): boolean => told(changeCards(editing, new Map([[cardId, values]])))
  return {
    set,
    /** One row of a table of texts, or nothing to take it away. */
    entry: (field: string, key: string, text: string | undefined) =>
      told(changeEntry(editing, cardId, field, key, text)),
    /** Several lines. */
    text: (field: string, text: string) => set({ [field]: cleanText(text) }),
    /** One line that may be left out. */
    line: (field: string, text: string, limit: number = textLimit.line) =>
      set({ [field]: cleanLine(text.trim(), limit) || undefined }),
  }
}
