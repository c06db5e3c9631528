import { useEffect, useState } from "react"
import type { Camera } from "./camera.ts"
import type { Canvas } from "./canvasContext.ts"
import { emptyWindow, isStale, type Window, windowOf } from "./window.ts"

/** The cards and lines that are real elements now; followed at most once per frame. */
export function useWindow({ layout }: Canvas, camera: Camera): Window {
  const [shown, setShown] = useState(emptyWindow)
  useEffect(() => {
    let frame = 0
    let current = emptyWindow
    let board = layout.store.getState()
    const fill = () => {
      frame = 0
      const viewport = camera.viewport()
      const next = layout.store.getState()
      const isMoved = next.placed !== board.placed || next.lines !== board.lines
      if (viewport.width === 0 || (current !== emptyWindow && !isMoved && !isStale(current, viewport))) return
      board = next
      const wanted = windowOf(next, viewport)
      if (current !== emptyWindow && isSameWindow(current, wanted)) return
      current = wanted
      setShown(wanted)
    }
    const ask = () => {
      frame ||= requestAnimationFrame(fill)
    }
    fill()
    const stops = [camera.onMove(ask), layout.store.subscribe(ask)]
    return () => {
      cancelAnimationFrame(frame)
      for (const stop of stops) stop()
    }
  }, [layout, camera])
  return shown
}

/** After a change on the board mostly the same cards are in view; then nothing needs to render. */
const isSameWindow = (a: Window, b: Window): boolean =>
  a.isFar === b.isFar &&
  a.isZoomedOut === b.isZoomedOut &&
  a.rect.x === b.rect.x &&
  a.rect.y === b.rect.y &&
  a.rect.w === b.rect.w &&
  a.rect.h === b.rect.h &&
  isSameSet(a.cards, b.cards) &&
  isSameSet(a.lines, b.lines)

const isSameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => {
  if (a.size !== b.size) return false
  for (const id of a) if (!b.has(id)) return false
  return true
}
