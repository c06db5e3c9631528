import { use, useEffect, useState } from "react"
import { boardViews } from "../boards/index.ts"
import type { BoardView } from "../canvas/boardView.ts"
import { useBoardRecord } from "../session/useSession.ts"
import { allWords } from "./words.ts"

const loading = new Map<string, Promise<BoardView | undefined>>()

/** How this kind of board is shown; undefined for a kind this program does not know. Suspends while it loads. */
export const useBoardView = (kind: string): BoardView | undefined => use(loadBoardView(kind))

/** The view of the open board, as soon as it is there; does not suspend. */
export function useOpenBoardView(): BoardView | undefined {
  const kind = useBoardRecord()?.kind
  const [view, setView] = useState<BoardView>()
  useEffect(() => {
    let isWanted = true
    setView(undefined)
    if (kind === undefined) return
    void loadBoardView(kind).then(
      (loaded) => isWanted && setView(loaded),
      // The board area shows the same failure with a way to try again.
      () => {},
    )
    return () => {
      isWanted = false
    }
  }, [kind])
  return view
}

/** Loads each kind once. A load that failed is tried again next time. */
export function loadBoardView(kind: string): Promise<BoardView | undefined> {
  const known = loading.get(kind)
  if (known) return known
  const load = Object.hasOwn(boardViews, kind) ? boardViews[kind] : undefined
  const promise = load ? Promise.all([load(), allWords()]).then(([view]) => view) : Promise.resolve(undefined)
  loading.set(kind, promise)
  promise.catch(() => loading.delete(kind))
  return promise
}
