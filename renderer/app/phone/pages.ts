import { useEffect, useState } from "react"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import { useRunningStep, useSnapshot, useStatus } from "../../session/useSession.ts"
import { openDecision, openEnergyCheck } from "../keeping/asking.ts"

export type Page = "write" | "place" | "vote" | "rate" | "look" | "me"

export interface Pages {
  readonly shown: Page
  readonly all: readonly Page[]
  /** The page where something is asked of everybody now. */
  readonly calling: Page | undefined
  readonly show: (page: Page) => void
}

/**
 * Which page the phone shows. What the session asks for comes up by itself, once, unless somebody is writing just
 * then; the page that calls is marked until it is looked at.
 */
export function usePages(): Pages {
  const canWrite = useStatus(({ me }) => me !== undefined && me.role !== "observer")
  const voteId = useSnapshot(
    ({ votingRounds }) => [...votingRounds.values()].findLast(({ state }) => state === "open")?.id,
  )
  const askedId = useSnapshot((snapshot) => askedIn(snapshot))
  const step = useRunningStep()
  const [shown, show] = useState<Page>(canWrite ? "write" : "look")
  const call = callOf(voteId, askedId, step?.inputMode === "private-until-reveal" ? step.id : undefined)
  const [heard, setHeard] = useState<string>()
  useEffect(() => {
    if (!call || call.id === heard || !canWrite) return
    if (isWriting() && call.page !== "write") return
    setHeard(call.id)
    show(call.page)
  }, [call, heard, canWrite])
  return {
    shown,
    all: canWrite ? ["write", "place", "vote", "rate", "look", "me"] : ["look", "vote", "me"],
    calling: call && call.id !== heard ? call.page : undefined,
    show: (page) => {
      if (call?.page === page) setHeard(call.id)
      show(page)
    },
  }
}

/** What everybody is asked to answer by one tap. */
const askedIn = (snapshot: Snapshot): string | undefined =>
  (openDecision(snapshot) ?? openEnergyCheck(snapshot))?.id ?? snapshot.session.asks?.text

interface Call {
  readonly id: string
  readonly page: Page
}

const callOf = (voteId?: string, askedId?: string, stepId?: string): Call | undefined => {
  if (askedId !== undefined) return { id: askedId, page: "rate" }
  if (voteId !== undefined) return { id: voteId, page: "vote" }
  return stepId === undefined ? undefined : { id: stepId, page: "write" }
}

const isWriting = (): boolean =>
  document.activeElement instanceof HTMLTextAreaElement && document.activeElement.value !== ""
