import { deflateSync } from "node:zlib"
import * as Y from "yjs"
import { encodeHost } from "../../shared/protocol/codec.ts"

/**
 * The whole document for those who join. It is encoded and packed once and kept; edits that follow are kept beside it and sent
 * after it, until they are many. So a crowd that joins while others edit costs one encoding, and edits wait for none.
 */
export interface JoinState {
  /** Tells that the document has taken an edit. */
  readonly note: (update: Uint8Array) => void
  /** `state` frames for a client with this state vector; the last one is marked. */
  readonly framesFor: (stateVector: Uint8Array) => readonly Uint8Array[]
}

/** Above these the whole is encoded anew for the next one who joins. */
const keptEdits = 400
const keptBytes = 512 * 1024

export function openJoinState(ydoc: Y.Doc): JoinState {
  let whole: Uint8Array | undefined
  let rest: Uint8Array | undefined
  let since: Uint8Array[] = []
  let sinceBytes = 0
  const forget = () => {
    whole = undefined
    rest = undefined
    since = []
    sinceBytes = 0
  }
  return {
    note: (update) => {
      if (!whole) return
      rest = undefined
      since.push(update)
      sinceBytes += update.length
      if (since.length > keptEdits || sinceBytes > keptBytes) forget()
    },
    framesFor: (stateVector) => {
      // Nothing is known: the vector holds no entries.
      if (!(stateVector.length === 1 && stateVector[0] === 0))
        return [encodeHost({ type: "state", update: Y.encodeStateAsUpdate(ydoc, stateVector), isLast: true })]
      whole ??= encodeHost({ type: "state", update: packed(ydoc), isLast: false, isPacked: true })
      rest ??= encodeHost({ type: "state", update: Y.mergeUpdates([nothing, ...since]), isLast: true })
      return [whole, rest]
    },
  }
}

/** A fifth of the plain size. Of a large workshop the usual level takes four times as long for an eighth less. */
const packed = (ydoc: Y.Doc): Uint8Array => {
  const update = Y.encodeStateAsUpdate(ydoc)
  return deflateSync(update, { level: update.length < largeBytes ? 9 : 1 })
}
const largeBytes = 256 * 1024

/** An update without content. */
const nothing = Uint8Array.of(0, 0)
