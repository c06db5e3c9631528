/** From left to right the part of the map that no panel stands over, in pixels from its left edge. */
export interface Span {
  readonly start: number
  readonly end: number
}

type Sides = Pick<DOMRect, "left" | "right">

/** On a narrow screen a panel leaves less than this; then nothing is gained by squeezing the map beside it. */
const leastFree = 360

/** What is shown whole, or is brought into view, is not put behind an open panel. */
export function freeSpan(map: Sides, panels: Iterable<Sides>): Span {
  const whole = { start: 0, end: map.right - map.left }
  const middle = (map.left + map.right) / 2
  let { start, end } = whole
  for (const { left, right } of panels) {
    if (right <= map.left || left >= map.right) continue
    if ((left + right) / 2 > middle) end = Math.min(end, left - map.left)
    else start = Math.max(start, right - map.left)
  }
  return end - start < leastFree ? whole : { start, end }
}
