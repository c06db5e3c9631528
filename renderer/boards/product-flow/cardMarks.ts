import { sourceMarks } from "../../../shared/boards/product-flow/sourceMarks.ts"
import { readSources } from "../../../shared/boards/product-flow/sources.ts"
import type { Snapshot } from "../../../shared/model/snapshot.ts"

/** Cards that tell of their source, as message keys. */
export function cardMarks(snapshot: Snapshot, boardId: string): ReadonlyMap<string, string> {
  const flow = snapshot.contents.get(boardId)
  if (!flow || flow.derivations.size === 0) return new Map()
  const marks = sourceMarks({ sources: readSources(snapshot), flow, personas: snapshot.personas })
  return new Map([...marks].map(([id, mark]) => [id, `flow.mark.${mark}`]))
}
