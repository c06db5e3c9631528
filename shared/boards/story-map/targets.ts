import type { Layout, Point, Rect, Zone } from "../../model/drawing.ts"
import { activityGroup, type Group, phaseGroup, sliceGroup, stepGroup, storyGroup } from "./groups.ts"
import { type StoryTree, unscheduled } from "./tree.ts"

/** Where something put down at a point belongs: among whom, and before which one. */
export interface Target {
  readonly group: Group
  /** Counted without the cards that are being moved. */
  readonly index: number
  /** The space of the group on the board. */
  readonly area: Rect
  readonly direction: "across" | "down"
}

/**
 * Finds the target for a card of this kind. Forgiving: beside, above or below the map counts as its nearest column and
 * band, since in a room people throw cards roughly where they mean. Undefined where the map has no such place at all.
 */
export function targetAt(
  tree: StoryTree,
  layout: Layout,
  kind: string,
  point: Point,
  moved: ReadonlySet<string> = new Set(),
): Target | undefined {
  const find = finders[kind]
  const found = find?.(tree, layout, point)
  if (!found) return undefined
  const { group, area, direction } = found
  const placed = new Map(layout.cards.map((card) => [card.id, card]))
  const index = group.members.filter(({ id }) => {
    const card = placed.get(id)
    if (!card || moved.has(id)) return false
    return direction === "down" ? card.y + card.h / 2 < point.y : card.x + card.w / 2 < point.x
  }).length
  return { group, index, area, direction }
}

type Finder = (tree: StoryTree, layout: Layout, point: Point) => Omit<Target, "index"> | undefined

const finders: { readonly [kind: string]: Finder } = {
  story: (tree, { zones }, point) => {
    const column = nearest(zonesOf(zones, "cell/"), ({ x, w }) => distance(x, w, point.x))
    const stepId = column && partsOf(column)[0]
    const own = zones.filter(({ id }) => id.startsWith(`cell/${stepId}/`))
    const area = nearest(own, ({ y, h }) => distance(y, h, point.y))
    if (stepId === undefined || !area) return undefined
    return { group: storyGroup(tree, stepId, partsOf(area)[1] ?? unscheduled), area, direction: "down" }
  },
  step: (tree, { zones }, point) => {
    const area = nearest(zonesOf(zones, "step/"), ({ x, w }) => distance(x, w, point.x))
    return area && { group: stepGroup(tree, partsOf(area)[0] ?? ""), area, direction: "across" }
  },
  activity: (tree, { zones }, point) => {
    const area = nearest(zonesOf(zones, "activity/"), ({ x, w }) => distance(x, w, point.x))
    if (!area) return undefined
    const phaseId = partsOf(area)[0]
    return { group: activityGroup(tree, phaseId === unscheduled ? undefined : phaseId), area, direction: "across" }
  },
  phase: (tree, { zones, bounds }) => {
    const area = zonesOf(zones, "activity/")[0] ?? { ...bounds, id: "", h: 40 }
    return { group: phaseGroup(tree), area, direction: "across" }
  },
  slice: (tree, { zones, bounds }, point) => {
    const area = nearest(zonesOf(zones, "slice/"), ({ y, h }) => distance(y, h, point.y)) ?? bounds
    return { group: sliceGroup(tree), area, direction: "down" }
  },
}

const zonesOf = (zones: readonly Zone[], start: string): readonly Zone[] =>
  zones.filter(({ id }) => id.startsWith(start))

const partsOf = ({ id }: Zone): readonly string[] => id.split("/").slice(1)

const distance = (start: number, length: number, at: number): number => Math.max(start - at, at - start - length, 0)

function nearest(zones: readonly Zone[], far: (zone: Zone) => number): Zone | undefined {
  let best: Zone | undefined
  let least = Number.POSITIVE_INFINITY
  for (const zone of zones) {
    const own = far(zone)
    if (own < least) [best, least] = [zone, own]
  }
  return best
}

/** What a double-click means there: a card of the level whose row it is in, a story in a slice, else a note. */
export function kindAt(tree: StoryTree, { zones }: Layout, point: Point): string {
  const isInside = ({ x, y, w, h }: Zone) => point.x >= x && point.x <= x + w && point.y >= y && point.y <= y + h
  const zone = zones.findLast(isInside)
  if (zone?.id.startsWith("cell/")) return "story"
  if (zone?.id.startsWith("step/")) return "step"
  if (zone?.id.startsWith("activity/")) return "activity"
  const isEmpty = tree.phases.length === 0 && tree.homeless.length === 0
  if (isEmpty && tree.slices.length === 0) return "activity"
  return zone?.id.startsWith("slice/") && !isEmpty ? "story" : "note"
}
