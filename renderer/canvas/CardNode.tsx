import type { NodeProps } from "@xyflow/react"
import { type CSSProperties, memo } from "react"
import type { Figure } from "../../shared/model/drawing.ts"
import { useSay, useView } from "../session/useSession.ts"
import { isConnectable } from "./boardView.ts"
import { canEdit, useCanvas, useCanvasState } from "./canvasContext.ts"
import { FigureView, withoutTitle } from "./FigureView.tsx"
import type { CardFlowNode } from "./flow.ts"
import { KeptBadge } from "./KeptBadge.tsx"
import type { Onlooker } from "./othersOnCards.ts"
import { TitleEditor } from "./TitleEditor.tsx"
import { useOnlookers } from "./useOnlookers.ts"

/** One card on screen. Re-renders when it is drawn differently, or when it is taken, written on or looked at. */
export const CardNode = memo(
  function CardNode({ data }: NodeProps<CardFlowNode>) {
    const { card, placed, figures, label } = data
    const { id } = card
    const isSelected = useView((view) => view.selected.has(id))
    const isEditing = useView((view) => view.editing === id)
    const isTabStop = useCanvasState(({ focused }) => focused === id)
    const isSpotlit = useCanvasState(({ spotlight }) => spotlight === id)
    const isDim = useCanvasState(({ lit }) => lit !== undefined && !lit.has(id))
    const isTarget = useCanvasState(({ gesture }) => gesture.type === "connect" && gesture.overId === id)
    const by = useCanvasState(({ gesture }) =>
      gesture.type === "drag" && gesture.ids.has(id) ? gesture.by : undefined,
    )
    const mark = useCanvasState(({ marks }) => marks.get(id))
    const onlookers = useOnlookers(id)
    const style: CSSProperties = {
      borderRadius: cornerOf(figures),
      ...(by ? { transform: `translate(${by.x}px, ${by.y}px)` } : {}),
    }

    return (
      // biome-ignore lint/a11y/useSemanticElements: a card is no fieldset
      <div
        className="card"
        role="group"
        aria-label={label}
        aria-current={isSelected ? "true" : undefined}
        tabIndex={isTabStop ? 0 : -1}
        data-card={id}
        data-selected={isSelected || undefined}
        data-writing={isEditing || undefined}
        data-dragged={by ? true : undefined}
        data-target={isTarget || undefined}
        data-spotlit={isSpotlit || undefined}
        data-dim={isDim || undefined}
        style={style}
      >
        <svg className="card-drawing" width={placed.w} height={placed.h} aria-hidden="true">
          <FigureView figures={isEditing ? withoutTitle(figures, placed.titleBox) : figures} />
        </svg>
        {mark !== undefined && <CardMark mark={mark} />}
        <KeptBadge cardId={id} />
        {onlookers && <OnlookerFrame onlookers={onlookers} />}
        {isEditing && <TitleEditor card={card} placed={placed} label={label} />}
        {isSelected && !isEditing && !by && <ConnectHandles id={id} kind={card.kind} />}
      </div>
    )
  },
  (before, after) => before.data === after.data,
)

/** The frame round a card has the corners of what is drawn. */
const cornerOf = (figures: readonly Figure[]): number | undefined => {
  const ground = figures.find(({ draw }) => draw === "box")
  return ground?.draw === "box" ? ground.radius : undefined
}

function CardMark({ mark }: { readonly mark: string }) {
  const say = useSay()
  return <span className="card-mark">{say(mark)}</span>
}

/** The border and name of somebody who has this card selected or writes on it. It stays everyone's to change. */
function OnlookerFrame({ onlookers }: { readonly onlookers: readonly Onlooker[] }) {
  const say = useSay()
  const first = onlookers.find(({ isWriting }) => isWriting) ?? onlookers[0]
  if (!first) return null
  const name = first.isWriting
    ? say("canvas.writing", { name: first.name })
    : onlookers.length > 1
      ? say("canvas.andOthers", { name: first.name, count: onlookers.length - 1 })
      : first.name
  return (
    <span className={`card-onlooker avatar-${first.colour}`}>
      <span className="card-onlooker-name">{name}</span>
    </span>
  )
}

const sides = ["top", "right", "bottom", "left"] as const

/** Where a connection is drawn from. The keyboard has `C`, so these are for pointers only. */
function ConnectHandles({ id, kind }: { readonly id: string; readonly kind: string }) {
  const canvas = useCanvas()
  const isAlone = useView(({ selected }) => selected.size === 1)
  if (!isAlone || !isConnectable(canvas.boardView.boardKind, kind) || !canEdit(canvas)) return null
  return sides.map((side) => <span key={side} className={`card-handle card-handle-${side}`} data-handle={id} />)
}
