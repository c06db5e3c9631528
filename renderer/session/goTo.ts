import { canvasOf } from "./canvasControls.ts"
import type { Session } from "./session.ts"

/** About two seconds: as long as a kind of board may take to load. */
const framesToWait = 120

/** Opens the board that a card stands on and brings the card into view, selected and pointed out for a moment. */
export function goTo(session: Session, boardId: string, cardId: string): void {
  const isElsewhere = session.view.getState().boardId !== boardId
  const before = canvasOf(session)
  session.view.setState({ boardId, selected: new Set([cardId]), editing: undefined })
  if (!isElsewhere) before?.reveal(cardId)
  else revealSoon(session, boardId, cardId)
}

/** Reveals the card once its board's canvas is there; gives up when somebody has gone elsewhere. */
function revealSoon(session: Session, boardId: string, cardId: string): void {
  const before = canvasOf(session)
  const look = (left: number) => {
    if (left === 0 || session.view.getState().boardId !== boardId) return
    const canvas = canvasOf(session)
    if (canvas && canvas !== before) return canvas.reveal(cardId)
    requestAnimationFrame(() => look(left - 1))
  }
  look(framesToWait)
}
