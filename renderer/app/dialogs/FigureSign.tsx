import { boundsOf } from "../../../shared/codecs/figureBounds.ts"
import type { Figure } from "../../../shared/model/drawing.ts"
import { FigureView } from "../../canvas/FigureView.tsx"

const largest = { w: 48, h: 32 }

/** A sign of the legend, as the map draws it, made to fit beside a line of text. */
export function FigureSign({ figures }: { readonly figures: readonly Figure[] }) {
  const { x, y, w, h } = boundsOf(figures) ?? { x: 0, y: 0, w: 1, h: 1 }
  const scale = Math.min(1, largest.w / w, largest.h / h)
  return (
    <svg
      className="figure-sign"
      width={(w + 2) * scale}
      height={(h + 2) * scale}
      viewBox={`${x - 1} ${y - 1} ${w + 2} ${h + 2}`}
      aria-hidden="true"
    >
      <FigureView figures={figures} />
    </svg>
  )
}
