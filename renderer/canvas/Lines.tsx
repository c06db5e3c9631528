import { ViewportPortal } from "@xyflow/react"
import { memo } from "react"
import type { PlacedLine, Point } from "../../shared/model/drawing.ts"
import { useView } from "../session/useSession.ts"
import { useCanvasState, useLaid } from "./canvasContext.ts"
import { dashes, inkVariable } from "./FigureView.tsx"

/**
 * The connections near the view, under the cards. Not React Flow's edges: those need both ends as measured nodes,
 * while a line may cross the view between two cards that are far outside.
 */
export function Lines({ ids }: { readonly ids: ReadonlySet<string> }) {
  return (
    <ViewportPortal>
      <svg className="lines" width={1} height={1} aria-hidden="true">
        {[...ids].map((id) => (
          <LineEdge key={id} id={id} />
        ))}
      </svg>
    </ViewportPortal>
  )
}

const LineEdge = memo(function LineEdge({ id }: { readonly id: string }) {
  const line = useLaid(({ lines }) => lines.get(id))
  const isSelected = useView(({ selected }) => selected.has(id))
  const isDim = useCanvasState(({ lit }) => lit !== undefined && !lit.has(id))
  const fromBy = useCanvasState(({ gesture }) => shiftOf(gesture, line?.fromId))
  const toBy = useCanvasState(({ gesture }) => shiftOf(gesture, line?.toId))
  if (!line) return null
  const d = pathOf(line, fromBy, toBy)
  return (
    <g className="line" data-line={id} data-selected={isSelected || undefined} data-dim={isDim || undefined}>
      <path className="line-reach" d={d} />
      <path
        className="line-stroke"
        d={d}
        fill="none"
        stroke={isSelected ? "var(--accent)" : inkVariable(line.ink)}
        strokeWidth={isSelected ? line.width + 1.5 : line.width}
        strokeDasharray={line.dash && dashes[line.dash]}
        strokeLinecap="round"
      />
      {line.arrow && <path className="line-head" d={arrowAt(line, toBy)} fill={inkVariable(line.ink)} />}
    </g>
  )
})

const shiftOf = (
  gesture: { readonly type: string; readonly ids?: ReadonlySet<string>; readonly by?: Point },
  id: string | undefined,
): Point | undefined => (gesture.type === "drag" && id !== undefined && gesture.ids?.has(id) ? gesture.by : undefined)

const moved = (point: Point, by: Point | undefined): Point => (by ? { x: point.x + by.x, y: point.y + by.y } : point)

/** The line as laid out; straight while one of its ends is under way. */
function pathOf(line: PlacedLine, fromBy: Point | undefined, toBy: Point | undefined): string {
  if (!fromBy && !toBy) return line.d
  const [from, to] = [moved(line.from, fromBy), moved(line.to, toBy)]
  return `M${from.x} ${from.y}L${to.x} ${to.y}`
}

/** A small head that points the way the line arrives. */
function arrowAt(line: PlacedLine, by?: Point): string {
  const tip = moved(line.to, by)
  const angle = by ? Math.atan2(tip.y - line.from.y, tip.x - line.from.x) : arrivalAngle(line)
  const corner = (turn: number): string => {
    const at = angle + Math.PI + turn
    return `${round(tip.x + Math.cos(at) * 9)} ${round(tip.y + Math.sin(at) * 9)}`
  }
  return `M${tip.x} ${tip.y}L${corner(0.42)}L${corner(-0.42)}Z`
}

const round = (value: number) => Math.round(value * 10) / 10

/** The direction of the last two points of the path, which for a curve are its last control point and its end. */
function arrivalAngle({ d, from, to }: PlacedLine): number {
  const numbers = (d.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number)
  const [x, y] = numbers.slice(-4, -2)
  const before = numbers.length >= 6 && x !== undefined && y !== undefined ? { x, y } : from
  return Math.atan2(to.y - before.y, to.x - before.x)
}
