import { createContext, useContext } from "react"
import { useStore } from "zustand"
import { say } from "../../shared/messages/say.ts"
import type { Say } from "../../shared/model/boardKind.ts"
import type { Card } from "../../shared/model/records.ts"
import type { BoardContent, Snapshot } from "../../shared/model/snapshot.ts"
import type { Others, Session, SessionStatus, ViewState } from "./session.ts"

/** The one context of the interface: which workshop is open. */
export const SessionContext = createContext<Session | undefined>(undefined)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error("A view that needs a session was rendered outside of SessionContext")
  return session
}

/* Selectors must be narrow and return what is in the store, never a new object: that is what keeps one remote edit from re-rendering everything. */
export const useSnapshot = <T>(select: (snapshot: Snapshot) => T): T => useStore(useSession().snapshot, select)
export const useView = <T>(select: (view: ViewState) => T): T => useStore(useSession().view, select)
export const useStatus = <T>(select: (status: SessionStatus) => T): T => useStore(useSession().status, select)
export const useOthers = <T>(select: (others: Others) => T): T => useStore(useSession().presence.others, select)

/** The board that is looked at; undefined while there is none. Changes identity with every change on that board. */
export const useBoard = (): BoardContent | undefined => {
  const boardId = useView((view) => view.boardId)
  return useSnapshot((snapshot) => (boardId === undefined ? undefined : snapshot.contents.get(boardId)))
}

/** One card of the board that is looked at; re-renders only when that card changes. */
export const useCard = (id: string): Card | undefined => {
  const boardId = useView((view) => view.boardId)
  return useSnapshot((snapshot) => (boardId === undefined ? undefined : snapshot.contents.get(boardId)?.cards.get(id)))
}

/** True when I may write at all; what a step allows is narrower and decided by the host. */
export const useCanEdit = (): boolean => useStatus(({ me }) => me !== undefined && me.role !== "observer")

const sayers = {
  en: (key, values) => say("en", key, values),
  de: (key, values) => say("de", key, values),
} satisfies Record<string, Say>

/** Says messages in the language this person chose. Stable as long as the language is. */
export const useSay = (): Say => sayers[useView((view) => view.language)]
