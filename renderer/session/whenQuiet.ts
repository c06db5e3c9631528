/** How long nobody may have typed before work is done that people have not asked for. */
export const quietMs = 400

/** Work that takes long is asked for less often: at most this share of the time goes to it. */
const mostShare = 0.1

export interface QuietWork {
  /** Asks for the work; asking again before it is done changes nothing, however much the others in the room write. */
  readonly ask: () => void
  readonly close: () => void
}

/**
 * Work for a moment in which nobody types or drags: not before the keys and the pointer have rested, and then when the
 * browser has nothing else to do. While `isBusy` holds it waits on.
 */
export function whenQuiet(run: () => void, isBusy: () => boolean): QuietWork {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isPressed = false
  let isClosed = false
  /** Waiting for the browser to have nothing else to do. */
  let isDue = false
  let lastMs = 0
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(
      () => {
        timer = undefined
        if (isPressed || isBusy()) wait()
        else due()
      },
      Math.max(quietMs, lastMs / mostShare),
    )
  }
  const due = () => {
    isDue = true
    idly(start)
  }
  const start = () => {
    isDue = false
    // Somebody may have begun to type in between; then it waits anew, or does so now.
    if (timer !== undefined || isClosed) return
    if (isPressed || isBusy()) return wait()
    const began = performance.now()
    run()
    lastMs = performance.now() - began
  }
  const ask = () => {
    if (timer === undefined && !isDue) wait()
  }
  const putOff = () => {
    if (timer !== undefined || isDue) wait()
  }
  const press = () => {
    isPressed = true
  }
  const release = () => {
    isPressed = false
  }
  const listeners = [
    ["keydown", putOff],
    ["pointerdown", press],
    ["pointerup", release],
    ["pointercancel", release],
  ] as const
  for (const [event, listener] of listeners) window.addEventListener(event, listener, true)
  return {
    ask,
    close: () => {
      isClosed = true
      clearTimeout(timer)
      for (const [event, listener] of listeners) window.removeEventListener(event, listener, true)
    },
  }
}

const idly = (run: () => void): void => {
  if ("requestIdleCallback" in window) window.requestIdleCallback(run, { timeout: 2000 })
  else setTimeout(run, 0)
}
