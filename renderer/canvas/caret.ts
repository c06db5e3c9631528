import { difference } from "../../shared/document/records.ts"

/** Where a caret at `caret` belongs after the text turned from `before` into `after` by somebody else's hand. */
export function movedCaret(before: string, after: string, caret: number): number {
  const { start, removed, inserted } = difference(before, after)
  if (caret <= start) return caret
  if (caret >= start + removed) return caret + inserted.length - removed
  return start + inserted.length
}

/**
 * My change from `base` to `mine`, made to `current` instead, which others may have changed meanwhile: an input method
 * holds its text back until a word is composed.
 */
export function rebasedTyping(base: string, mine: string, current: string): string {
  if (base === current) return mine
  const change = difference(base, mine)
  const start = movedCaret(base, current, change.start)
  const end = Math.max(start, movedCaret(base, current, change.start + change.removed))
  return current.slice(0, start) + change.inserted + current.slice(end)
}
