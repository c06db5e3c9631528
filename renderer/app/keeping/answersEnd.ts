import { useEffect } from "react"
import { notify } from "../../session/notices.ts"
import { useHandIns, useSession, useSnapshot } from "../../session/useSession.ts"

/**
 * Lets go of my answers to questions that are over, so that a question asked again comes without one. What the host did
 * not take is said: nobody believes that they were counted who were not.
 */
export function useAnswersEnd(): void {
  const { handIns } = useSession()
  const mine = useHandIns((all) => all)
  const decisions = useSnapshot((all) => all.decisions)
  const energyChecks = useSnapshot((all) => all.energyChecks)
  useEffect(() => {
    for (const { key, what, isTaken, refusal } of mine.values()) {
      if (what.ask !== "answer-all") continue
      const { about, id } = what.body
      const question = (about === "decisions" ? decisions : energyChecks).get(id)
      const isOver = question !== undefined && question.asking !== "open"
      if (refusal !== undefined) notify("attention", "answer.notCounted")
      if (refusal !== undefined || (isTaken && isOver)) handIns.forget(key)
    }
  }, [handIns, mine, decisions, energyChecks])
}
