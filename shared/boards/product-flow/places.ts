import type { Editing } from "../../commands/context.ts"
import type { Layout, Point, Rect, Zone } from "../../model/drawing.ts"
import type { BoardContent } from "../../model/snapshot.ts"

/** Who edits which board. */
export interface Desk {
  readonly editing: Editing
  readonly content: BoardContent
}

/** What a gesture is about: a board, and where everything on it lies. */
export interface Scene extends Desk {
  readonly layout: Layout
}

/** A zone of the board, as its id says. */
export type Place =
  | { readonly type: "cell"; readonly activityId: string; readonly personaId: string }
  | { readonly type: "metrics" | "opportunities"; readonly activityId: string }
  | { readonly type: "phase"; readonly phaseId: string }
  | { readonly type: "activities"; readonly phaseId: string | undefined }
  | { readonly type: "row"; readonly personaId: string }
  | { readonly type: "product" | "phases" | "unplaced" }

/** The narrowest zone at a point. */
export const zoneAt = (layout: Layout, at: Point): Zone | undefined =>
  layout.zones.findLast((zone) => contains(zone, at))

/** What lies at a point, where the method has a place there. */
export function placeAt(layout: Layout, at: Point): Place | undefined {
  const zone = zoneAt(layout, at)
  return zone && placeOf(zone)
}

/** Reads a zone's id. */
function placeOf({ id }: Zone): Place | undefined {
  const [type, first, second] = id.split("/")
  if (type === "cell" && first && second) return { type, activityId: first, personaId: second }
  if ((type === "metrics" || type === "opportunities") && first) return { type, activityId: first }
  if (type === "phase" && first) return { type, phaseId: first }
  if (type === "activities") return { type, phaseId: first === "none" ? undefined : first }
  if (type === "row" && first) return { type, personaId: first }
  if (type === "product" || type === "phases" || type === "unplaced") return { type }
  return undefined
}

/** The activity whose column is nearest to a point. */
export function columnNear(layout: Layout, { x }: Point): string | undefined {
  const columns = layout.zones.filter(({ id }) => id.startsWith("metrics/"))
  const place = nearest(columns, (zone) => distance(x, zone.x, zone.w))
  return place && "activityId" in place ? place.activityId : undefined
}

/** The persona whose row is nearest to a point. */
export function rowNear(layout: Layout, { y }: Point): string | undefined {
  const rows = layout.zones.filter(({ id }) => id.startsWith("row/"))
  const place = nearest(rows, (zone) => distance(y, zone.y, zone.h))
  return place?.type === "row" ? place.personaId : undefined
}

/** The phase whose columns are nearest to a point. */
export function phaseNear(layout: Layout, { x }: Point): string | undefined {
  const phases = layout.zones.filter(({ id }) => id.startsWith("phase/"))
  const place = nearest(phases, (zone) => distance(x, zone.x, zone.w))
  return place?.type === "phase" ? place.phaseId : undefined
}

function nearest(zones: readonly Zone[], far: (zone: Zone) => number): Place | undefined {
  let best: Zone | undefined
  for (const zone of zones) if (!best || far(zone) < far(best)) best = zone
  return best && placeOf(best)
}

const distance = (at: number, from: number, length: number): number => Math.max(0, from - at, at - from - length)

export const contains = ({ x, y, w, h }: Rect, at: Point): boolean =>
  at.x >= x && at.x < x + w && at.y >= y && at.y < y + h
