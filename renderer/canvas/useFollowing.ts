import { type RefObject, useEffect, useRef } from "react"
import type { Point } from "../../shared/model/drawing.ts"
import { followed, isMotionReduced } from "./motion.ts"

/** Moves an element smoothly to where somebody else is, without rendering. `then` is appended to the transformation. */
export function useFollowing(element: RefObject<HTMLElement | SVGElement | null>, target: Point, then = ""): void {
  const at = useRef(target)
  const { x, y } = target
  useEffect(() => {
    const goal = { x, y }
    let frame = 0
    let before = performance.now()
    const put = () => {
      if (element.current) element.current.style.transform = `translate(${at.current.x}px, ${at.current.y}px) ${then}`
    }
    const step = (now: number) => {
      at.current = isMotionReduced() ? goal : followed(at.current, goal, now - before)
      before = now
      put()
      if (at.current !== goal) frame = requestAnimationFrame(step)
    }
    put()
    frame = requestAnimationFrame(step)
    return () => cancelAnimationFrame(frame)
  }, [element, x, y, then])
}
