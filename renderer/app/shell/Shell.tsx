import { Suspense, useEffect } from "react"
import { useBoard, useSession, useView } from "../../session/useSession.ts"
import { Dialogs, fetchDialogs } from "../dialogs/Dialogs.tsx"
import { ErrorBoundary } from "../ErrorBoundary.tsx"
import { Loading } from "../Loading.tsx"
import { useActionKeys, useActions } from "../useActions.ts"
import { useNativeMenu } from "../useNativeMenu.ts"
import { useWords } from "../words.ts"
import { BoardArea } from "./BoardArea.tsx"
import { ConnectionBanner } from "./ConnectionBanner.tsx"
import { NoBoard } from "./NoBoard.tsx"
import { Notices } from "./Notices.tsx"
import { PeoplePanel } from "./People.tsx"
import { TopBar } from "./TopBar.tsx"
import "./shell.css"

/** The workshop on a screen that can hold a map. Facilitator, participant and observer differ by what is offered. */
export function Shell({ onLeave }: { readonly onLeave: () => void }) {
  const say = useWords()
  const board = useBoard()
  const kind = board?.board.kind
  const panel = useView((view) => view.panel)
  const { view } = useSession()
  const actions = useActions()
  useActionKeys(actions)
  useNativeMenu(actions)
  useEffect(() => {
    if (view.getState().panel === "none") view.setState({ panel: "inspector" })
  }, [view])
  useEffect(() => {
    const timer = window.setTimeout(fetchDialogs, 1_000)
    return () => window.clearTimeout(timer)
  }, [])
  return (
    <div className="shell">
      <TopBar actions={actions} onLeave={onLeave} />
      <ConnectionBanner />
      <main className="shell-main" aria-label={say("app.board.area")}>
        <ErrorBoundary key={board?.board.id}>
          <Suspense fallback={<Loading />}>
            {kind === undefined ? <NoBoard /> : <BoardArea key={board?.board.id} kind={kind} />}
          </Suspense>
        </ErrorBoundary>
        {panel === "people" && <PeoplePanel />}
      </main>
      <Suspense>
        <Dialogs actions={actions} onClose={() => view.setState({ dialog: "none" })} />
      </Suspense>
      <Notices />
    </div>
  )
}
