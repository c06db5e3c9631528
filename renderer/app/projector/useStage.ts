import { useEffect } from "react"
import type { BoardPart } from "../../session/canvasControls.ts"
import type { Session } from "../../session/session.ts"
import { useSession } from "../../session/useSession.ts"
import { type Goal, goalOf, show } from "../agenda/showGoal.ts"

/** While a board grows under what is shown, it is fitted anew this long after the last change. */
const settleMs = 600

/** Keeps the large screen at what is talked about: whoever is followed, the card or chain in the light, or the step's place. */
export function useStage(): void {
  const session = useSession()
  useEffect(() => {
    let shown = ""
    let stop = () => {}
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = (isAgain = false) => {
      const goal = stageOf(session)
      const name = goal ? JSON.stringify(goal) : ""
      if (!goal || (name === shown && !isAgain)) return
      const isFirst = shown === ""
      shown = name
      stop()
      stop = show(session, goal, !isFirst)
    }
    const fitSoon = () => {
      clearTimeout(timer)
      timer = setTimeout(() => look(true), settleMs)
    }
    look()
    const stops = [
      session.snapshot.subscribe((next, before) => {
        look()
        const { boardId = "" } = session.view.getState()
        if (next.contents.get(boardId) !== before.contents.get(boardId)) fitSoon()
      }),
      session.presence.others.subscribe(() => look()),
    ]
    window.addEventListener("resize", fitSoon)
    return () => {
      clearTimeout(timer)
      stop()
      for (const end of stops) end()
      window.removeEventListener("resize", fitSoon)
    }
  }, [session])
}

function stageOf(session: Session): Goal | undefined {
  const all = session.snapshot.getState()
  const { followId } = all.session
  const followed = followId === undefined ? undefined : viewOf(session, followId)
  return followed ?? goalOf(all) ?? boardGoal(session, { is: "board" })
}

function viewOf(session: Session, personId: string): Goal | undefined {
  for (const { person, state } of session.presence.others.getState().byConnection.values()) {
    const { looksAt, boardId } = state
    if (person.personId === personId && looksAt && boardId !== undefined)
      return { name: "follow", boardId, part: { is: "rect", rect: looksAt } }
  }
  return undefined
}

const boardGoal = ({ view }: Session, part: BoardPart): Goal | undefined => {
  const { boardId } = view.getState()
  return boardId === undefined ? undefined : { name: "board", boardId, part }
}
