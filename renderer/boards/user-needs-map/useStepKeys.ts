import { useEffect, useRef } from "react"

/**
 * → and ← go on and back wherever the keyboard is, while this is shown: whoever reads aloud has one hand free. Fields
 * keep their arrows; the canvas, which would go from card to card, does not hear these.
 */
export function useStepKeys(go: (by: 1 | -1) => void): void {
  const newest = useRef(go)
  newest.current = go
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : undefined
      const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey
      if (by === undefined || !isPlain || isWriting(event.target)) return
      event.preventDefault()
      event.stopPropagation()
      newest.current(by)
    }
    window.addEventListener("keydown", listen, { capture: true })
    return () => window.removeEventListener("keydown", listen, { capture: true })
  }, [])
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
