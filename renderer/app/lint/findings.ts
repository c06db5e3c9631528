import { useSyncExternalStore } from "react"
import type * as Rules from "../../../shared/boards/lintBoard.ts"
import type { Finding } from "../../../shared/model/lint.ts"
import type { Session } from "../../session/session.ts"
import { useSession } from "../../session/useSession.ts"
import { whenQuiet } from "../../session/whenQuiet.ts"

/** What was found on a board, everything up to an export. */
export interface Findings {
  readonly boardId: string
  readonly found: readonly Finding[]
}

interface Watch {
  readonly subscribe: (onChange: () => void) => () => void
  readonly current: () => Findings | undefined
  /** Looks at once, for a person who has just changed something from the list. */
  readonly look: () => void
}

let rules: typeof Rules | undefined
/** The rules of all kinds of boards come after the board itself. */
export async function fetchRules(): Promise<void> {
  rules = await import("../../../shared/boards/lintBoard.ts")
}

const watches = new WeakMap<Session, Watch>()

/** The one watch of a session. It runs while somebody looks at what it finds, and costs nothing otherwise. */
export function findingsOf(session: Session): Watch {
  const known = watches.get(session)
  if (known) return known
  const watch = openWatch(session)
  watches.set(session, watch)
  return watch
}

function openWatch(session: Session): Watch {
  const listeners = new Set<() => void>()
  let current: Findings | undefined
  let stop: (() => void) | undefined
  const look = () => {
    if (!rules) return void fetchRules().then(look, () => {})
    current = lintShown(session, rules)
    for (const listener of listeners) listener()
  }
  return {
    current: () => current,
    look,
    subscribe: (onChange) => {
      listeners.add(onChange)
      stop ??= follow(session, look)
      return () => {
        listeners.delete(onChange)
        if (listeners.size > 0) return
        stop?.()
        stop = undefined
      }
    },
  }
}

function follow(session: Session, look: () => void): () => void {
  const work = whenQuiet(look, () => session.view.getState().editing !== undefined)
  const stops = [
    session.snapshot.subscribe(work.ask),
    session.view.subscribe((next, before) => {
      if (next.boardId !== before.boardId || next.overlayId !== before.overlayId) work.ask()
    }),
    work.close,
  ]
  work.ask()
  return () => {
    for (const stop of stops) stop()
  }
}

function lintShown({ snapshot, view }: Session, { lintBoard, lintWhole }: typeof Rules): Findings | undefined {
  const { boardId, overlayId } = view.getState()
  const all = snapshot.getState()
  if (boardId === undefined || !all.contents.has(boardId)) return undefined
  return { boardId, found: [...lintWhole(all, "export"), ...lintBoard(all, boardId, "export", overlayId)] }
}

/** What was last found on the open board; undefined until the first look. */
export function useFindings(boardId: string | undefined): readonly Finding[] | undefined {
  const { subscribe, current } = findingsOf(useSession())
  const findings = useSyncExternalStore(subscribe, current)
  return findings !== undefined && findings.boardId === boardId ? findings.found : undefined
}
