import { useEffect, useLayoutEffect, useRef, useState } from "react"
import { createPortal } from "react-dom"
import { Keys } from "./Keys.tsx"

const firstAfterMs = 500
/** Whoever goes along a toolbar has waited once. */
const nextWithinMs = 200
const gap = 6
const margin = 8

interface Shown {
  readonly target: HTMLElement
  readonly label: string
  readonly shortcut: string | undefined
}

/** Shows what `tip` says of the thing under the pointer or the focus. One for the whole page. */
export function Tips() {
  const [shown, setShown] = useState<Shown>()
  useEffect(() => watchTips(setShown), [])
  return shown && createPortal(<TipBox {...shown} />, document.body)
}

/** Hidden from screen readers: the thing itself carries the name. */
function TipBox({ target, label, shortcut }: Shown) {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (box.current) place(box.current, target)
  })
  return (
    <div ref={box} className="tooltip" aria-hidden="true">
      {label}
      {shortcut !== undefined && <Keys shortcut={shortcut} />}
    </div>
  )
}

/** Above the thing, below it where there is no room, and never over the window's edge. */
function place({ style, offsetWidth, offsetHeight }: HTMLElement, target: HTMLElement): void {
  const { left, top, bottom, width } = target.getBoundingClientRect()
  const mostLeft = document.documentElement.clientWidth - offsetWidth - margin
  const above = top - gap - offsetHeight
  style.left = `${Math.max(margin, Math.min(left + width / 2 - offsetWidth / 2, mostLeft))}px`
  style.top = `${above >= margin ? above : bottom + gap}px`
}

function watchTips(show: (shown: Shown | undefined) => void): () => void {
  let current: HTMLElement | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let leftAt = Number.NEGATIVE_INFINITY
  let isShown = false
  const hide = () => {
    clearTimeout(timer)
    if (isShown) leftAt = performance.now()
    current = undefined
    isShown = false
    show(undefined)
  }
  const turnTo = (target: HTMLElement | undefined, afterMs: number) => {
    if (target === current) return
    if (current) hide()
    if (!target) return
    current = target
    timer = setTimeout(() => {
      const { tip: label, tipKeys: shortcut } = target.dataset
      if (label === undefined || !target.isConnected) return
      isShown = true
      show({ target, label, shortcut })
    }, afterMs)
  }
  const onOver = ({ target, pointerType }: PointerEvent) => {
    // The tip may be gone over, to read it with a magnifier.
    if (pointerType === "touch" || (target instanceof Element && target.closest(".tooltip"))) return
    turnTo(tipped(target), performance.now() - leftAt < nextWithinMs ? 0 : firstAfterMs)
  }
  const onFocus = ({ target }: FocusEvent) => {
    if (target instanceof Element && target.matches(":focus-visible")) turnTo(tipped(target), 0)
  }
  const onKey = ({ key }: KeyboardEvent) => {
    if (key === "Escape" && isShown) hide()
  }
  const page = new AbortController()
  const { signal } = page
  const early = { signal, capture: true }
  addEventListener("pointerover", onOver, { signal })
  document.documentElement.addEventListener("pointerleave", hide, { signal })
  addEventListener("focusin", onFocus, { signal })
  for (const end of ["focusout", "pointerdown", "scroll", "wheel"] as const) addEventListener(end, hide, early)
  addEventListener("keydown", onKey, early)
  return () => {
    page.abort()
    hide()
  }
}

const tipped = (target: EventTarget | null): HTMLElement | undefined => {
  const found = target instanceof Element ? target.closest("[data-tip]") : null
  return found instanceof HTMLElement ? found : undefined
}
