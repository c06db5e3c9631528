import * as Y from "yjs"
import type { Outbox, QueuedEdit, Reason, RefusedEdit, Write } from "./outbox.ts"

/** What this device keeps of edits that will not enter the document. */
export interface RefusedEdits {
  readonly list: () => readonly RefusedEdit[]
  /** Undefined while there are none. Counted as undo counts. */
  readonly summary: () => { readonly changes: number; readonly reason: Reason } | undefined
  readonly load: (workshop: string) => Promise<void>
  /** Shows edits that have been stored already. */
  readonly add: (edits: readonly RefusedEdit[]) => void
  /** Moves queued edits here because their history is not the host's. */
  readonly setAside: (edits: readonly QueuedEdit[]) => Promise<void>
  readonly discard: () => Promise<void>
}

export function openRefused(outbox: Outbox, onChange: () => void): RefusedEdits {
  const kept = new Map<string, RefusedEdit>()
  const add = (edits: readonly RefusedEdit[]) => {
    for (const edit of edits) kept.set(`${edit.instance} ${edit.seq}`, edit)
    if (edits.length > 0) onChange()
  }
  return {
    list: () => [...kept.values()].sort((a, b) => a.time - b.time || a.seq - b.seq),
    summary: () => {
      const [first] = kept.values()
      if (!first) return undefined
      const changes = new Set([...kept.values()].map(({ instance, step }) => `${instance} ${step}`)).size
      return { changes, reason: first.reason }
    },
    load: async (workshop) => add(await outbox.refusedOf(workshop)),
    add,
    setAside: async (edits) => {
      const refused = edits.map((edit) => ({
        ...edit,
        reason: "other-history" as const,
        writes: writesIn(edit.update),
      }))
      add(refused)
      await outbox.resettle(edits, refused, [])
    },
    discard: async () => {
      const workshops = new Set([...kept.values()].map(({ workshop }) => workshop))
      kept.clear()
      onChange()
      await Promise.all([...workshops].map(outbox.discardRefused))
    },
  }
}

/** What can be read from an edit alone, without the history it was made on: enough to copy words out of it. */
function writesIn(update: Uint8Array): Write[] {
  try {
    return Y.decodeUpdate(update).structs.flatMap((item) => {
      const content = item instanceof Y.Item ? wordsIn(item.content) : undefined
      if (content === undefined || !(item instanceof Y.Item)) return []
      return [{ root: "", id: "", key: item.parentSub ?? "", value: JSON.stringify(content) ?? "null" }]
    })
  } catch {
    return []
  }
}

const wordsIn = (content: Y.Item["content"]): unknown => {
  if (content instanceof Y.ContentString) return content.str
  return content instanceof Y.ContentAny ? content.arr.at(-1) : undefined
}
