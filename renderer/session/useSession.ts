import { createContext, useContext, useMemo } from "react"
import { useStore } from "zustand"
import { isCalm, runningStep } from "../../shared/model/agenda.ts"
import type { Say } from "../../shared/model/boardKind.ts"
import type { Board } from "../../shared/model/records.ts"
import { mayWriteKind, type Rights } from "../../shared/model/rights.ts"
import type { AgendaStep } from "../../shared/model/sessionRecords.ts"
import type { BoardContent, Snapshot } from "../../shared/model/snapshot.ts"
import type { HandIn } from "./handIns.ts"
import { rightsFor } from "./rights.ts"
import type { Others, Session, SessionStatus, ViewState } from "./session.ts"
import { useSayIn } from "./useSayIn.ts"

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

/** What I have handed in sealed, by key. */
export const useHandIns = <T>(select: (mine: ReadonlyMap<string, HandIn>) => T): T =>
  useStore(useSession().handIns.mine, select)

/** The board that is looked at; undefined while there is none. Changes identity with every change on that board. */
export const useBoard = (): BoardContent | undefined => {
  const boardId = useView((view) => view.boardId)
  return useSnapshot((snapshot) => (boardId === undefined ? undefined : snapshot.contents.get(boardId)))
}

/** That board's own record, with its title and kind. Stays the same while people work on what the board holds. */
export const useBoardRecord = (): Board | undefined => {
  const boardId = useView((view) => view.boardId)
  return useSnapshot((snapshot) => (boardId === undefined ? undefined : snapshot.contents.get(boardId)?.board))
}

/** The step that runs now; undefined in the lobby, after the end, and without an agenda. */
export const useRunningStep = (): AgendaStep | undefined => useSnapshot(runningStep)

/** What I may write now. Changes identity only when that may have changed. */
export function useRights(): Rights {
  const role = useStatus(({ me }) => me?.role)
  return useSnapshot((snapshot) => rightsFor(role, snapshot))
}

/** True when I may write on the boards just now; with a kind, when I may make and change such cards. */
export function useMayWrite(kind?: string): boolean {
  const rights = useRights()
  return kind === undefined ? rights.mayWriteBoards : mayWriteKind(rights, kind)
}

/** True while nobody's pointer is shown: too many people, or the facilitator wants it so. */
export function useCalm(): boolean {
  const people = useStatus(({ room }) => peopleIn(room))
  return useSnapshot(({ session }) => isCalm(session, people))
}
const peopleIn = (room: SessionStatus["room"]): number => new Set(room.map(({ personId }) => personId)).size

/** Outside of views: as `useCalm`. */
export const calmNow = ({ snapshot, status }: Session): boolean =>
  isCalm(snapshot.getState().session, peopleIn(status.getState().room))

/** Of what can be made, what may be made now. */
export const useAllowed = <T extends { readonly kind: string }>(all: readonly T[]): readonly T[] => {
  const rights = useRights()
  return useMemo(() => all.filter(({ kind }) => mayWriteKind(rights, kind)), [all, rights])
}

/** Around what is about one card: its kind, so that fields inside know whether the step is for it. */
export const CardKindContext = createContext<string | undefined>(undefined)

/** True when I may write just now: on the card that this is about, or on the boards at all. */
export const useCanEdit = (): boolean => useMayWrite(useContext(CardKindContext))

/** Says messages in the language this person chose. Stable as long as the language is. */
export const useSay = (): Say => useSayIn(useView((view) => view.language))
