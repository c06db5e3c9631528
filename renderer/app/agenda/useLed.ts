import { useEffect, useRef, useState } from "react"
import { canvasOf, onCanvas } from "../../session/canvasControls.ts"
import type { Session } from "../../session/session.ts"
import { useSession, useSnapshot, useStatus } from "../../session/useSession.ts"
import { type Goal, goalOf, show } from "./showGoal.ts"

/** What waits for this person: a place to go to, or somebody to go on following. */
export interface Led {
  /** The room looks elsewhere, but this person was writing. */
  readonly goThere: (() => void) | undefined
  /** Whose view is shown here; undefined while nobody is followed. */
  readonly followed: string | undefined
  /** False once this person has moved the board themselves. */
  readonly isFollowing: boolean
  readonly setFollowing: (follows: boolean) => void
}

/** Takes this screen along where whoever leads takes the room. Who is writing is not torn away. */
export function useLed(): Led {
  const session = useSession()
  const waiting = useGoals(session)
  const [isFollowing, setFollowing] = useState(true)
  const me = useStatus((status) => status.me?.personId)
  const followId = useSnapshot((all) => all.session.followId)
  const followed = followId === me ? undefined : followId
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever is followed anew is followed by all
  useEffect(() => setFollowing(true), [followed])
  useFollow(session, isFollowing ? followed : undefined, () => setFollowing(false))
  return { ...waiting, followed, isFollowing, setFollowing }
}

function useGoals(session: Session): Pick<Led, "goThere"> {
  const goal = useSnapshot(goalName)
  const [waiting, setWaiting] = useState<Goal>()
  const lookSeen = useRef<string>(undefined)
  const stop = useRef(() => {})
  useEffect(() => {
    const wish = goalOf(session.snapshot.getState())
    // After a spotlight nobody is taken back to where everybody was before it.
    if (!wish || wish.name !== goal || wish.name === lookSeen.current) return
    if (wish.name.startsWith("look")) lookSeen.current = wish.name
    stop.current()
    if (isWriting(session)) return setWaiting(wish)
    setWaiting(undefined)
    stop.current = show(session, wish)
  }, [session, goal])
  useEffect(() => () => stop.current(), [])
  const goThere = () => {
    if (!waiting) return
    setWaiting(undefined)
    stop.current = show(session, waiting)
  }
  return { goThere: waiting && waiting.name === goal ? goThere : undefined }
}

const goalName = (all: Parameters<typeof goalOf>[0]): string | undefined => goalOf(all)?.name

/** In the middle of a text, on the board or in any field. */
function isWriting({ view }: Session): boolean {
  const active = document.activeElement
  return (
    view.getState().editing !== undefined ||
    (active instanceof HTMLElement && active.matches("textarea, input:not([type=radio], [type=checkbox])"))
  )
}

/** Shows what somebody else sees for as long as this person does not move the board themselves. */
function useFollow(session: Session, personId: string | undefined, onLeave: () => void): void {
  const leave = useRef(onLeave)
  leave.current = onLeave
  useEffect(() => {
    if (personId === undefined) return
    let last: unknown
    let stop = () => {}
    const follow = () => {
      for (const { person, state } of session.presence.others.getState().byConnection.values()) {
        const { looksAt, boardId } = state
        if (person.personId !== personId || !looksAt || boardId === undefined || looksAt === last) continue
        if (isWriting(session)) continue
        last = looksAt
        stop()
        stop = show(session, { name: "follow", boardId, part: { is: "rect", rect: looksAt } })
      }
    }
    follow()
    const stops = [session.presence.others.subscribe(follow), onOwnMove(() => leave.current())]
    return () => {
      stop()
      for (const end of stops) end()
    }
  }, [session, personId])
}

/** Tells when this person moves the board by hand. */
function onOwnMove(tell: () => void): () => void {
  const ears = new AbortController()
  const options = { signal: ears.signal, capture: true, passive: true }
  const move = ({ target }: Event) => {
    if (target instanceof Element && target.closest("[data-canvas]")) tell()
  }
  for (const event of ["pointerdown", "wheel", "touchstart"]) window.addEventListener(event, move, options)
  return () => ears.abort()
}

/** Lets the others see what I see while they follow me. */
export function useShownView(): void {
  const session = useSession()
  const isMe = useSnapshot((all) => all.session.followId) === useStatus(({ me }) => me?.personId)
  useEffect(() => {
    if (!isMe) return
    let stop = () => {}
    const attach = () => {
      stop()
      const canvas = canvasOf(session)
      if (!canvas) return
      const tell = () => session.presence.show({ boardId: session.view.getState().boardId, looksAt: canvas.seen() })
      tell()
      stop = canvas.onMove(tell)
    }
    attach()
    const stopWaiting = onCanvas(session, attach)
    return () => {
      stopWaiting()
      stop()
      session.presence.show({ looksAt: undefined })
    }
  }, [session, isMe])
}
