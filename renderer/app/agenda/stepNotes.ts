import { useCallback, useEffect, useReducer, useState } from "react"
import { notify } from "../../session/notices.ts"
import type { Session } from "../../session/session.ts"
import { useHandIns, useSession, useStatus } from "../../session/useSession.ts"

type Notes = { readonly [stepId: string]: string }

export interface StepNotes {
  /** Undefined until the host has answered. */
  readonly of: (stepId: string) => string | undefined
  /** Asks for them anew: another who leads may have written since. */
  readonly look: () => void
  /** Keeps it on this device until the host has it. What the host does not take stays on screen, and is said. */
  readonly write: (stepId: string, text: string) => void
}

/** The notes of whoever leads. They are the host's and asked for anew after a return; the shared document never has them. */
export function useStepNotes(): StepNotes {
  const session = useSession()
  const isConnected = useStatus(({ connection }) => connection === "connected")
  const [notes, setNotes] = useState<Notes>()
  const [looks, look] = useReducer((count: number) => count + 1, 0)
  const waiting = useHandIns((mine) => mine)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each look asks anew
  useEffect(() => {
    if (!isConnected) return
    let isWanted = true
    session.ask("step-notes", null).then(
      (all) => isWanted && setNotes({ ...all, ...waitingNotes(session) }),
      // Without the host there are none to show; they come with it.
      () => {},
    )
    return () => {
      isWanted = false
    }
  }, [session, isConnected, looks])
  const write = useCallback(
    (stepId: string, text: string) => {
      setNotes((all) => ({ ...all, [stepId]: text }))
      void keepNotes(session, [{ id: stepId, note: text }])
    },
    [session],
  )
  const of = (stepId: string) => {
    const what = waiting.get(`step-note ${stepId}`)?.what
    if (what?.ask === "write-step-note") return what.body.text
    return notes ? (notes[stepId] ?? "") : undefined
  }
  return { of, look, write }
}

/** Written here, and not with the host yet. */
const waitingNotes = ({ handIns }: Pick<Session, "handIns">): Notes =>
  Object.fromEntries(
    [...handIns.mine.getState().values()].flatMap(({ what }) =>
      what.ask === "write-step-note" ? [[what.body.stepId, what.body.text]] : [],
    ),
  )

/** Hands notes to the host, one after the other. */
export async function keepNotes(
  { handIns }: Pick<Session, "handIns">,
  notes: readonly { readonly id: string; readonly note: string }[],
): Promise<void> {
  for (const { id, note } of notes) await handIns.put({ ask: "write-step-note", body: { stepId: id, text: note } })
  const isRefused = notes.some(({ id }) => handIns.mine.getState().get(`step-note ${id}`)?.refusal !== undefined)
  if (isRefused) notify("attention", "agenda.notesLost")
}
