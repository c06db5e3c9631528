import { ViewportPortal } from "@xyflow/react"
import { useCanvasState, useLaid } from "./canvasContext.ts"
import { FigureView } from "./FigureView.tsx"

/** What the method draws behind the cards: bands, headings, boxes. */
export function Backdrop() {
  const backdrop = useLaid(({ layout }) => layout.backdrop)
  return (
    <ViewportPortal>
      <svg className="backdrop" width={1} height={1} aria-hidden="true">
        <FigureView figures={backdrop} />
      </svg>
    </ViewportPortal>
  )
}

/** What a gesture shows while it lasts: the box, the place a drop would take, the line being drawn. */
export function GestureMarks() {
  const gesture = useCanvasState((state) => state.gesture)
  const from = useLaid(({ placed }) => (gesture.type === "connect" ? placed.get(gesture.fromId) : undefined))
  if (gesture.type === "none") return null
  return (
    <ViewportPortal>
      <svg className="gesture-marks" width={1} height={1} aria-hidden="true">
        {gesture.type === "box" && (
          <rect className="gesture-box" {...sized(gesture.rect)} vectorEffect="non-scaling-stroke" />
        )}
        {gesture.type === "drag" && gesture.hint && <rect className="gesture-hint" {...sized(gesture.hint)} rx={6} />}
        {gesture.type === "connect" && from && (
          <path
            className="gesture-line"
            d={`M${from.x + from.w / 2} ${from.y + from.h / 2}L${gesture.to.x} ${gesture.to.y}`}
          />
        )}
      </svg>
    </ViewportPortal>
  )
}

const sized = ({ x, y, w, h }: { x: number; y: number; w: number; h: number }) => ({ x, y, width: w, height: h })
