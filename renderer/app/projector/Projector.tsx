import { Suspense, useEffect, useState } from "react"
import type { WayIn } from "../../../shared/protocol/requests.ts"
import { BoardCanvas } from "../../canvas/BoardCanvas.tsx"
import { useBoardRecord, useRunningStep, useSession, useSnapshot, useStatus } from "../../session/useSession.ts"
import { Clock } from "../agenda/Clock.tsx"
import { useEndSound } from "../agenda/endSound.ts"
import { LargePrompt } from "../agenda/LargePrompt.tsx"
import { ErrorBoundary } from "../ErrorBoundary.tsx"
import { Loading } from "../Loading.tsx"
import { peopleOf } from "../peopleOf.ts"
import { ConnectionBanner } from "../shell/ConnectionBanner.tsx"
import { useBoardView } from "../useBoardView.ts"
import { useWords } from "../words.ts"
import { useStage } from "./useStage.ts"
import "../agenda/agenda.css"
import "./projector.css"

/** The large screen: map, question, time and the way in. No controls; it goes by itself to what is talked about. */
export function Projector() {
  const say = useWords()
  const title = useSnapshot(({ workshop }) => workshop.title)
  const phase = useSnapshot(({ session }) => session.phase)
  useProjectorScale()
  useEndSound()
  return (
    <div className="projector">
      <ConnectionBanner />
      <Question />
      <main className="projector-main" aria-label={say("projector.title", { title: title || say("app.name") })}>
        {phase === "lobby" ? <Waiting title={title} /> : <Board />}
        <LargePrompt isFixed />
        <Door />
      </main>
    </div>
  )
}

function useProjectorScale(): void {
  useEffect(() => {
    document.documentElement.dataset.view = "projector"
    return () => {
      delete document.documentElement.dataset.view
    }
  }, [])
}

function Question() {
  const step = useRunningStep()
  const hasClock = useSnapshot(({ session }) => session.endsAt !== undefined || session.pausedSeconds !== undefined)
  const isLarge = useSnapshot(({ session }) => session.showsPrompt)
  if ((!step && !hasClock) || (isLarge && step?.prompt)) return null
  return (
    <header className="projector-question">
      <div>
        {step && <p className="projector-step">{step.title}</p>}
        {step && step.prompt !== "" && <h1>{step.prompt}</h1>}
      </div>
      <Clock />
    </header>
  )
}

function Board() {
  const board = useBoardRecord()
  useStage()
  if (!board) return null
  return (
    // Nothing on it can be touched, whoever's pass this screen has.
    <div className="projector-board" inert>
      <ErrorBoundary key={board.id}>
        <Suspense fallback={<Loading />}>
          <Canvas kind={board.kind} />
        </Suspense>
      </ErrorBoundary>
    </div>
  )
}

function Canvas({ kind }: { readonly kind: string }) {
  const view = useBoardView(kind)
  return view ? <BoardCanvas view={view} /> : null
}

function Waiting({ title }: { readonly title: string }) {
  const say = useWords()
  const people = peopleOf(useStatus(({ room }) => room))
  return (
    <div className="projector-waiting">
      <p className="projector-wait">{say("projector.wait")}</p>
      {title !== "" && <h1>{title}</h1>}
      <p>{say("lobby.here", { count: Math.max(1, people.length) })}</p>
    </div>
  )
}

/** How often the host is asked for the way in: the code may be changed and the room closed. */
const askEveryMs = 15_000

/** For latecomers, in the corner. Nothing while the room is closed. */
function Door() {
  const say = useWords()
  const { ask } = useSession()
  const isConnected = useStatus(({ connection }) => connection === "connected")
  const people = useStatus(({ room }) => room.length)
  const [way, setWay] = useState<WayIn>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the room has just been opened or closed when people come or go
  useEffect(() => {
    if (!isConnected) return
    // Out of reach, what was shown last is still the best there is.
    const look = () => void ask("way-in", null).then(setWay, () => {})
    look()
    const timer = setInterval(look, askEveryMs)
    return () => clearInterval(timer)
  }, [ask, isConnected, people])
  if (!way) return null
  return (
    <p className="projector-door">
      <span>{say("projector.join", { address: way.address })}</span>
      <strong>{say("projector.code", { code: way.code.replace(/(\d{3})(?=\d)/g, "$1 ") })}</strong>
    </p>
  )
}
