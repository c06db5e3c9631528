import { byOrder, type Overlay, type Team, type TeamInteraction } from "../../model/records.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import { crossTeam, handOffs, isPlatformCandidate, type Load, loadOf, platformUses, teamsPerNeed } from "./measures.ts"
import { type NeedsMap, readNeedsMap, type ShownOverlay } from "./needsMap.ts"
import type { Capability, DependsOn, Need } from "./schema.ts"

/** A map under one overlay: who owns what, and what follows from it. Read once for drawing, panels and texts. */
export interface OverlayReading {
  readonly map: NeedsMap
  readonly shown: ShownOverlay
  readonly overlay: Overlay
  /** In their order. */
  readonly teams: readonly Team[]
  readonly interactions: readonly TeamInteraction[]
  readonly ownerOf: (capabilityId: string) => Team | undefined
  /** Teams that work on a capability that another owns, or nobody. */
  readonly contributorsOf: (capabilityId: string) => readonly Team[]
  readonly ownedBy: (team: Team) => readonly Capability[]
  readonly isCandidate: (capabilityId: string) => boolean
  /** Ours, and nobody owns it. */
  readonly isUnowned: (capability: Capability) => boolean
  readonly measures: OverlayMeasures
}

/** The derived measures of an overlay. Hand-offs and load belong together: crossings alone would reward one giant team. */
export interface OverlayMeasures {
  readonly crossings: readonly DependsOn[]
  readonly handOffs: readonly DependsOn[]
  readonly platformUses: readonly DependsOn[]
  readonly loads: ReadonlyMap<string, Load>
  /** The team that owns most; undefined while nobody owns anything. */
  readonly heaviest: Team | undefined
  /** Each need with the teams, providers left out, that a change for it would touch; the most teams first. */
  readonly needs: readonly { readonly need: Need; readonly teams: number }[]
  readonly candidates: readonly Capability[]
  readonly unowned: readonly Capability[]
}

const readings = new WeakMap<BoardContent, Map<string, OverlayReading | undefined>>()

/** Reads a board under an overlay; undefined when the overlay is not there. The same board gives the same reading. */
export function readUnder(content: BoardContent, overlayId: string | undefined): OverlayReading | undefined {
  if (overlayId === undefined) return undefined
  let known = readings.get(content)
  if (!known) {
    known = new Map()
    readings.set(content, known)
  }
  if (!known.has(overlayId)) known.set(overlayId, read(content, overlayId))
  return known.get(overlayId)
}

/** A board's overlays in their order. */
export const overlaysOf = ({ overlays }: BoardContent): readonly Overlay[] => [...overlays.values()].sort(byOrder)

function read(content: BoardContent, overlayId: string): OverlayReading | undefined {
  const map = readNeedsMap(content, { personas: new Map(), lang: "en", overlayId })
  const { shown } = map
  if (!shown) return undefined
  const { overlay, ownerOf } = shown
  const teams = [...shown.teams].sort(byOrder)
  const isUnowned = (capability: Capability) =>
    capability.sourcing === "internal" && ownerOf(capability.id) === undefined
  const measures = measure(map, shown, teams, isUnowned)
  const candidates = new Set(measures.candidates.map(({ id }) => id))
  return {
    map,
    shown,
    overlay,
    teams,
    interactions: [...content.teamInteractions.values()].filter((one) => one.overlayId === overlayId).sort(byOrder),
    ownerOf,
    contributorsOf: (id) => teams.filter((team) => team.contributesTo.includes(id) && ownerOf(id)?.id !== team.id),
    ownedBy: (team) => map.capabilities.filter(({ id }) => ownerOf(id)?.id === team.id),
    isCandidate: (id) => candidates.has(id),
    isUnowned,
    measures,
  }
}

function measure(
  map: NeedsMap,
  shown: ShownOverlay,
  teams: readonly Team[],
  isUnowned: (capability: Capability) => boolean,
): OverlayMeasures {
  const loads = new Map(teams.map((team) => [team.id, loadOf(map, shown, team)]))
  const size = ({ id }: Team) => loads.get(id)?.capabilities ?? 0
  const heaviest = [...teams].sort((a, b) => size(b) - size(a))[0]
  const needs = map.needs.map((need) => ({ need, teams: teamsPerNeed(map, shown, need) }))
  return {
    crossings: crossTeam(map, shown),
    handOffs: handOffs(map, shown),
    platformUses: platformUses(map, shown),
    loads,
    heaviest: heaviest && size(heaviest) > 0 ? heaviest : undefined,
    needs: needs.sort((a, b) => b.teams - a.teams || byOrder(a.need, b.need)),
    candidates: map.capabilities.filter((capability) => isPlatformCandidate(map, shown, capability)),
    unowned: map.capabilities.filter(isUnowned),
  }
}
