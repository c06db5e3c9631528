import { useMemo, useReducer } from "react"
import { browserMemory } from "./place.ts"
import type { Session } from "./session.ts"
import { useSession } from "./useSession.ts"

/** Words that somebody has begun and not handed in. Theirs alone, so kept on this device, for this person. */
export interface Begun {
  readonly text: string
  readonly write: (text: string) => void
  /** They were handed in, or given up. */
  readonly clear: () => void
  /** Gives words back that were handed in and not taken, unless others have been begun since. */
  readonly putBack: (text: string) => void
}

/**
 * What stands in a form until it is handed in: it is there again when the form comes back, after a look at another page,
 * card or board, a pause, another step, a reload. `name` tells the forms of a workshop apart; `otherwise` is what a form
 * begins with.
 */
export function useBegun(name: string, otherwise = ""): Begun {
  const session = useSession()
  const [, lookAgain] = useReducer((count: number) => count + 1, 0)
  const text = read(session, name) ?? otherwise
  return useMemo(() => {
    const put = (next: string | undefined) => {
      keep(session, name, next)
      lookAgain()
    }
    return {
      text,
      write: (next) => put(next === otherwise ? undefined : next),
      clear: () => put(undefined),
      putBack: (taken) => {
        if (read(session, name) === undefined) put(taken)
      },
    }
  }, [session, name, otherwise, text])
}

/** Of each open workshop; undefined for what was handed in. */
const begun = new WeakMap<Session, Map<string, string | undefined>>()

function begunIn(session: Session): Map<string, string | undefined> {
  const known = begun.get(session) ?? new Map()
  begun.set(session, known)
  return known
}

function read(session: Session, name: string): string | undefined {
  const known = begunIn(session)
  if (known.has(name)) return known.get(name)
  const key = keyOf(session, name)
  if (key === undefined) return undefined
  const kept = browserMemory().device.getItem(key) ?? undefined
  known.set(name, kept)
  return kept
}

function keep(session: Session, name: string, text: string | undefined): void {
  begunIn(session).set(name, text)
  const key = keyOf(session, name)
  if (key === undefined) return
  if (text === undefined) browserMemory().device.removeItem(key)
  else browserMemory().device.setItem(key, text)
}

/** Another who uses this device starts without them. */
function keyOf({ snapshot, status }: Session, name: string): string | undefined {
  const workshopId = snapshot.getState().workshop.id
  const personId = status.getState().me?.personId
  return workshopId === "" || personId === undefined ? undefined : `cairn.begun ${workshopId} ${personId} ${name}`
}
