import { painMarks } from "../../model/painMarks.ts"
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
  readonly slices: readonly SourceSlice[]
  readonly stories: readonly SourceStory[]
  readonly needs: readonly SourceNeed[]
  readonly capabilities: readonly SourceCapability[]
  /** Need or capability to the capabilities it depends on. */
  readonly dependsOn: ReadonlyMap<string, readonly string[]>
  readonly frictions: readonly Friction[]
  /** Everything that a card may be derived from; what is not here is gone. */
  readonly ids: ReadonlySet<string>
  /** How many people marked a card as painful. */
  readonly painMarks: ReadonlyMap<string, number>
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
  /** The cards that stand for those personas on its map. */
  readonly userIds: readonly string[]
  readonly stageId: string | undefined
  /** True when people said how much it matters or how well it is met. */
  readonly isRated: boolean
}
export interface SourceCapability extends SourceCard {
  /** `missing` and `weak` are gaps. */
  readonly presence: string
}
export interface SourceSlice extends SourceCard {
  /** How its success is measured; empty when nobody said. */
  readonly metric: string
}
export interface SourceStory extends SourceCard {
  readonly stepId: string
  readonly sliceId: string | undefined
}
/** A dependency that hurts, between capabilities of two teams in the overlay that shows how it is today. */
export interface Friction {
  readonly id: string
  readonly fromId: string
  readonly toId: string
  readonly fromTeam: string
  readonly toTeam: string
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
    slices: all(({ slices }) => slices),
    stories: all(({ stories }) => stories),
    needs: all(({ needs }) => needs),
    capabilities: all(({ capabilities }) => capabilities),
    dependsOn: new Map(parts.flatMap(({ dependsOn }) => [...dependsOn])),
    frictions: all(({ frictions }) => frictions),
    ids: new Set(
      contents.flatMap(({ board, cards, merged, relations }) => [
        board.id,
        ...cards.keys(),
        ...merged.keys(),
        ...relations.keys(),
      ]),
    ),
    painMarks: painMarks(snapshot),
  }
}

interface BoardSources extends Omit<Sources, "boards" | "ids" | "painMarks"> {}

const read = new WeakMap<BoardContent, BoardSources>()

/** A board that nobody has touched since is not read again. */
function readBoard(content: BoardContent): BoardSources {
  const known = read.get(content)
  if (known) return known
  const sources = readCards(content)
  read.set(content, sources)
  return sources
}

function readCards(content: BoardContent): BoardSources {
  const cards = [...content.cards.values()].sort(byOrder)
  const ofKind = (kind: string) => cards.filter((card) => card.kind === kind && card.title !== "")
  const users = new Map(cards.flatMap((card) => (card.kind === "user" ? [[card.id, idIn(card, "personaId")]] : [])))
  const links = [...content.relations.values()]
  const usersByNeed = usersByNeedOf(links, users)
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
    slices: ofKind("slice").map((card) => ({ ...plain(card), metric: idIn(card, "successMetric") ?? "" })),
    stories: ofKind("story").map((card) => ({
      ...plain(card),
      stepId: idIn(card, "stepId") ?? "",
      sliceId: idIn(card, "sliceId"),
    })),
    needs: ofKind("need").map((card) => needOf(card, usersByNeed.get(card.id) ?? [], users)),
    capabilities: ofKind("capability").map((card) => ({
      ...plain(card),
      presence: idIn(card, "presence") ?? "exists",
    })),
    dependsOn: dependenciesOf(links),
    frictions: frictionsOf(content),
  }
}

/** The users who have each need. */
function usersByNeedOf(links: readonly Relation[], users: { has(id: string): boolean }): ReadonlyMap<string, string[]> {
  const byNeed = new Map<string, string[]>()
  for (const { kind, fromId, toId } of links) {
    if (kind !== "has-need" || !users.has(fromId)) continue
    const known = byNeed.get(toId)
    if (known) known.push(fromId)
    else byNeed.set(toId, [fromId])
  }
  return byNeed
}

function needOf(card: Card, userIds: readonly string[], users: ReadonlyMap<string, string | undefined>): SourceNeed {
  return {
    ...plain(card),
    userIds,
    personaIds: [...new Set(userIds.flatMap((id) => users.get(id) ?? []))],
    stageId: idIn(card, "stageId"),
    isRated: ["importance", "satisfaction"].some((field) => typeof valueIn(card, field) === "number"),
  }
}

/** Judged by the overlay that says how it is today, else by the first there is. */
function frictionsOf({ overlays, teams, relations }: BoardContent): Friction[] {
  const inOrder = [...overlays.values()].sort(byOrder)
  const overlay = inOrder.find(({ state }) => state === "current") ?? inOrder[0]
  // A team that is gone owns nothing.
  const ownerOf = (id: string) => {
    const owner = overlay && teams.get(overlay.owners[id] ?? "")
    return owner?.overlayId === overlay?.id ? owner : undefined
  }
  return [...relations.values()].flatMap((relation) => {
    const { id, kind, fromId, toId } = relation
    const [from, to] = [ownerOf(fromId), ownerOf(toId)]
    const isBlocked = kind === "depends-on" && valueIn(relation, "friction") === "blocks"
    if (!isBlocked || !from || !to || from === to) return []
    return [{ id, fromId, toId, fromTeam: from.name, toTeam: to.name }]
  })
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
function inBackboneOrder(steps: readonly SourceStep[], activities: readonly SourceActivity[]): SourceStep[] {
  const own = new Map<string, SourceStep[]>(activities.map(({ id }) => [id, []]))
  for (const step of steps) own.get(step.activityId)?.push(step)
  return [...own.values()].flat()
}

function dependenciesOf(links: readonly Relation[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { kind, fromId, toId } of links) {
    if (kind !== "depends-on") continue
    const known = found.get(fromId)
    if (known) known.push(toId)
    else found.set(fromId, [toId])
  }
  return found
}

const valueIn = (record: Card | Relation, field: string): unknown => Reflect.get(record, field)

const idIn = (card: Card, field: string): string | undefined => {
  const value = valueIn(card, field)
  return typeof value === "string" && value !== "" ? value : undefined
}

const idsIn = (card: Card, field: string): string[] => {
  const value = valueIn(card, field)
  return Array.isArray(value) ? value.filter((id): id is string => typeof id === "string") : []
}
