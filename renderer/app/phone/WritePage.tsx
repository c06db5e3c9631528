import { lazy } from "react"
import { useRights, useRunningStep, useSnapshot } from "../../session/useSession.ts"
import { useWords } from "../words.ts"
import { Composer } from "./Composer.tsx"

const PrivateWriting = lazy(async () => ({ default: (await import("../writing/PrivateWriting.tsx")).PrivateWriting }))

/** What there is to write now: alone and sealed, on the board, or nothing, and then why. */
export function WritePage() {
  const say = useWords()
  const step = useRunningStep()
  const isPaused = useSnapshot(({ session }) => session.isPaused)
  const { mayWriteBoards } = useRights()
  if (step?.inputMode === "private-until-reveal" && !isPaused) return <PrivateWriting step={step} />
  if (mayWriteBoards) return <Composer />
  return (
    <div className="phone-wait">
      <p>{say(isPaused ? "phone.write.paused" : `phone.write.${step?.inputMode ?? "closed"}`)}</p>
    </div>
  )
}
