import { useMemo, useSyncExternalStore } from "react"
import type { Session } from "../session/session.ts"
import { useCanvas } from "./canvasContext.ts"
import { followOnlookers, type Onlooker } from "./othersOnCards.ts"

const followed = new WeakMap<Session, Map<string, ReturnType<typeof followOnlookers>>>()

/** One follower per session and board, however many cards ask. */
function followerOf(session: Session, boardId: string) {
  const boards = followed.get(session) ?? new Map<string, ReturnType<typeof followOnlookers>>()
  followed.set(session, boards)
  const follower = boards.get(boardId) ?? followOnlookers(session.presence.others, boardId)
  boards.set(boardId, follower)
  return follower
}

/** Who else is at this card; undefined for nobody. Changes identity only when they do. */
export function useOnlookers(id: string): readonly Onlooker[] | undefined {
  const { session, boardId } = useCanvas()
  const follower = useMemo(() => followerOf(session, boardId), [session, boardId])
  return useSyncExternalStore(session.presence.others.subscribe, () => follower(id))
}
