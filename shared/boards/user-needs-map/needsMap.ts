import type { Overlay, Persona, Team } from "../../model/records.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import { stemOf, wordsOf } from "../../model/wordLists.ts"
import { type Chains, readChains } from "./derive.ts"
import { type NeedsAbove, needsAbove } from "./needsAbove.ts"
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

type Line = { readonly fromId: string; readonly toId: string }

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
  readonly hasNeeds: readonly Line[]
  readonly dependencies: readonly DependsOn[]
  readonly dependenciesFrom: (id: string) => readonly DependsOn[]
  readonly dependenciesTo: (id: string) => readonly DependsOn[]
  readonly chains: Chains
  readonly needsAbove: NeedsAbove
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
  readonly ownedBy: (team: Team) => readonly string[]
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
  const hasNeeds = [...content.relations.values()].filter(({ kind }) => kind === "has-need")
  const dependencies = [...content.relations.values()].filter(isDependsOn)
  const usersOf = grouped(hasNeeds, ({ toId }) => toId)
  const needsOf = grouped(hasNeeds, ({ fromId }) => fromId)
  const from = grouped(dependencies, ({ fromId }) => fromId)
  const to = grouped(dependencies, ({ toId }) => toId)
  const dependenciesFrom = (id: string) => from.get(id) ?? []
  const needs = cards.filter(isNeed)
  const capabilities = cards.filter(isCapability)
  const names = [...[...context.personas.values()].map(({ name }) => name), ...(context.productNames ?? [])]
  return {
    lang: context.lang,
    users: cards.filter(isUser).map((user) => ({ ...user, persona: context.personas.get(user.personaId) })),
    needs,
    capabilities,
    card: (id) => content.cards.get(id),
    usersOf: (id) => (usersOf.get(id) ?? []).map(({ fromId }) => fromId),
    needsOf: (id) => idsTo(needsOf.get(id) ?? []),
    hasNeeds,
    dependencies,
    dependenciesFrom,
    dependenciesTo: (id) => to.get(id) ?? [],
    chains: readChains(content),
    needsAbove: needsAbove(idsOf(needs), idsOf(capabilities), (id) =>
      idsTo(dependenciesFrom(id)).filter((toId) => isCapability(content.cards.get(toId))),
    ),
    exempt: new Set(names.flatMap(wordsOf).map(stemOf)),
    overlays: content.overlays.size,
    shown: readOverlay(content, context.overlayId),
  }
}

const idsTo = (lines: readonly Line[]): readonly string[] => lines.map(({ toId }) => toId)
const idsOf = (cards: readonly { readonly id: string }[]): readonly string[] => cards.map(({ id }) => id)

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return groups
}

function readOverlay(content: BoardContent, overlayId: string | undefined): ShownOverlay | undefined {
  const overlay = overlayId === undefined ? undefined : content.overlays.get(overlayId)
  if (!overlay) return undefined
  const teams = [...content.teams.values()].filter((team) => team.overlayId === overlay.id)
  const ownerOf = (capabilityId: string) => {
    const owner = content.teams.get(overlay.owners[capabilityId] ?? "")
    return owner?.overlayId === overlay.id ? owner : undefined
  }
  const owned = grouped(
    Object.keys(overlay.owners).filter((id) => isCapability(content.cards.get(id))),
    (id) => ownerOf(id)?.id ?? "",
  )
  return { overlay, teams, ownerOf, ownedBy: ({ id }) => owned.get(id) ?? [] }
}
