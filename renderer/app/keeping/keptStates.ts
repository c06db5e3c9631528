import { useEffect, useState } from "react"
import { boardKinds } from "../../../shared/boards/index.ts"
import { type BoardState, readKeptState } from "../../../shared/codecs/keptState.ts"
import { restoreBoard } from "../../../shared/commands/restoreBoard.ts"
import type { Say } from "../../../shared/model/boardKind.ts"
import type { KeptState } from "../../../shared/model/sessionRecords.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"
import { notify } from "../../session/notices.ts"
import type { Session } from "../../session/session.ts"
import { useSession } from "../../session/useSession.ts"
import { reported, reportFailedAsk } from "../reportProblem.ts"

/** A frozen board never changes, so each is fetched once; those looked at last stay in memory. */
const fetched = new Map<string, Promise<BoardState>>()
const fewInMemory = 8

function stateOf(session: Session, id: string): Promise<BoardState> {
  const known = fetched.get(id)
  if (known) return known
  const state = session.ask("kept-state", { id }).then(({ json }) => {
    const read = readKeptState(json, boardKinds)
    if (!read.ok || !read.value) throw new Error("states.failed")
    return read.value
  })
  fetched.set(id, state)
  state.catch(() => fetched.delete(id))
  const [oldest] = fetched.keys()
  if (fetched.size > fewInMemory && oldest !== undefined) fetched.delete(oldest)
  return state
}

/** A board as it was kept; `failed` when the host has it no more or cannot be asked. */
export function useKeptState(id: string | undefined): BoardState | "loading" | "failed" | undefined {
  const session = useSession()
  const [state, setState] = useState<{ readonly id: string; readonly is: BoardState | "failed" }>()
  useEffect(() => {
    if (id === undefined) return
    let isWanted = true
    const take = (is: BoardState | "failed") => isWanted && setState({ id, is })
    stateOf(session, id).then(take, () => take("failed"))
    return () => {
      isWanted = false
    }
  }, [session, id])
  if (id === undefined) return undefined
  return state?.id === id ? state.is : "loading"
}

/** What a kept state is called: its own words, or its board's. */
export const labelOf = ({ label, boardId }: KeptState, { boards }: Pick<Snapshot, "boards">, say: Say): string =>
  label || boards.get(boardId)?.title || say("common.untitled")

/** The newest first. */
export const statesInOrder = (states: ReadonlyMap<string, KeptState>): readonly KeptState[] =>
  [...states.values()].sort((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : a.id < b.id ? -1 : 1))

/** Makes the board what it was, after the host has kept it as it is. */
export async function goBackTo(session: Session, state: BoardState, label: string, say: Say): Promise<boolean> {
  const { board } = state.content
  try {
    if (session.snapshot.getState().boards.has(board.id))
      await session.ask("keep-state", {
        boardId: board.id,
        label: say("states.before", { label }),
        reason: "before-import",
      })
  } catch (problem) {
    reportFailedAsk(problem)
    return false
  }
  const restored = restoreBoard(session.editing, state)
  reported(restored)
  if (restored.ok) {
    session.view.setState({ boardId: board.id, selected: new Set(), editing: undefined })
    notify("calm", "states.restored", { label })
  }
  return restored.ok
}
