import type { Say } from "../../../shared/model/boardKind.ts"
import type { Shown } from "./useRemaining.ts"

/** The time that is left, as one says it. */
export function clockWords(say: Say, { seconds, isPaused }: Shown): string {
  const left = leftWords(say, seconds)
  return isPaused ? say("step.stoppedAt", { left }) : left
}

function leftWords(say: Say, seconds: number): string {
  if (seconds < 0) return say("step.overBy", { minutes: Math.floor(-seconds / 60) })
  if (seconds === 0) return say("step.leftNone")
  const parts = { minutes: Math.floor(seconds / 60), seconds: seconds % 60 }
  return say("step.left", { ...parts, both: parts.minutes > 0 && parts.seconds > 0 ? "yes" : "no" })
}
