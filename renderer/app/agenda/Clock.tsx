import { useEffect, useRef, useState } from "react"
import { inDigits, spokenBetween } from "../../../shared/model/agenda.ts"
import { Icon } from "../../ui/Icon.tsx"
import { useWords } from "../words.ts"
import { clockWords } from "./clockWords.ts"
import { type Shown, useRemaining } from "./useRemaining.ts"
import "./agenda.css"

/** What is left of the step, the same on every screen. Nothing while no clock runs. */
export function Clock() {
  const say = useWords()
  const shown = useRemaining()
  if (!shown) return null
  const { seconds, isPaused } = shown
  const state = isPaused ? "stopped" : seconds < 0 ? "over" : seconds <= 60 ? "last" : "runs"
  return (
    <div className="clock" data-state={state}>
      {/* Read when somebody looks for it; what changes every second must not speak every second. */}
      <span role="timer" aria-live="off" aria-label={`${say("step.clock")}: ${clockWords(say, shown)}`}>
        <Icon name={isPaused ? "pause" : "clock"} size={18} />
        <span aria-hidden="true" className="clock-digits">
          {inDigits(seconds)}
        </span>
      </span>
      {state === "over" && <small>{say("step.over")}</small>}
      {state === "stopped" && <small>{say("step.stopped")}</small>}
      <Announcement shown={shown} />
    </div>
  )
}

/** Says the time to those who do not see it, at the few moments at which somebody in the room would. */
function Announcement({ shown }: { readonly shown: Shown }) {
  const say = useWords()
  const before = useRef(shown.seconds)
  const [words, setWords] = useState("")
  useEffect(() => {
    const moment = shown.isPaused ? undefined : spokenBetween(before.current, shown.seconds)
    before.current = shown.seconds
    if (moment !== undefined) setWords(clockWords(say, { seconds: moment, isPaused: false }))
  }, [shown.seconds, shown.isPaused, say])
  return (
    <span className="visually-hidden" role="status">
      {words}
    </span>
  )
}
