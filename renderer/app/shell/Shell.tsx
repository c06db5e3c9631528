import { lazy, Suspense, useEffect } from "react"
import { useBoardRecord, useSession, useSnapshot, useView } from "../../session/useSession.ts"
import { LargePrompt } from "../agenda/LargePrompt.tsx"
import { LeadBar } from "../agenda/LeadBar.tsx"
import { LedHint } from "../agenda/LedHint.tsx"
import { StepStrip } from "../agenda/StepStrip.tsx"
import { useShownView } from "../agenda/useLed.ts"
import { useWritingEnds } from "../agenda/useWritingEnds.ts"
import { Dialogs, fetchDialogs } from "../dialogs/Dialogs.tsx"
import { ErrorBoundary } from "../ErrorBoundary.tsx"
import { openDecision, openEnergyCheck } from "../keeping/asking.ts"
import { Loading } from "../Loading.tsx"
import { DoorBell } from "../room/AtTheDoor.tsx"
import { PeoplePanel } from "../room/PeoplePanel.tsx"
import { useActionKeys, useActions } from "../useActions.ts"
import { useLeads } from "../useLeads.ts"
import { useNativeMenu } from "../useNativeMenu.ts"
import { useWords } from "../words.ts"
import { BoardArea } from "./BoardArea.tsx"
import { ConnectionBanner } from "./ConnectionBanner.tsx"
import { NoBoard } from "./NoBoard.tsx"
import { Notices } from "./Notices.tsx"
import { TopBar } from "./TopBar.tsx"
import "./shell.css"

const AnswerCard = lazy(async () => ({ default: (await import("../keeping/AnswerCard.tsx")).AnswerCard }))
const SoundsCard = lazy(async () => ({ default: (await import("../keeping/SoundsCard.tsx")).SoundsCard }))
const AgendaPanel = lazy(async () => ({ default: (await import("../agenda/AgendaPanel.tsx")).AgendaPanel }))
const KeepPanel = lazy(async () => ({ default: (await import("../keeping/KeepPanel.tsx")).KeepPanel }))
const StatesPanel = lazy(async () => ({ default: (await import("../keeping/StatesPanel.tsx")).StatesPanel }))

/** The workshop on a screen that can hold a map. Facilitator, participant and observer differ by what is offered. */
export function Shell({ onLeave }: { readonly onLeave: () => void }) {
  const say = useWords()
  const board = useBoardRecord()
  const kind = board?.kind
  const panel = useView((view) => view.panel)
  const isAsked = useSnapshot((all) => openDecision(all) !== undefined || openEnergyCheck(all) !== undefined)
  const { view } = useSession()
  const leads = useLeads()
  const actions = useActions()
  useActionKeys(actions)
  useNativeMenu(actions)
  useShownView()
  useWritingEnds()
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
      <StepStrip />
      <main className="shell-main" aria-label={say("app.board.area")}>
        <ErrorBoundary key={board?.id}>
          <Suspense fallback={<Loading />}>
            {kind === undefined ? <NoBoard /> : <BoardArea key={board?.id} kind={kind} />}
          </Suspense>
        </ErrorBoundary>
        {panel === "people" && <PeoplePanel />}
        <LargePrompt />
        <LedHint />
        <Suspense>
          {panel === "agenda" && leads && <AgendaPanel />}
          {panel === "keep" && <KeepPanel />}
          {panel === "states" && <StatesPanel />}
        </Suspense>
        <Suspense>
          {isAsked && (
            <div className="shell-answer">
              <AnswerCard />
              <SoundsCard />
            </div>
          )}
        </Suspense>
      </main>
      <LeadBar />
      <Suspense>
        <Dialogs actions={actions} onClose={() => view.setState({ dialog: "none" })} />
      </Suspense>
      <DoorBell />
      <Notices />
    </div>
  )
}
