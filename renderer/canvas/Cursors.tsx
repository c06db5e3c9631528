import { ViewportPortal } from "@xyflow/react"
import { memo, useEffect, useRef, useState } from "react"
import type { Point } from "../../shared/model/drawing.ts"
import type { Others } from "../session/session.ts"
import { useCalm, useOthers } from "../session/useSession.ts"
import { Avatar } from "../ui/Avatar.tsx"
import type { Camera } from "./camera.ts"
import { useCanvas } from "./canvasContext.ts"
import { useFollowing } from "./useFollowing.ts"

/** With more people than this, names would cover the board. */
const mostNames = 15
const fadeAfterMs = 3000
const hideAfterMs = 60_000

/** Where the others point. Each arrow renders for its own person's moves only. */
export function Cursors({ camera }: { readonly camera: Camera }) {
  const { boardId } = useCanvas()
  // A text, since it is compared by value: it changes when somebody comes or goes and not when they move.
  const here = useOthers(({ byConnection }) =>
    [...byConnection]
      .filter(([, { state }]) => state.boardId === boardId && state.cursor)
      .map(([connection]) => connection)
      .join(" "),
  )
  const layer = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const follow = () => layer.current?.style.setProperty("--unzoom", String(1 / camera.viewport().zoom))
    follow()
    return camera.onMove(follow)
  }, [camera])
  const calm = useCalm()
  const connections = here === "" || calm ? [] : here.split(" ").map(Number)
  return (
    <ViewportPortal>
      <div ref={layer} className="cursors" aria-hidden="true">
        {connections.map((connection) => (
          <Cursor key={connection} connection={connection} isNamed={connections.length <= mostNames} />
        ))}
      </div>
    </ViewportPortal>
  )
}

interface CursorProps {
  readonly connection: number
  readonly isNamed: boolean
}

type Person = NonNullable<ReturnType<Others["byConnection"]["get"]>>["person"]

const Cursor = memo(function Cursor({ connection, isNamed }: CursorProps) {
  const other = useOthers(({ byConnection }) => byConnection.get(connection))
  const at = other?.state.cursor
  if (!other || !at) return null
  return <Arrow at={at} person={other.person} isNamed={isNamed} />
})

function Arrow({ at, person, isNamed }: { readonly at: Point; readonly person: Person; readonly isNamed: boolean }) {
  const element = useRef<HTMLDivElement>(null)
  useFollowing(element, at, "scale(var(--unzoom, 1))")
  const rest = useRest(at)
  if (rest === "gone") return null
  const isLeading = person.role === "facilitator" || person.role === "co-facilitator"
  return (
    <div ref={element} className={`cursor avatar-${person.colour}`} data-rest={rest}>
      <svg className="cursor-arrow" aria-hidden="true" width="18" height="18" viewBox="0 0 18 18">
        <path d="M2 2l5 13 2.2-5.4L15 7.4z" />
      </svg>
      {isNamed && (
        <span className="cursor-name">
          <Avatar colour={person.colour} glyph={person.glyph} name={person.name} isDecoration />
          {isLeading ? `★ ${person.name}` : person.name}
        </span>
      )}
    </div>
  )
}

/** How long a cursor has not moved, in the three steps that are shown. */
function useRest(at: Point): "moving" | "resting" | "gone" {
  const [rest, setRest] = useState<"moving" | "resting" | "gone">("moving")
  // biome-ignore lint/correctness/useExhaustiveDependencies: every move starts the clocks again
  useEffect(() => {
    setRest("moving")
    const fade = setTimeout(() => setRest("resting"), fadeAfterMs)
    const hide = setTimeout(() => setRest("gone"), hideAfterMs)
    return () => {
      clearTimeout(fade)
      clearTimeout(hide)
    }
  }, [at])
  return rest
}
