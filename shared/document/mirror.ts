import * as Y from "yjs"
import type { RecordMap, RootMap } from "./document.ts"

/** Ids of one root map's records that a transaction touched. */
export type Touched = ReadonlySet<string>

/**
 * Notes which records of a root map change. `take` gives the ids touched since it was last called; the first call
 * gives all. It keeps no values: reading is the projection's part.
 */
export function watchRecords(root: RootMap): { take: () => Touched; stop: () => void } {
  let touched = new Set<string>(root.keys())
  const note = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]) => {
    for (const event of events) {
      const id = event.path[0]
      if (typeof id === "string") touched.add(id)
      else if (event instanceof Y.YMapEvent) for (const key of event.keysChanged) touched.add(key)
    }
  }
  const observer = note as (events: Y.YEvent<Y.Map<RecordMap>>[]) => void
  root.observeDeep(observer)
  return {
    take: () => {
      const taken = touched
      if (taken.size > 0) touched = new Set()
      return taken
    },
    stop: () => root.unobserveDeep(observer),
  }
}
