import type { Canvas } from "./canvasContext.ts"

/** Nobody waits for a mark, so it does not ask after every letter that somebody types. */
const pauseMs = 1000

/** Keeps what cards tell besides their own words in step with the workshop, until the returned function is called. */
export function followMarks({ session, boardView, boardId, state }: Canvas): () => void {
  const marksOf = boardView.marks
  if (!marksOf) return () => {}
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = () => {
    timer = undefined
    const marks = marksOf(session.snapshot.getState(), boardId)
    if (!isSame(marks, state.getState().marks)) state.setState({ marks })
  }
  look()
  const stop = session.snapshot.subscribe(() => {
    timer ??= setTimeout(look, pauseMs)
  })
  return () => {
    stop()
    clearTimeout(timer)
  }
}

function isSame(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  if (a.size !== b.size) return false
  for (const [id, mark] of a) if (b.get(id) !== mark) return false
  return true
}
