import { byOrder, type Card, type Relation } from "../../model/records.ts"
import type { BoardContent, Snapshot } from "../../model/snapshot.ts"

/**
 * What a Product Flow is derived from, as plain values. Nothing here depends on the code of the maps' own kinds:
 * their cards are read field by field, and what cannot be read counts as not there.
 */
export interface Sources {
  /** The maps that were read. */
  readonly boards: readonly { readonly id: string; readonly title: string }[]
  /** Personas used on a map, in the order in which the maps name them. */
  readonly personaIds: readonly string[]
  readonly phases: readonly SourceCard[]
  /** Journey stages, for a workshop whose story maps have no phases. */
  readonly stages: readonly SourceCard[]
  readonly activities: readonly SourceActivity[]
  readonly steps: readonly SourceStep[]
  readonly needs: readonly SourceNeed[]
  readonly capabilities: readonly SourceCard[]
  /** Need or capability to the capabilities it depends on. */
  readonly dependsOn: ReadonlyMap<string, readonly string[]>
}

export interface SourceCard {
  readonly id: string
  readonly boardId: string
  readonly title: string
}
export interface SourceActivity extends SourceCard {
  readonly phaseId: string | undefined
  readonly personaIds: readonly string[]
}
export interface SourceStep extends SourceCard {
  readonly activityId: string
  readonly personaIds: readonly string[]
  readonly needIds: readonly string[]
  readonly capabilityIds: readonly string[]
}
export interface SourceNeed extends SourceCard {
  readonly personaIds: readonly string[]
  readonly stageId: string | undefined
}

const mapKinds = ["story-map", "user-needs-map"]

/** Reads all story maps and user needs maps of a workshop, in the order of their boards. */
export function readSources(snapshot: Snapshot): Sources {
  const contents = [...snapshot.contents.values()]
    .filter(({ board }) => mapKinds.includes(board.kind))
    .sort((a, b) => byOrder(a.board, b.board))
  const parts = contents.map(readBoard)
  const all = <T>(pick: (part: BoardSources) => readonly T[]): T[] => parts.flatMap(pick)
  return {
    boards: contents.map(({ board }) => ({ id: board.id, title: board.title })),
    personaIds: [...new Set(all(({ personaIds }) => personaIds))].filter((id) => snapshot.personas.has(id)),
    phases: all(({ phases }) => phases),
    stages: all(({ stages }) => stages),
    activities: all(({ activities }) => activities),
    steps: all(({ steps }) => steps),
    needs: all(({ needs }) => needs),
    capabilities: all(({ capabilities }) => capabilities),
    dependsOn: new Map(parts.flatMap(({ dependsOn }) => [...dependsOn])),
  }
}

interface BoardSources extends Omit<Sources, "boards"> {}

function readBoard(content: BoardContent): BoardSources {
  const cards = [...content.cards.values()].sort(byOrder)
  const ofKind = (kind: string) => cards.filter((card) => card.kind === kind && card.title !== "")
  const users = new Map(cards.flatMap((card) => (card.kind === "user" ? [[card.id, idIn(card, "personaId")]] : [])))
  const links = [...content.relations.values()]
  const activities = ofKind("activity").map((card) => ({
    ...plain(card),
    phaseId: idIn(card, "phaseId"),
    personaIds: idsIn(card, "personaIds"),
  }))
  const steps = inBackboneOrder(ofKind("step").map(stepOf), activities)
  return {
    personaIds: [
      ...[...users.values()].filter((id) => id !== undefined),
      ...activities.flatMap(({ personaIds }) => personaIds),
      ...steps.flatMap(({ personaIds }) => personaIds),
    ],
    phases: ofKind("phase").map(plain),
    stages: ofKind("stage").map(plain),
    activities,
    steps,
    needs: ofKind("need").map((card) => ({
      ...plain(card),
      personaIds: ownersOf(card.id, links, users),
      stageId: idIn(card, "stageId"),
    })),
    capabilities: ofKind("capability").map(plain),
    dependsOn: dependenciesOf(links),
  }
}

const plain = ({ id, boardId, title }: Card): SourceCard => ({ id, boardId, title })

const stepOf = (card: Card): SourceStep => ({
  ...plain(card),
  activityId: idIn(card, "activityId") ?? "",
  personaIds: idsIn(card, "personaIds"),
  needIds: idsIn(card, "needIds"),
  capabilityIds: idsIn(card, "capabilityIds"),
})

/** Steps in the order in which the story is told; those whose activity is gone belong nowhere. */
const inBackboneOrder = (steps: readonly SourceStep[], activities: readonly SourceActivity[]): SourceStep[] =>
  activities.flatMap(({ id }) => steps.filter(({ activityId }) => activityId === id))

const ownersOf = (needId: string, links: readonly Relation[], users: ReadonlyMap<string, string | undefined>) =>
  links.flatMap(({ kind, fromId, toId }) => {
    const personaId = kind === "has-need" && toId === needId ? users.get(fromId) : undefined
    return personaId === undefined ? [] : [personaId]
  })

function dependenciesOf(links: readonly Relation[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { kind, fromId, toId } of links) {
    if (kind === "depends-on") found.set(fromId, [...(found.get(fromId) ?? []), toId])
  }
  return found
}

const valueIn = (card: Card, field: string): unknown => new Map<string, unknown>(Object.entries(card)).get(field)

const idIn = (card: Card, field: string): string | undefined => {
  const value = valueIn(card, field)
  return typeof value === "string" && value !== "" ? value : undefined
}

const idsIn = (card: Card, field: string): string[] => {
  const value = valueIn(card, field)
  return Array.isArray(value) ? value.filter((id): id is string => typeof id === "string") : []
}
