/**
 * Runs in the measured page before its own code: notes the frames while a gesture goes on, and when the page could
 * first be used: ready, then two frames and an idle moment.
 */
export function probe() {
  const found = { frames: [], isOn: false, interactiveAt: 0 }
  window.__probe = found
  let last = 0
  const tick = (at) => {
    if (found.isOn && last > 0) found.frames.push(at - last)
    last = at
    requestAnimationFrame(tick)
  }
  requestAnimationFrame(tick)
  const settle = () =>
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        requestIdleCallback(() => {
          found.interactiveAt = performance.now()
        }),
      ),
    )
  const poll = () => {
    if (window.__bench?.ready) settle()
    else requestAnimationFrame(poll)
  }
  poll()
}

/** The value below which this share lies. */
export const quantile = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
