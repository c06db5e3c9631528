import type { SealedNote } from "../../../shared/protocol/requests.ts"
import type { HandIn } from "../../session/handIns.ts"
import { useHandIns } from "../../session/useSession.ts"

/** One of my notes that nobody else has seen. */
export interface PrivateNote {
  readonly id: string
  readonly note: SealedNote
  /** `sealed`: the host has it on disk. `refused`: it will not take it as it is; `reason` says why. */
  readonly state: "device" | "sealed" | "refused"
  readonly reason?: string
}

/** My notes of a step, in the order in which they were written. */
export function usePrivateNotes(stepId: string | undefined): readonly PrivateNote[] {
  const mine = useHandIns((all) => all)
  return [...mine.values()].flatMap((handIn) => {
    const one = noteIn(handIn)
    return one && one.note.stepId === stepId ? [one] : []
  })
}

function noteIn({ what, isTaken, refusal }: HandIn): PrivateNote | undefined {
  if (what.ask !== "seal-note" || what.body.note === null) return undefined
  const { id, note } = what.body
  if (refusal !== undefined) return { id, note, state: "refused", reason: refusal }
  return { id, note, state: isTaken ? "sealed" : "device" }
}

/** The words of a note. */
export const titleOf = ({ values }: SealedNote): string => (typeof values.title === "string" ? values.title : "")
