import { derive } from "../../shared/boards/product-flow/derive.ts"
import { productFlow } from "../../shared/boards/product-flow/kind.ts"
import { readSources } from "../../shared/boards/product-flow/sources.ts"
import type { Grain, Proposal } from "../../shared/boards/product-flow/suggestion.ts"
import { addCards } from "../../shared/commands/cards.ts"
import { connectCards } from "../../shared/commands/relations.ts"
import { addRecord } from "../../shared/commands/workshop.ts"
import { say } from "../../shared/messages/say.ts"
import type { Drawable } from "../../shared/model/boardKind.ts"
import type { Card } from "../../shared/model/records.ts"
import type { BoardContent } from "../../shared/model/snapshot.ts"
import { meet, people, sharedBoard, type TestPerson } from "./people.ts"

type Fields = { readonly id: string; readonly [name: string]: unknown }

/** A workshop with a Product Flow, and the maps it can be proposed from. */
export interface FlowParts {
  readonly personas?: readonly Fields[]
  /** Cards of the flow, of the story map and of the needs map, in order. */
  readonly flow?: readonly (Fields & { readonly kind: string })[]
  readonly story?: readonly (Fields & { readonly kind: string })[]
  readonly needs?: readonly (Fields & { readonly kind: string })[]
  /** From and to, on the needs map, and whether the line is blocked. */
  readonly lines?: readonly (readonly [string, string, "blocks"?])[]
  /** Who owns which capability, in one overlay: team by capability. */
  readonly owners?: { readonly [capabilityId: string]: string }
}

export const flowId = "flow"
export const storyId = sharedBoard
export const needsId = "needs"

/** So many people at one workshop; nothing travels until they meet. */
export function flowPeople(parts: FlowParts, count = 2): TestPerson[] {
  const all = people(count)
  const [first] = all
  if (!first) throw new Error("Somebody must be there")
  const { editing } = first
  addRecord(editing, "boards", { kind: "product-flow", title: "Flow" }, flowId)
  if (parts.needs) addRecord(editing, "boards", { kind: "user-needs-map", title: "Needs" }, needsId)
  for (const { id, ...values } of parts.personas ?? []) addRecord(editing, "personas", values, id)
  for (const [boardId, cards] of [
    [flowId, parts.flow],
    [storyId, parts.story],
    [needsId, parts.needs],
  ] as const) {
    addCards(
      editing,
      boardId,
      (cards ?? []).map(({ id, kind, ...values }, at) => ({
        id,
        kind,
        values: { title: id, order: orderAt(at), ...values },
      })),
    )
  }
  for (const [from, to, friction] of parts.lines ?? []) connectCards(editing, from, to, friction ? { friction } : {})
  addOwners(first, parts.owners ?? {})
  meet(...all)
  return all
}

function addOwners({ editing }: TestPerson, owners: { readonly [capabilityId: string]: string }): void {
  const teams = new Set(Object.values(owners))
  if (teams.size === 0) return
  addRecord(editing, "overlays", { boardId: needsId, title: "As is", state: "current", owners }, "as-is")
  for (const name of teams) addRecord(editing, "teams", { overlayId: "as-is", name }, name)
}

/** One person at one workshop. */
export function flowPerson(parts: FlowParts): TestPerson {
  const [person] = flowPeople(parts, 1)
  if (!person) throw new Error("Somebody must be there")
  return person
}

const orderAt = (at: number): string => `a${String(at).padStart(4, "0")}V`

export function flowOf(person: TestPerson): BoardContent {
  const content = person.current().contents.get(flowId)
  if (!content) throw new Error("The flow is not there")
  return content
}

export const drawableOf = (person: TestPerson): Drawable => ({
  content: flowOf(person),
  personas: person.current().personas,
  say: (key, values) => say("en", key, values),
})

export const sceneOf = (person: TestPerson) => ({
  editing: person.editing,
  content: flowOf(person),
  layout: productFlow.lay(drawableOf(person)),
})

export const proposalFor = (
  person: TestPerson,
  grain: Grain = "activities",
  painMarks: ReadonlyMap<string, number> = new Map(),
): Proposal =>
  derive({
    sources: { ...readSources(person.current()), painMarks },
    flow: flowOf(person),
    personas: person.current().personas,
    grain,
    say: (key, values) => say("en", key, values),
  })

/** What a reader sees of the flow: kind and title of each card that is placed, in reading order. */
export function cardsOf(person: TestPerson): string[] {
  const content = flowOf(person)
  return productFlow.lay(drawableOf(person)).cards.map(({ id }) => {
    const card: Card | undefined = content.cards.get(id)
    return `${card?.kind} ${card?.title}`.trim()
  })
}
