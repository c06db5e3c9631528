import type { Figure, PlacedCard, PlacedLine, Point, Rect } from "../../model/drawing.ts"
import { textWidth } from "../../model/measure.ts"
import type { Team } from "../../model/records.ts"
import { pointsAlong } from "./curves.ts"
import { hullParts, overlaps } from "./hulls.ts"
import { type Corner, outlineOf, outlinePath } from "./outline.ts"
import type { OverlayReading } from "./overlays.ts"
import { parentsOf } from "./parents.ts"
import { teamInks, teamSign } from "./signs.ts"
import { titleSize } from "./sizes.ts"
import { stickyRect } from "./stickies.ts"

/**
 * The boundaries of an overlay's teams, drawn behind the cards: round what each owns, in the shape of its type, with
 * its name on a tab. Groupings first, so that the teams inside lie on them. Enabling teams own nothing and are listed
 * beside the map only.
 */
export function drawHulls(
  reading: OverlayReading,
  capabilities: readonly PlacedCard[],
  lines: readonly PlacedLine[],
  untitled: string,
): readonly Figure[] {
  const key = describe(reading, capabilities, lines, untitled)
  const known = drawn.get(reading.overlay.id)
  if (known?.key === key) return known.figures
  const figures = draw(reading, capabilities, lines, untitled)
  drawn.delete(reading.overlay.id)
  drawn.set(reading.overlay.id, { key, figures })
  for (const oldest of drawn.keys()) if (drawn.size > mostDrawn) drawn.delete(oldest)
  return figures
}

/** Finding the boundaries costs far more than the rest of a layout, and most changes of a map leave them as they are. */
const drawn = new Map<string, { readonly key: string; readonly figures: readonly Figure[] }>()
const mostDrawn = 12

/** Everything that the boundaries are drawn from. */
const describe = (
  { teams, ownerOf, overlay }: OverlayReading,
  capabilities: readonly PlacedCard[],
  lines: readonly PlacedLine[],
  untitled: string,
): string =>
  JSON.stringify([
    untitled,
    overlay.state,
    teams.map(({ id, name, teamType, parentTeamId }) => [id, name, teamType, parentTeamId]),
    capabilities.map(({ id, x, y, w, h }) => [id, x, y, w, h, ownerOf(id)?.id]),
    lines.length <= mostLines ? lines.map(({ d }) => d) : 0,
  ])

function draw(
  reading: OverlayReading,
  capabilities: readonly PlacedCard[],
  lines: readonly PlacedLine[],
  untitled: string,
): readonly Figure[] {
  const parts = partsOf(reading, capabilities)
  const passing = lines.length <= mostLines ? lines.flatMap(({ d }) => pointsAlong(d)) : []
  const taken = capabilities.flatMap((card) => [card, ...stickyRect(reading, card)])
  const outlines: Figure[] = []
  const names: Figure[] = []
  for (const part of parts) {
    const { team, rects } = part
    const name = team.name || untitled
    const others = parts.flatMap((other) => (other === part ? [] : other.rects))
    const spot = nameSpot(rects, name, { taken: near(rects, taken), others: near(rects, others), passing })
    taken.push(spot)
    outlines.push(...drawOutline([...rects, spot], team))
    names.push(...drawName(spot, name, team))
  }
  return [...outlines, ...names]
}

/** What lies where a part's name could be. */
function near(part: readonly Rect[], rects: readonly Rect[]): readonly Rect[] {
  const left = Math.min(...part.map(({ x }) => x)) - 200
  const right = Math.max(...part.map(({ x, w }) => x + w)) + 200
  const top = Math.min(...part.map(({ y }) => y)) - nameHeight
  const bottom = Math.max(...part.map(({ y, h }) => y + h)) + nameHeight
  const reach = { x: left, y: top, w: right - left, h: bottom - top }
  return rects.filter((rect) => overlaps(rect, reach))
}

/** On a map with more lines than this there is no place without one, and looking for it would cost time. */
const mostLines = 600

interface Part {
  readonly team: Team
  readonly rects: readonly Rect[]
}

function partsOf(reading: OverlayReading, capabilities: readonly PlacedCard[]): readonly Part[] {
  const placed = new Map(capabilities.map((card) => [card.id, card]))
  return boundaries(reading).flatMap(({ team, level, owned }) => {
    const isOwn = new Set(owned)
    const own = owned.flatMap((id) => placed.get(id) ?? [])
    const others = capabilities.filter(({ id }) => !isOwn.has(id))
    return hullParts(own, others, level * 18).map((rects) => ({ team, rects }))
  })
}

interface Boundary {
  readonly team: Team
  /** How many levels of teams stand inside. */
  readonly level: number
  readonly owned: readonly string[]
}

/** What each team's boundary stands round: its own capabilities and those of the teams inside; outermost first. */
function boundaries({ teams, ownedBy }: OverlayReading): readonly Boundary[] {
  const parents = parentsOf(teams)
  const owned = new Map(teams.map((team) => [team.id, ownedBy(team).map(({ id }) => id)]))
  const levels = new Map<string, number>()
  for (const { id } of teams) {
    const inside = owned.get(id) ?? []
    let level = 0
    for (let at = parents.get(id); at !== undefined; at = parents.get(at)) {
      levels.set(at, Math.max(levels.get(at) ?? 0, ++level))
    }
    if (inside.length === 0) levels.set(id, levels.get(id) ?? 0)
  }
  const within = (team: Team): string[] => [
    ...(owned.get(team.id) ?? []),
    ...teams.filter(({ id }) => parents.get(id) === team.id).flatMap(within),
  ]
  return teams
    .map((team) => ({ team, level: levels.get(team.id) ?? 0, owned: within(team) }))
    .filter((boundary) => boundary.owned.length > 0 && boundary.team.teamType !== "enabling")
    .sort((a, b) => b.level - a.level)
}

const corners: { readonly [type in Team["teamType"]]: Corner } = {
  platform: { form: "square" },
  "stream-aligned": { form: "round", by: 20 },
  "complicated-subsystem": { form: "cut", by: 20 },
  enabling: { form: "round", by: 20 },
  undefined: { form: "round", by: 20 },
}

function drawOutline(rects: readonly Rect[], { teamType }: Team): readonly Figure[] {
  const d = outlinePath(outlineOf(rects), corners[teamType])
  const dash = teamType === "undefined" ? ({ dash: "dotted" } as const) : {}
  return [
    { draw: "path", d, fill: teamInks[teamType], opacity: 0.7 },
    { draw: "path", d, stroke: "muted", width: 2, ...dash },
  ]
}

const nameHeight = 30

/** What a name had better not lie on. */
interface InTheWay {
  /** Cards, stickies and other names: would hide it. */
  readonly taken: readonly Rect[]
  /** Other teams' ground. */
  readonly others: readonly Rect[]
  readonly passing: readonly Point[]
}

/** On top of a card of the part or below one, where least is in the way; the first from above and from the left. */
function nameSpot(part: readonly Rect[], name: string, inTheWay: InTheWay): Rect {
  const w = Math.ceil(textWidth(name, titleSize, 600)) + 56
  const rects = [...part].sort((a, b) => a.y - b.y || a.x - b.x)
  const spots = rects.flatMap(({ x, y, w: whole, h }) =>
    [y - nameHeight, y + h].flatMap((top) =>
      [x, x + whole - w, x + (whole - w) / 2].map((left) => ({ x: left, y: top, w, h: nameHeight })),
    ),
  )
  let best = { spot: spots[0] ?? { x: 0, y: 0, w, h: nameHeight }, cost: Number.POSITIVE_INFINITY }
  for (const spot of spots) {
    const cost = costOf(spot, part, inTheWay)
    if (cost < best.cost) best = { spot, cost }
  }
  return best.spot
}

function costOf(spot: Rect, part: readonly Rect[], { taken, others, passing }: InTheWay): number {
  const hits = (rects: readonly Rect[]) => rects.filter((rect) => overlaps(spot, rect)).length
  const words = { ...spot, x: spot.x + 12, w: spot.w - 20 }
  const crossings = passing.filter(
    ({ x, y }) => x > words.x && x < words.x + words.w && y > words.y && y < words.y + words.h,
  )
  return hits(taken) * 100 + hits(part) * 20 + hits(others) * 10 + crossings.length
}

const drawName = ({ x, y, h }: Rect, name: string, { teamType }: Team): readonly Figure[] => [
  ...teamSign(x + 26, y + h / 2 + 2, teamType),
  { draw: "text", x: x + 44, y: y + h / 2 + 7, text: name, size: titleSize, weight: 600, ink: "ink" },
]
