import type { BoardKind } from "../../model/boardKind.ts"
import type { Figure, Ink } from "../../model/drawing.ts"
import { audiences } from "../../model/records.ts"
import { bulbMark, gaugeMark, interactionMark, personaMark, scoreMark, statusMark } from "./marks.ts"

const swatch = (ink: Ink, figures: readonly Figure[] = []): Figure[] => [
  { draw: "box", x: 0, y: 0, w: 40, h: 24, radius: 6, fill: ink, stroke: "hairline" },
  ...figures,
]

/** What the signs mean. Each is drawn in a space of 60 by 24. */
export const legend: BoardKind["legend"] = (say) => [
  { label: say("kind.phase"), figures: swatch("phase") },
  { label: say("kind.activity"), figures: swatch("activity") },
  { label: say("kind.interaction"), figures: swatch("interaction", interactionMark(20, 12, "ink")) },
  { label: say("kind.metric"), figures: swatch("metric", gaugeMark(20, 12, "ink")) },
  { label: say("kind.opportunity"), figures: swatch("opportunity", bulbMark(20, 11, "ink")) },
  { label: say("kind.solution-idea"), figures: swatch("idea") },
  ...audiences.map((audience) => ({
    label: say(`flow.legend.${audience}`),
    figures: personaMark(audience, 20, 12),
  })),
  { label: say("flow.legend.pain"), figures: scoreMark(4, 4, 12) },
  ...(["healthy", "low", "high", "critical-high"] as const).map((status) => ({
    label: say(`flow.legend.${status}`),
    figures: statusMark(status, 20, 12),
  })),
  {
    label: say("flow.legend.guess"),
    figures: [{ draw: "circle", x: 20, y: 12, r: 7, fill: "paper", stroke: "ink", width: 2, dash: "dotted" }],
  },
]
