import { cleanLine } from "../model/text.ts"
import type { Editing } from "./context.ts"
import { changeSession } from "./session.ts"

/**
 * Asks the room whether a sentence sounds right (`domain.md` A.2, Walk the chain), or ends the asking. Outside of undo,
 * like everything that leads the session.
 */
export const askRoom = (editing: Editing, boardId: string, text: string | undefined): void =>
  changeSession(editing, { asks: text === undefined ? undefined : { boardId, text: cleanLine(text, 1000) } })
