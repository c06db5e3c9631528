import type { Figure } from "../../model/drawing.ts"

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
