import { useEffect, useLayoutEffect, useRef, useState } from "react"
import { rebasedTyping } from "../../shared/document/typing.ts"
import { notify } from "./notices.ts"

interface Begun {
  /** What was there when somebody began to write. */
  readonly base: string
  readonly text: string
}

/**
 * A text that is written into the workshop as one value when its field is left, by whatever way: also when the field or
 * the page goes. What another has put there meanwhile stays beside it, unless the value only makes sense as a whole, as a
 * number does: then `limit` is undefined. Where `keep` is false, or both together are too long, it stays in the field,
 * and when the field goes its author is shown it.
 */
export function useDraft(value: string, limit: number | undefined, keep: (text: string) => boolean) {
  const [begun, show] = useState<Begun>()
  const [isUnkept, setUnkept] = useState(false)
  const now = useRef({ value, keep, begun })
  const put = (next: Begun | undefined, isLeft = false) => {
    now.current.begun = next
    show(next)
    setUnkept(isLeft && next !== undefined)
  }
  const settle = () => {
    put(attempt(now.current, limit) ? undefined : now.current.begun, true)
  }
  const leave = useRef(settle)
  useLayoutEffect(() => {
    now.current = { value, keep, begun: now.current.begun }
    leave.current = settle
  })
  useLayoutEffect(
    () => () => {
      const { begun: left } = now.current
      now.current.begun = undefined
      const isUnkept = left && !attempt({ ...now.current, begun: left }, limit)
      if (isUnkept && left.text.trim() !== "") notify("loss", "session.unkept", { text: left.text })
    },
    [limit],
  )
  useEffect(() => onPageLeft(() => leave.current()), [])
  return {
    text: begun?.text ?? value,
    isBegun: begun !== undefined,
    /** True after the field was left and what is in it could not be kept. */
    isUnkept,
    write: (text: string) => put({ base: now.current.begun?.base ?? value, text }),
    settle,
    takeBack: () => put(undefined),
  }
}

interface Attempt {
  readonly value: string
  readonly keep: (text: string) => boolean
  readonly begun: Begun | undefined
}

/** True when nothing is left to be kept. */
function attempt({ value, keep, begun }: Attempt, limit: number | undefined): boolean {
  if (!begun || begun.text === begun.base) return true
  if (limit === undefined) return begun.text === value || keep(begun.text)
  const text = rebasedTyping(begun.base, begun.text, value, " ")
  return text === value || (text.length <= Math.max(limit, begun.text.length) && keep(text))
}

/**
 * Before others who hear of it, so that whoever warns of unsaved work knows of this. A phone's browser may say no more
 * than that it hides the page; the desktop app cannot ask, and a page that warned there would refuse to close without a word.
 */
function onPageLeft(tell: () => void): () => void {
  const ears = new AbortController()
  const early = { signal: ears.signal, capture: true }
  const look = () => {
    if (document.visibilityState === "hidden") tell()
  }
  document.addEventListener("visibilitychange", look, early)
  const isApp = "cairn" in window
  for (const event of isApp ? ["pagehide"] : ["pagehide", "beforeunload"]) window.addEventListener(event, tell, early)
  return () => ears.abort()
}
