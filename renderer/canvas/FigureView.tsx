import { memo } from "react"
import type { Dash, Figure, Ink, Rect } from "../../shared/model/drawing.ts"

export const inkVariable = (ink: Ink | undefined): string =>
  ink === undefined || ink === "none" ? "none" : `var(--${ink})`

export const dashes: { readonly [dash in Dash]: string } = { dashed: "6 5", dotted: "1.5 4" }

/** Figures as SVG elements, to be put inside an `<svg>` whose unit is the board's. */
export const FigureView = memo(function FigureView({ figures }: { readonly figures: readonly Figure[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: figures have no identity of their own, their order tells them apart
  return figures.map((figure, index) => <OneFigure key={index} figure={figure} />)
})

function OneFigure({ figure }: { readonly figure: Figure }) {
  if (figure.draw === "text") {
    return (
      <text
        x={figure.x}
        y={figure.y}
        fontSize={figure.size}
        fontWeight={figure.weight ?? 400}
        fill={inkVariable(figure.ink ?? "ink")}
        textAnchor={figure.anchor ?? "start"}
        opacity={figure.opacity}
      >
        {figure.text}
      </text>
    )
  }
  const paint = {
    fill: inkVariable(figure.fill),
    stroke: inkVariable(figure.stroke),
    strokeWidth: figure.stroke ? (figure.width ?? 1) : undefined,
    strokeDasharray: figure.dash && dashes[figure.dash],
    opacity: figure.opacity,
  }
  if (figure.draw === "circle") return <circle cx={figure.x} cy={figure.y} r={figure.r} {...paint} />
  if (figure.draw === "path") return <path d={figure.d} strokeLinecap="round" strokeLinejoin="round" {...paint} />
  return <rect x={figure.x} y={figure.y} width={figure.w} height={figure.h} rx={figure.radius} {...paint} />
}

/** The figures without the title, while an editor lies over it. A line of text belongs to the box its baseline is in. */
export const withoutTitle = (figures: readonly Figure[], box: Rect): readonly Figure[] =>
  figures.filter(
    (figure) =>
      figure.draw !== "text" ||
      figure.x < box.x - 1 ||
      figure.x > box.x + box.w + 1 ||
      figure.y < box.y ||
      figure.y > box.y + box.h + figure.size,
  )
