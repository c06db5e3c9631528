import { lazy, Suspense, useEffect, useState } from "react"
import type { Session } from "../session/session.ts"
import { SessionContext, useSession, useSnapshot, useStatus, useView } from "../session/useSession.ts"
import { KeyNames } from "../ui/Keys.tsx"
import { firstBoardId } from "./boards.ts"
import { ErrorBoundary } from "./ErrorBoundary.tsx"
import { NameScreen } from "./joining/NameScreen.tsx"
import { RefusedScreen } from "./joining/RefusedScreen.tsx"
import { Loading } from "./Loading.tsx"
import { preferences } from "./preferences.ts"
import { useIsPhone } from "./useIsPhone.ts"
import { useKeyNames } from "./words.ts"

const Shell = lazy(async () => ({ default: (await import("./shell/Shell.tsx")).Shell }))
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
  const role = useStatus(({ me }) => me?.role)
  const isPhone = useIsPhone()
  const nameKey = useKeyNames()
  const [isNamed, setNamed] = useState(preferences.getState().name !== "")
  useShownBoard()
  useDocumentTitle()
  if (isRefused) return <RefusedScreen onLeave={onLeave} />
  if (!isLoaded || role === undefined) return <Loading />
  if (role === "participant" && !isNamed) return <NameScreen onNamed={() => setNamed(true)} />
  return (
    <KeyNames value={nameKey}>
      {isPhone && role !== "facilitator" ? <PhoneScreen /> : <Shell onLeave={onLeave} />}
    </KeyNames>
  )
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
