import { ViewportPortal } from "@xyflow/react"
import { memo, useRef } from "react"
import type { PresenceState } from "../../shared/presence/presence.ts"
import { useOthers, useSay } from "../session/useSession.ts"
import { useCanvas, useLaid } from "./canvasContext.ts"
import { FigureView } from "./FigureView.tsx"
import { useFollowing } from "./useFollowing.ts"

/** Cards that others are dragging, where they are now. The card itself stays in its place until it is dropped. */
export function Ghosts() {
  const { boardId } = useCanvas()
  const here = useOthers(({ byConnection }) =>
    [...byConnection]
      .filter(([, { state }]) => state.boardId === boardId && state.drag && state.drag.length > 0)
      .map(([connection]) => connection)
      .join(" "),
  )
  if (here === "") return null
  return (
    <ViewportPortal>
      <div className="ghosts" aria-hidden="true">
        {here.split(" ").map((connection) => (
          <Dragged key={connection} connection={Number(connection)} />
        ))}
      </div>
    </ViewportPortal>
  )
}

const Dragged = memo(function Dragged({ connection }: { readonly connection: number }) {
  const say = useSay()
  const other = useOthers(({ byConnection }) => byConnection.get(connection))
  return other?.state.drag?.map((dragged, index) => (
    <Ghost
      key={dragged.id}
      dragged={dragged}
      colour={other.person.colour}
      caption={index === 0 ? say("canvas.moving", { name: other.person.name }) : undefined}
    />
  ))
})

interface GhostProps {
  readonly dragged: NonNullable<PresenceState["drag"]>[number]
  readonly colour: string
  readonly caption: string | undefined
}

function Ghost({ dragged, colour, caption }: GhostProps) {
  const canvas = useCanvas()
  const placed = useLaid((board) => board.placed.get(dragged.id))
  const element = useRef<HTMLDivElement>(null)
  useFollowing(element, dragged)
  const figures = canvas.figures.figuresOf(canvas.layout.store.getState(), dragged.id)
  if (!placed || !figures) return null
  return (
    <div ref={element} className={`ghost avatar-${colour}`} style={{ width: placed.w, height: placed.h }}>
      <svg className="card-drawing" width={placed.w} height={placed.h} aria-hidden="true">
        <FigureView figures={figures} />
      </svg>
      {caption !== undefined && <span className="card-onlooker-name">{caption}</span>}
    </div>
  )
}
