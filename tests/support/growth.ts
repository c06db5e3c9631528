/**
 * How many times longer the large work takes than the small one, on whatever computer: of each the quickest of a few
 * tries, by the processor's time, so that what else the computer does meanwhile hardly counts.
 */
export function growth(small: () => unknown, large: () => unknown, tries = 5): number {
  const took = Array.from({ length: tries }, () => ({ small: workOf(small), large: workOf(large) }))
  return Math.min(...took.map((one) => one.large)) / Math.min(...took.map((one) => one.small))
}

/** Microseconds of the processor. */
function workOf(work: () => unknown): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return user + system
}
