import type { SessionState } from "../../../shared/model/sessionRecords.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import { type BoardPart, canvasOf, onCanvas } from "../../session/canvasControls.ts"
import type { Session } from "../../session/session.ts"

/** Where the room is asked to look. */
export interface Goal {
  /** Another one for another wish; the same as long as nothing new is wished. */
  readonly name: string
  readonly boardId: string
  readonly part: BoardPart
}

/** What all screens are asked to show: one card before a chain, and that before the place everybody was brought to. */
export function goalOf(all: Snapshot): Goal | undefined {
  const { spotlightId, chainId } = all.session
  return (
    cardGoal(all, "card", spotlightId) ??
    cardGoal(all, "chain", chainId) ??
    (all.session.look && all.contents.has(all.session.look.boardId ?? "") ? lookGoal(all.session.look) : undefined)
  )
}

function cardGoal({ contents }: Snapshot, is: "card" | "chain", cardId: string | undefined): Goal | undefined {
  if (cardId === undefined) return undefined
  for (const [boardId, { cards }] of contents)
    if (cards.has(cardId)) return { name: `${is} ${cardId}`, boardId, part: { is, cardId } }
  return undefined
}

function lookGoal({ boardId = "", frame, at }: NonNullable<SessionState["look"]>): Goal {
  const { x = 0, y = 0, width = 1, height = 1 } = frame ?? {}
  const part: BoardPart = frame ? { is: "rect", rect: { x, y, w: width, h: height } } : { is: "board" }
  return { name: `look ${at}`, boardId, part }
}

/** Shows it on this screen, as soon as the board's canvas is there. The returned function calls it off. */
export function show(session: Session, { boardId, part }: Goal, glide = true): () => void {
  const isElsewhere = session.view.getState().boardId !== boardId
  const before = isElsewhere ? canvasOf(session) : undefined
  if (isElsewhere) session.view.setState({ boardId, selected: new Set(), editing: undefined })
  let frame = 0
  const attempt = () => {
    const canvas = canvasOf(session)
    if (!canvas || canvas === before) return
    stop()
    // A canvas that has just appeared first shows the whole board.
    frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => canvas.showPart(part, glide))
    })
  }
  const stop = onCanvas(session, attempt)
  attempt()
  return () => {
    stop()
    cancelAnimationFrame(frame)
  }
}
