import { lazy, Suspense, useEffect, useState } from "react"
import { leads } from "../../shared/model/rights.ts"
import type { Session } from "../session/session.ts"
import { SessionContext, useSession, useSnapshot, useStatus, useView } from "../session/useSession.ts"
import { KeyNames } from "../ui/Keys.tsx"
import { firstBoardId } from "./boards.ts"
import { ErrorBoundary } from "./ErrorBoundary.tsx"
import { NameScreen } from "./joining/NameScreen.tsx"
import { RefusedScreen } from "./joining/RefusedScreen.tsx"
import { UnreachedScreen } from "./joining/UnreachedScreen.tsx"
import { useAnswersEnd } from "./keeping/answersEnd.ts"
import { Loading } from "./Loading.tsx"
import { preferences } from "./preferences.ts"
import { isProjector } from "./projector/isProjector.ts"
import { useIsPhone } from "./useIsPhone.ts"
import { useShowUnsent } from "./useShowUnsent.ts"
import { useUndoNews } from "./useUndoNews.ts"
import { allWords, useKeyNames } from "./words.ts"

const Shell = lazy(async () => {
  const [{ Shell }] = await Promise.all([import("./shell/Shell.tsx"), allWords()])
  return { default: Shell }
})
const RecapScreen = lazy(async () => {
  const [{ RecapScreen }] = await Promise.all([import("./recap/RecapScreen.tsx"), allWords()])
  return { default: RecapScreen }
})
const Projector = lazy(async () => {
  const [{ Projector }] = await Promise.all([import("./projector/Projector.tsx"), allWords()])
  return { default: Projector }
})
const Lobby = lazy(async () => ({ default: (await import("./agenda/Lobby.tsx")).Lobby }))
const PhoneScreen = lazy(async () => ({ default: (await import("./phone/PhoneScreen.tsx")).PhoneScreen }))

export interface WorkshopProps {
  readonly session: Session
  readonly onLeave: () => void
}

/** One open workshop, shown as this person's role and device ask for. */
export const Workshop = ({ session, onLeave }: WorkshopProps) => (
  <SessionContext value={session}>
    <ErrorBoundary>
      <Suspense fallback={<Loading />}>
        <View onLeave={onLeave} />
      </Suspense>
    </ErrorBoundary>
  </SessionContext>
)

function View({ onLeave }: Pick<WorkshopProps, "onLeave">) {
  const isRefused = useStatus(({ connection }) => connection === "refused")
  const isLoaded = useStatus((status) => status.isLoaded)
  const isLate = useIsLate(!isLoaded)
  const role = useStatus(({ me }) => me?.role)
  const isPhone = useIsPhone()
  const nameKey = useKeyNames()
  const [isNamed, setNamed] = useState(preferences.getState().name !== "")
  const hasEnded = useSnapshot(({ session }) => session.phase === "ended")
  const isWaiting = useSnapshot(({ session }) => session.phase === "lobby")
  const [looksAtBoards, setLooking] = useState(false)
  useShownBoard()
  useShowUnsent()
  useAnswersEnd()
  useUndoNews()
  useDocumentTitle()
  if (isRefused) return <RefusedScreen onLeave={onLeave} />
  if (!isLoaded || role === undefined) return isLate ? <UnreachedScreen onLeave={onLeave} /> : <Loading />
  if (isProjector) return <Projector />
  if (role === "participant" && !isNamed) return <NameScreen onNamed={() => setNamed(true)} />
  if (isWaiting && !leads(role)) return <Lobby />
  if (hasEnded && !leads(role) && !looksAtBoards) return <RecapScreen onBoards={() => setLooking(true)} />
  return (
    <KeyNames value={nameKey}>
      {isPhone && role !== "facilitator" ? <PhoneScreen /> : <Shell onLeave={onLeave} />}
    </KeyNames>
  )
}

/** So long somebody waits without a word; then what to look at is said. */
const patienceMs = 5_000

function useIsLate(isWaiting: boolean): boolean {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    if (!isWaiting) return
    const timer = setTimeout(() => setLate(true), patienceMs)
    return () => clearTimeout(timer)
  }, [isWaiting])
  return isLate
}

/** Keeps a board open that is there: the first one at the beginning and when the open one was deleted. */
function useShownBoard(): void {
  const session = useSession()
  const boardId = useView((view) => view.boardId)
  const isThere = useSnapshot(({ boards }) => boardId !== undefined && boards.has(boardId))
  const first = useSnapshot(firstBoardId)
  useEffect(() => {
    if (!isThere && first !== boardId)
      session.view.setState({ boardId: first, selected: new Set(), editing: undefined })
  }, [session, isThere, first, boardId])
}

function useDocumentTitle(): void {
  const title = useSnapshot(({ workshop }) => workshop.title)
  useEffect(() => {
    document.title = title === "" ? "Cairn" : `${title} · Cairn`
  }, [title])
}
