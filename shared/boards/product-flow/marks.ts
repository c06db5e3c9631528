import type { Figure, Ink } from "../../model/drawing.ts"
import type { Audience } from "../../model/records.ts"
import type { HealthStatus } from "./health.ts"

/** Small signs, each told apart by its shape, so that colour only repeats what the shape says. */

/** About 10 units wide, centred on the point: a dot is healthy, an arrow points to where the value is off, two are serious. */
export function statusMark(status: HealthStatus, x: number, y: number): Figure[] {
  const up = (at: number, ink: Ink): Figure => ({
    draw: "path",
    d: `M${x - 5} ${at + 4}L${x} ${at - 4}L${x + 5} ${at + 4}Z`,
    fill: ink,
  })
  const down = (at: number, ink: Ink): Figure => ({
    draw: "path",
    d: `M${x - 5} ${at - 4}L${x} ${at + 4}L${x + 5} ${at - 4}Z`,
    fill: ink,
  })
  switch (status) {
    case "healthy":
      return [{ draw: "circle", x, y, r: 4.5, fill: "healthy" }]
    case "low":
      return [down(y, "unhealthy")]
    case "high":
      return [up(y, "unhealthy")]
    case "critical-low":
      return [down(y - 4, "critical"), down(y + 4, "critical")]
    case "critical-high":
      return [up(y - 4, "critical"), up(y + 4, "critical")]
    case "not-judged":
      return [{ draw: "circle", x, y, r: 4, stroke: "muted", width: 1.5 }]
    case "unknown":
      return [{ draw: "circle", x, y, r: 4, stroke: "muted", width: 1.5, dash: "dotted" }]
  }
}

/** The ink that words about a status are written in. */
export const statusInk = (status: HealthStatus): Ink =>
  status === "healthy"
    ? "healthy"
    : status.startsWith("critical")
      ? "critical"
      : status === "low" || status === "high"
        ? "unhealthy"
        : "muted"

/** Five dots, as many filled as the score. */
export const scoreMark = (score: number, x: number, y: number): Figure[] =>
  [1, 2, 3, 4, 5].map((step) => ({
    draw: "circle",
    x: x + (step - 1) * 9,
    y,
    r: 3,
    ...(step <= score ? { fill: "ink" as const } : { stroke: "muted" as const, opacity: 0.7 }),
  }))

/** A person; what they carry tells the audience: a diamond decides, a disc works with it, a ring is served. */
export function personaMark(audience: Audience | undefined, x: number, y: number): Figure[] {
  const head: Figure = { draw: "circle", x, y: y - 6, r: 5, fill: "user", stroke: "ink", width: 1.25 }
  const body: Figure = {
    draw: "path",
    d: `M${x - 10} ${y + 12}C${x - 10} ${y + 3} ${x - 6} ${y + 1} ${x} ${y + 1}C${x + 6} ${y + 1} ${x + 10} ${y + 3} ${x + 10} ${y + 12}Z`,
    fill: "user",
    stroke: "ink",
    width: 1.25,
  }
  return [body, head, ...badge(audience, x + 10, y + 9)]
}

function badge(audience: Audience | undefined, x: number, y: number): Figure[] {
  if (audience === "customer")
    return [
      {
        draw: "path",
        d: `M${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}L${x - 6} ${y}Z`,
        fill: "ink",
        stroke: "band",
        width: 1.5,
      },
    ]
  if (audience === "consumer") return [{ draw: "circle", x, y, r: 5, fill: "ink", stroke: "band", width: 1.5 }]
  if (audience === "end-customer") return [{ draw: "circle", x, y, r: 4, fill: "band", stroke: "ink", width: 2 }]
  return [{ draw: "circle", x, y, r: 4.5, fill: "band", stroke: "amber", width: 1.5, dash: "dotted" }]
}

/** A gauge: what is measured. */
export const gaugeMark = (x: number, y: number, ink: Ink = "muted"): Figure[] => [
  { draw: "path", d: `M${x - 7} ${y + 4}A7 7 0 0 1 ${x + 7} ${y + 4}`, stroke: ink, width: 1.75 },
  { draw: "path", d: `M${x} ${y + 4}L${x + 3.5} ${y - 1}`, stroke: ink, width: 1.75 },
]

/** A light bulb: a problem worth exploring. */
export const bulbMark = (x: number, y: number, ink: Ink = "muted"): Figure[] => [
  {
    draw: "path",
    d: `M${x - 2.5} ${y + 3}C${x - 2.5} ${y + 1} ${x - 5.5} ${y} ${x - 5.5} ${y - 3}A5.5 5.5 0 0 1 ${x + 5.5} ${y - 3}C${x + 5.5} ${y} ${x + 2.5} ${y + 1} ${x + 2.5} ${y + 3}Z`,
    stroke: ink,
    width: 1.5,
  },
  { draw: "path", d: `M${x - 2} ${y + 6.5}L${x + 2} ${y + 6.5}`, stroke: ink, width: 1.75 },
]

/** A speech corner: what somebody does. */
export const interactionMark = (x: number, y: number, ink: Ink = "muted"): Figure[] => [
  { draw: "box", x: x - 6, y: y - 5, w: 12, h: 10, radius: 2.5, stroke: ink, width: 1.5 },
]
