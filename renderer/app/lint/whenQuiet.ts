/** How long nobody may have typed before work is done that people have not asked for. */
export const quietMs = 400

export interface QuietWork {
  /** Asks for the work; asking again puts it off. */
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
  const ask = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      timer = undefined
      if (isPressed || isBusy()) ask()
      else idly(start)
    }, quietMs)
  }
  const start = () => {
    // Somebody may have begun to type in between; then it has been asked for anew, or is now.
    if (timer === undefined && !isClosed) isPressed || isBusy() ? ask() : run()
  }
  let isClosed = false
  const putOff = () => {
    if (timer !== undefined) ask()
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
