import type { Overlay, Persona, Team } from "../../model/records.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import { stemOf, wordsOf } from "../../model/wordLists.ts"
import { type Chains, readChains } from "./derive.ts"
import {
  type Capability,
  type DependsOn,
  isCapability,
  isDependsOn,
  isNeed,
  isUser,
  type Need,
  type User,
} from "./schema.ts"

/** A needs map read for its rules: who is there, what leads where, and who owns what in the overlay shown. */
export interface NeedsMap {
  readonly lang: string
  readonly users: readonly (User & { readonly persona: Persona | undefined })[]
  readonly needs: readonly Need[]
  readonly capabilities: readonly Capability[]
  readonly card: (id: string) => BoardContent["cards"] extends ReadonlyMap<string, infer C> ? C | undefined : never
  /** Users of each need and needs of each user, by `has-need`. */
  readonly usersOf: (needId: string) => readonly string[]
  readonly needsOf: (userId: string) => readonly string[]
  readonly dependencies: readonly DependsOn[]
  readonly dependenciesFrom: (id: string) => readonly DependsOn[]
  readonly chains: Chains
  /** Word stems that are no solution here: those of the personas' and the product's names. */
  readonly exempt: ReadonlySet<string>
  readonly overlays: number
  /** Undefined while no overlay is shown: the map is judged bare. */
  readonly shown: ShownOverlay | undefined
}

export interface ShownOverlay {
  readonly overlay: Overlay
  readonly teams: readonly Team[]
  readonly ownerOf: (capabilityId: string) => Team | undefined
}

export interface NeedsMapContext {
  readonly personas: ReadonlyMap<string, Persona>
  readonly lang: string
  readonly overlayId?: string
  /** Names of products in the workshop. */
  readonly productNames?: readonly string[]
}

/** Reads a board once for all rules. */
export function readNeedsMap(content: BoardContent, context: NeedsMapContext): NeedsMap {
  const cards = [...content.cards.values()]
  const usersOf = new Map<string, string[]>()
  const needsOf = new Map<string, string[]>()
  for (const { kind, fromId, toId } of content.relations.values()) {
    if (kind !== "has-need") continue
    usersOf.set(toId, [...(usersOf.get(toId) ?? []), fromId])
    needsOf.set(fromId, [...(needsOf.get(fromId) ?? []), toId])
  }
  const dependencies = [...content.relations.values()].filter(isDependsOn)
  const from = new Map<string, DependsOn[]>()
  for (const dependency of dependencies) {
    const list = from.get(dependency.fromId)
    if (list) list.push(dependency)
    else from.set(dependency.fromId, [dependency])
  }
  const names = [...[...context.personas.values()].map(({ name }) => name), ...(context.productNames ?? [])]
  return {
    lang: context.lang,
    users: cards.filter(isUser).map((user) => ({ ...user, persona: context.personas.get(user.personaId) })),
    needs: cards.filter(isNeed),
    capabilities: cards.filter(isCapability),
    card: (id) => content.cards.get(id),
    usersOf: (id) => usersOf.get(id) ?? [],
    needsOf: (id) => needsOf.get(id) ?? [],
    dependencies,
    dependenciesFrom: (id) => from.get(id) ?? [],
    chains: readChains(content),
    exempt: new Set(names.flatMap(wordsOf).map(stemOf)),
    overlays: content.overlays.size,
    shown: readOverlay(content, context.overlayId),
  }
}

function readOverlay(content: BoardContent, overlayId: string | undefined): ShownOverlay | undefined {
  const overlay = overlayId === undefined ? undefined : content.overlays.get(overlayId)
  if (!overlay) return undefined
  const teams = [...content.teams.values()].filter((team) => team.overlayId === overlay.id)
  return {
    overlay,
    teams,
    ownerOf: (capabilityId) => {
      const owner = content.teams.get(overlay.owners[capabilityId] ?? "")
      return owner?.overlayId === overlay.id ? owner : undefined
    },
  }
}
