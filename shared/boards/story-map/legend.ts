import type { BoardKind } from "../../model/boardKind.ts"
import type { Figure, Ink } from "../../model/drawing.ts"
import { drawMark, drawSkeletonSign, drawStatusSign, drawTypeSign } from "./signs.ts"

const box = (fill: Ink, stroke?: Ink): Figure[] => [
  { draw: "box", x: 0, y: 2, w: 24, h: 16, radius: 4, fill, ...(stroke ? { stroke } : {}) },
]

/** Explains the signs, each in a box of 24 by 24. */
export const legend: BoardKind["legend"] = (say) => [
  { label: say("kind.phase"), figures: [{ draw: "path", d: "M0 2 H18 L24 10 L18 18 H0 Z", fill: "phase" }] },
  {
    label: say("kind.activity"),
    figures: [...box("activity"), { draw: "box", x: 0, y: 2, w: 24, h: 4, fill: "ink", opacity: 0.28 }],
  },
  { label: say("kind.step"), figures: box("step") },
  { label: say("kind.story"), figures: box("story", "hairline") },
  { label: say("storyMap.skeleton"), figures: drawSkeletonSign(2, 0) },
  { label: say("storyMap.legend.persona"), figures: drawMark("AB", 0, -2) },
  ...(["variation", "exception", "idea", "enabler"] as const).map((type) => ({
    label: say(`storyMap.type.${type}`),
    figures: drawTypeSign(type, 2, 0),
  })),
  ...(["ready", "doing", "done"] as const).map((status) => ({
    label: say(`storyMap.status.${status}`),
    figures: drawStatusSign(status, 2, 0),
  })),
]
