import type { Figure, Ink } from "../../model/drawing.ts"
import type { Team } from "../../model/records.ts"

/** The small figures that say a card's kind without colour, drawn round a centre. */

/** A person's head and shoulders. */
export const personSign = (x: number, y: number): Figure[] => [
  { draw: "circle", x, y: y - 9, r: 8, fill: "ink" },
  { draw: "path", d: `M${x - 15} ${y + 18}C${x - 15} ${y - 2} ${x + 15} ${y - 2} ${x + 15} ${y + 18}Z`, fill: "ink" },
]

/** A need: a dot in a ring. */
export const dotSign = (x: number, y: number): Figure[] => [
  { draw: "circle", x, y, r: 11, fill: "need", stroke: "ink", width: 2 },
  { draw: "circle", x, y, r: 5, fill: "ink" },
]

/** A capability: white with a dark ring when it is ours, filled grey when it is supplied. */
export const ringSign = (x: number, y: number, isExternal: boolean): Figure[] => [
  {
    draw: "circle",
    x,
    y,
    r: 7,
    fill: isExternal ? "stage" : "paper",
    stroke: isExternal ? "stage" : "ink",
    width: 2.5,
  },
]

/** A feeling. */
export const heartSign = (x: number, y: number): Figure[] => [
  {
    draw: "path",
    d: `M${x} ${y + 6}C${x - 13} ${y - 3} ${x - 5} ${y - 10} ${x} ${y - 3}C${x + 5} ${y - 10} ${x + 13} ${y - 3} ${x} ${y + 6}Z`,
    stroke: "muted",
    width: 1.5,
    fill: "none",
  },
]

/** Among people. */
export const peopleSign = (x: number, y: number): Figure[] =>
  [-5, 5].flatMap((dx): Figure[] => [
    { draw: "circle", x: x + dx, y: y - 4, r: 2.5, stroke: "muted", width: 1.5, fill: "none" },
    {
      draw: "path",
      d: `M${x + dx - 4} ${y + 5}C${x + dx - 4} ${y - 1} ${x + dx + 4} ${y - 1} ${x + dx + 4} ${y + 5}`,
      stroke: "muted",
      width: 1.5,
      fill: "none",
    },
  ])

/** Confirmed by somebody who is that user. */
export const checkSign = (x: number, y: number): Figure[] => [
  { draw: "path", d: `M${x - 6} ${y}L${x - 1} ${y + 5}L${x + 7} ${y - 5}`, stroke: "accent", width: 2.5, fill: "none" },
]

/** Colours of the team types; their shapes say the same without colour. */
export const teamInks: { readonly [type in Team["teamType"]]: Ink } = {
  "stream-aligned": "need",
  platform: "activity",
  "complicated-subsystem": "opportunity",
  enabling: "phase",
  undefined: "paper",
}

/**
 * The shapes of Team Topologies, so that colour is never needed: square corners for a platform, lying and rounded for a
 * stream-aligned team, an octagon for a complicated subsystem, standing and rounded for an enabling team, dotted while
 * nothing is said.
 */
export function teamSign(x: number, y: number, type: Team["teamType"], w = 22, h = 14): Figure[] {
  const paint = { fill: teamInks[type], stroke: "ink", width: 1.5 } as const
  const [left, top] = [x - w / 2, y - h / 2]
  if (type === "platform") return [{ draw: "box", x: left, y: top, w, h, ...paint }]
  if (type === "enabling") return [{ draw: "box", x: x - 5, y: y - 9, w: 10, h: 18, radius: 5, ...paint }]
  if (type === "complicated-subsystem") return [{ draw: "path", d: octagon(left, top, w, h), ...paint }]
  const dash = type === "undefined" ? ({ dash: "dotted" } as const) : {}
  return [{ draw: "box", x: left, y: top, w, h, radius: h / 2, ...paint, ...dash }]
}

const octagon = (x: number, y: number, w: number, h: number): string => {
  const c = Math.min(w, h) * 0.3
  return `M${x + c} ${y}H${x + w - c}L${x + w} ${y + c}V${y + h - c}L${x + w - c} ${y + h}H${x + c}L${x} ${y + h - c}V${y + c}Z`
}

/** Many rest on it: layers. */
export const layersSign = (x: number, y: number): Figure[] =>
  [4, 0, -4].map((dy) => ({
    draw: "path",
    d: `M${x} ${y + dy - 4}L${x + 8} ${y + dy}L${x} ${y + dy + 4}L${x - 8} ${y + dy}Z`,
    fill: "paper",
    stroke: "ink",
    width: 1.2,
  }))

/** A line that sounded odd when it was read aloud. */
export const questionSign = (x: number, y: number): Figure[] => [
  { draw: "circle", x, y, r: 11, fill: "paper", stroke: "amber", width: 1.5 },
  { draw: "text", x, y: y + 5, text: "?", size: 15, weight: 600, ink: "amber", anchor: "middle" },
]

/** Something that was noticed. */
export const bulbSign = (x: number, y: number): Figure[] => [
  { draw: "circle", x, y: y - 3, r: 6, stroke: "ink", width: 1.5, fill: "none" },
  {
    draw: "path",
    d: `M${x - 3} ${y + 6}H${x + 3}M${x - 2} ${y + 9}H${x + 2}`,
    stroke: "ink",
    width: 1.5,
    fill: "none",
  },
]
