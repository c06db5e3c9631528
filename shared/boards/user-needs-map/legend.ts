import type { BoardKind } from "../../model/boardKind.ts"
import type { Figure } from "../../model/drawing.ts"
import {
  checkSign,
  dotSign,
  heartSign,
  layersSign,
  peopleSign,
  personSign,
  questionSign,
  ringSign,
  teamSign,
} from "./signs.ts"

/** What the signs of a User Needs Map mean. Each entry's figures fit into 40 × 40 units. */
export const legend: BoardKind["legend"] = (say, board) =>
  [...entries, ...(board?.overlayId === undefined ? [] : teamEntries)].map(({ key, figures }) => ({
    label: say(`needs.legend.${key}`),
    figures,
  }))

const line = (d: string, rest: Partial<Extract<Figure, { draw: "path" }>> = {}): Figure => ({
  draw: "path",
  d,
  stroke: "stage",
  width: 2,
  fill: "none",
  ...rest,
})
const tile = (rest: Partial<Extract<Figure, { draw: "box" }>>): Figure => ({
  draw: "box",
  x: 2,
  y: 8,
  w: 36,
  h: 24,
  radius: 6,
  ...rest,
})

interface Entry {
  readonly key: string
  readonly figures: readonly Figure[]
}

const teamEntries: readonly Entry[] = [
  ...(["stream-aligned", "platform", "complicated-subsystem", "undefined"] as const).map((type) => ({
    key: `team.${type}`,
    figures: teamSign(20, 20, type, 34, 22),
  })),
  { key: "candidate", figures: layersSign(20, 20) },
]

const entries: readonly Entry[] = [
  { key: "user", figures: personSign(20, 18) },
  { key: "need", figures: dotSign(20, 20) },
  { key: "notSettled", figures: [tile({ fill: "need", stroke: "muted", width: 1.5, dash: "dotted", radius: 12 })] },
  { key: "emotional", figures: heartSign(20, 21) },
  { key: "social", figures: peopleSign(20, 20) },
  { key: "validated", figures: checkSign(20, 20) },
  { key: "stage", figures: [tile({ fill: "none", stroke: "stage", width: 1.5, dash: "dashed" })] },
  { key: "internal", figures: [tile({ fill: "capability", stroke: "hairline" }), ...ringSign(14, 20, false)] },
  { key: "external", figures: [tile({ fill: "external", stroke: "hairline" }), ...ringSign(14, 20, true)] },
  { key: "weak", figures: [tile({ fill: "capability", stroke: "amber", width: 2, dash: "dotted" })] },
  { key: "missing", figures: [tile({ fill: "paper", stroke: "amber", width: 2, dash: "dashed" })] },
  {
    key: "duplicated",
    figures: [
      tile({ x: 5, y: 11, w: 33, fill: "capability", stroke: "amber", width: 1.5 }),
      tile({ w: 33, fill: "capability", stroke: "amber", width: 1.5 }),
    ],
  },
  { key: "hasNeed", figures: [line("M2 20H38", { dash: "dashed" })] },
  { key: "dependsOn", figures: [line("M2 20H38")] },
  { key: "slows", figures: [line("M2 20H38M20 11V29", { stroke: "amber" })] },
  { key: "blocks", figures: [line("M2 20H38M16 11V29M24 11V29", { stroke: "amber", width: 3 })] },
  { key: "odd", figures: questionSign(20, 20) },
]
