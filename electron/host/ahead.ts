import * as Y from "yjs"

/**
 * True when whoever has this state vector holds parts of the document that this one does not, other than those written
 * under `own`, which are on their way. Damaged vectors tell nothing.
 */
export function isAhead(stateVector: Uint8Array, ydoc: Y.Doc, own: number): boolean {
  for (const [client, clock] of entriesOf(stateVector))
    if (client !== own && clock > Y.getState(ydoc.store, client)) return true
  return false
}

function entriesOf(stateVector: Uint8Array): Iterable<readonly [number, number]> {
  try {
    return Y.decodeStateVector(stateVector)
  } catch {
    return []
  }
}
