import type { Update } from "../../shared/protocol/messages.ts"

/**
 * Edits that rest on what another person has written and the host does not have: a power cut has taken it, and its
 * author sends it again as soon as they are back. Until then such an edit waits, and those of the same author after it.
 */
export interface EarlyEdits<Author> {
  /** Keeps an edit until it `rests on` nothing unknown; false when it is too much to keep. */
  readonly keep: (author: Author, edit: Update, restsOn: StructId) => boolean
  /** Keeps an edit behind others of its author; false when there are none. */
  readonly follow: (author: Author, edit: Update) => boolean
  /** To be called when the document has taken something. */
  readonly look: () => void
  readonly forget: (author: Author) => void
}

/** A part of the document: who has written it, and at which of their clock's ticks. */
export interface StructId {
  readonly client: number
  readonly clock: number
}

export interface EarlyPorts<Author> {
  readonly after: (ms: number, run: () => void) => void
  readonly has: (id: StructId) => boolean
  /** Takes an edit as if it had come now. */
  readonly take: (author: Author, edit: Update) => void
  /** What these rest on has not come: in the order in which they came. */
  readonly giveUp: (author: Author, edits: readonly Update[]) => void
}

/** Longer than the longest delay with which somebody comes back. */
export const patienceMs = 8_000
const most = { edits: 500, bytes: 2 * 1024 * 1024 } as const

interface Kept {
  readonly edits: Update[]
  readonly restsOn: StructId
  bytes: number
}

export function openEarlyEdits<Author>({ after, has, take, giveUp }: EarlyPorts<Author>): EarlyEdits<Author> {
  const kept = new Map<Author, Kept>()
  let isLooking = false

  const stopWaiting = (author: Author, one: Kept) => {
    if (kept.get(author) !== one) return
    kept.delete(author)
    giveUp(author, one.edits)
  }
  const look = () => {
    if (isLooking || kept.size === 0) return
    isLooking = true
    try {
      for (let next = ready(); next; next = ready()) {
        const [author, { edits }] = next
        kept.delete(author)
        for (const edit of edits) take(author, edit)
      }
    } finally {
      isLooking = false
    }
  }
  const ready = () => [...kept].find(([, { restsOn }]) => has(restsOn))

  return {
    keep: (author, edit, restsOn) => {
      if (kept.has(author) || edit.update.length > most.bytes) return false
      const one: Kept = { edits: [edit], restsOn, bytes: edit.update.length }
      kept.set(author, one)
      after(patienceMs, () => stopWaiting(author, one))
      return true
    },
    follow: (author, edit) => {
      const one = kept.get(author)
      if (!one) return false
      one.edits.push(edit)
      one.bytes += edit.update.length
      if (one.edits.length > most.edits || one.bytes > most.bytes) stopWaiting(author, one)
      return true
    },
    look,
    forget: (author) => void kept.delete(author),
  }
}
