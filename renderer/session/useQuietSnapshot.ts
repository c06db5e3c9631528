import { useEffect, useState } from "react"
import type { Snapshot } from "../../shared/model/snapshot.ts"
import { useSession } from "./useSession.ts"
import { whenQuiet } from "./whenQuiet.ts"

/**
 * The workshop as it was when nobody here was typing or dragging, for what takes long to work out. What `isUrgent` finds
 * in a change is shown at once, such as the answer to a press of a button.
 */
export function useQuietSnapshot(isUrgent: (next: Snapshot, before: Snapshot) => boolean): Snapshot {
  const { snapshot, view } = useSession()
  const [shown, setShown] = useState(snapshot.getState)
  useEffect(() => {
    const show = () => setShown(snapshot.getState())
    const work = whenQuiet(show, () => view.getState().editing !== undefined)
    show()
    const stop = snapshot.subscribe((next, before) => (isUrgent(next, before) ? show() : work.ask()))
    return () => {
      stop()
      work.close()
    }
  }, [snapshot, view, isUrgent])
  return shown
}
