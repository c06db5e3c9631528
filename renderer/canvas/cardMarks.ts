import { whenQuiet } from "../session/whenQuiet.ts"
import type { Canvas } from "./canvasContext.ts"

/** Keeps what cards tell besides their own words in step with the workshop, until the returned function is called. */
export function followMarks({ session, boardView, boardId, state }: Canvas): () => void {
  const marksOf = boardView.marks
  if (!marksOf) return () => {}
  const look = () => {
    const marks = marksOf(session.snapshot.getState(), boardId)
    if (!isSame(marks, state.getState().marks)) state.setState({ marks })
  }
  // Nobody waits for a mark, and nobody should wait because of one.
  const work = whenQuiet(look, () => session.view.getState().editing !== undefined)
  const stop = session.snapshot.subscribe(work.ask)
  work.ask()
  return () => {
    stop()
    work.close()
  }
}

function isSame(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  if (a.size !== b.size) return false
  for (const [id, mark] of a) if (b.get(id) !== mark) return false
  return true
}
