import { useRunningStep, useSnapshot } from "../../session/useSession.ts"
import { Icon } from "../../ui/Icon.tsx"
import { useWords } from "../words.ts"
import { Clock } from "./Clock.tsx"
import { useMayWords, useRoomRights } from "./mayWords.ts"
import "./agenda.css"

export interface StepStripProps {
  /** For a phone: one column, and the promise of private writing is left to the page below. */
  readonly isCompact?: boolean
}

/** For everybody, all the time: which step it is, what is asked, how long, and what one may do now. */
export function StepStrip({ isCompact = false }: StepStripProps) {
  const say = useWords()
  const step = useRunningStep()
  const may = useMayWords()
  const { reason } = useRoomRights()
  const hasClock = useSnapshot(({ session }) => session.endsAt !== undefined || session.pausedSeconds !== undefined)
  if (!step && !hasClock && reason === undefined) return null
  const isHeld = reason === "paused"
  return (
    <section className={isCompact ? "step-strip step-strip-compact" : "step-strip"} aria-label={say("step.strip")}>
      <div className="step-strip-what">
        {step && (
          <p className="step-strip-title">
            {step.title}
            {step.groupMode !== "plenary" && <span> · {say(`step.group.${step.groupMode}`)}</span>}
          </p>
        )}
        {step && step.prompt !== "" && <p className="step-strip-prompt">{step.prompt}</p>}
        {step && step.instruction !== "" && <p className="step-strip-instruction">{step.instruction}</p>}
      </div>
      {!(isCompact && reason === "private-until-reveal") && (
        <p className="step-strip-may" role="status" data-held={isHeld}>
          {isHeld && <Icon name="halt" size={16} />}
          {may}
        </p>
      )}
      <Clock />
    </section>
  )
}
