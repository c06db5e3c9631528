import { difference } from "./records.ts"

/** Where a caret at `caret` belongs after the text turned from `before` into `after` by somebody else's hand. */
export function movedCaret(before: string, after: string, caret: number): number {
  const { start, removed, inserted } = difference(before, after)
  if (caret <= start) return caret
  if (caret >= start + removed) return caret + inserted.length - removed
  return start + inserted.length
}

/**
 * My change from `base` to `mine`, made to `current` instead, which others may have changed meanwhile. What they have
 * put in stays, also where I have taken away what was around it; `between` parts what both have put in one place.
 */
export function rebasedTyping(base: string, mine: string, current: string, between = ""): string {
  if (base === current || mine === current) return mine
  if (base === mine) return current
  const own = difference(base, mine)
  const theirs = difference(base, current)
  const [first, second] = own.start <= theirs.start ? [own, theirs] : [theirs, own]
  const firstEnd = first.start + first.removed
  const end = Math.max(firstEnd, second.start + second.removed)
  const isOnePlace = second.start <= firstEnd && first.inserted !== "" && second.inserted !== ""
  return (
    base.slice(0, first.start) +
    first.inserted +
    (isOnePlace ? between : base.slice(firstEnd, Math.max(firstEnd, second.start))) +
    second.inserted +
    base.slice(end)
  )
}
