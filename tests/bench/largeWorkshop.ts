import * as Y from "yjs"
import { boardKinds } from "../../shared/boards/index.ts"
import { addCards, type NewCard } from "../../shared/commands/cards.ts"
import type { Editing } from "../../shared/commands/context.ts"
import { addRecord, createWorkshop } from "../../shared/commands/workshop.ts"
import { openDocument } from "../../shared/document/document.ts"
import { projectDocument } from "../../shared/document/projection.ts"
import { createRecord } from "../../shared/document/records.ts"
import { audiences, relationShape } from "../../shared/model/records.ts"
import type { Snapshot } from "../../shared/model/snapshot.ts"

/** Workshops far larger than any room makes, in the proportions in which rooms make them. Always the same for the same numbers. */
export const boards = { needs: "needs", story: "story", flow: "flow" } as const

export interface LargeWorkshop {
  readonly editing: Editing
  readonly current: () => Snapshot
}

const personaCount = 8
const personas = Array.from({ length: personaCount }, (_, at) => `p${at}`)
const pick = <T>(list: readonly T[], at: number): T => {
  const found = list[at % list.length]
  if (found === undefined) throw new Error("A list is empty")
  return found
}
const order = (at: number): string => `a${String(at).padStart(5, "0")}V`
const words =
  "order parcel basket invoice address payment search account driver warehouse return refund voucher size colour stock shelf label weight route depot message reminder question answer contract partner region holiday season size review photo film manual repair spare part warranty claim insurance customs tax currency gift wrapping bulk sample pattern catalogue newsletter".split(
    " ",
  )
const verbs = "find change compare cancel follow understand share keep plan check approve measure report".split(" ")

/** A verb and five things, another five for every number: titles of a large workshop differ, as they do in rooms. */
const titleOf = (at: number): string => {
  const things = [1, 7, 31, 113, 401].map((step, index) => pick(words, Math.floor((at * step) / (index + 1)) + index))
  return `${pick(verbs, at * 5)} ${things.join(" ")}`
}

export function emptyWorkshop(): LargeWorkshop {
  const document = openDocument(new Y.Doc(), boardKinds)
  document.ydoc.clientID = 1_234_567_890
  let made = 0
  // As long as the ids that devices make, since their length is part of what is measured.
  const newId = () => `id${String(++made).padStart(14, "0")}`
  const editing: Editing = { document, newId, now: () => "2026-03-23T09:15:00.000Z", authorId: "p0123456789abcde" }
  createWorkshop(editing, "workshop", { title: "Bench" })
  for (const [at, id] of personas.entries())
    addRecord(editing, "personas", { name: `Persona ${at}`, audience: pick(audiences, at) }, id)
  return { editing, current: projectDocument(document).current }
}

/** A needs map of so many cards: a fiftieth users, a hundredth stages, a quarter needs, the rest capabilities. */
export function addNeedsMap({ editing }: LargeWorkshop, cards: number, relations: number): void {
  addRecord(editing, "boards", { kind: "user-needs-map", title: "Needs" }, boards.needs)
  const users = Math.min(personaCount, Math.max(1, Math.floor(cards / 50)))
  const stages = Math.min(12, Math.max(1, Math.floor(cards / 100)))
  const needs = Math.floor(cards / 4)
  const capabilities = cards - users - stages - needs
  const list = (count: number, kind: string, values: (at: number) => NewCard["values"]): NewCard[] =>
    Array.from({ length: count }, (_, at) => ({
      kind,
      id: `${kind[0]}${at}`,
      values: { title: titleOf(at), order: order(at), ...values(at) },
    }))
  addCards(editing, boards.needs, [
    ...list(users, "user", (at) => ({ personaId: pick(personas, at) })),
    ...list(stages, "stage", (at) => ({ title: `Stage ${at}` })),
    ...list(needs, "need", (at) => ({ stageId: `s${at % stages}` })),
    ...list(capabilities, "capability", (at) => ({ visibility: 0.95 - (0.9 * at) / capabilities })),
  ])
  connect(editing, linesOf({ users, needs, capabilities, count: relations }))
}

interface Line {
  readonly kind: string
  readonly fromId: string
  readonly toId: string
}

/** Capabilities lie in so many levels, each resting on the next. */
const levels = 6

/** Each need somebody's, each need on a capability of the first level, then level on level; no line twice. */
function linesOf({
  users,
  needs,
  capabilities,
  count,
}: {
  [name in "users" | "needs" | "capabilities" | "count"]: number
}): Line[] {
  const lines = new Map<string, Line>()
  const add = (line: Line) => void (lines.size < count && lines.set(`${line.fromId} ${line.toId}`, line))
  const perLevel = Math.max(1, Math.floor(capabilities / levels))
  for (let at = 0; at < needs; at++) {
    add({ kind: "has-need", fromId: `u${at % users}`, toId: `n${at}` })
    add({ kind: "depends-on", fromId: `n${at}`, toId: `c${(at * 7) % perLevel}` })
  }
  for (let round = 0; lines.size < count && round < perLevel; round++) {
    for (let at = 0; at + perLevel < capabilities; at++) {
      const level = Math.floor(at / perLevel) + 1
      const to = level * perLevel + ((at * 3 + round * 11) % perLevel)
      if (to < capabilities) add({ kind: "depends-on", fromId: `c${at}`, toId: `c${to}` })
    }
  }
  return [...lines.values()]
}

/** Straight into the document: drawing a line as people do looks at every other line first. */
function connect(editing: Editing, lines: readonly Line[]): void {
  const { roots, ydoc } = editing.document
  ydoc.transact(() => {
    for (const [at, line] of lines.entries())
      createRecord(roots.relations, `r${at}`, relationShape, { ...line, boardId: boards.needs, deleted: false })
  })
}

export function addStoryMap({ editing }: LargeWorkshop, cards: number): void {
  addRecord(editing, "boards", { kind: "story-map", title: "Stories" }, boards.story)
  const [phases, activities, slices] = [8, 40, 6]
  const steps = Math.floor(cards / 6)
  const stories = cards - phases - activities - slices - steps
  const list = (count: number, kind: string, values: (at: number) => NewCard["values"]): NewCard[] =>
    Array.from({ length: count }, (_, at) => ({
      kind,
      id: `m-${kind}-${at}`,
      values: { title: titleOf(at), order: order(at), ...values(at) },
    }))
  addCards(editing, boards.story, [
    ...list(phases, "phase", () => ({})),
    ...list(activities, "activity", (at) => ({ phaseId: `m-phase-${at % phases}`, personaIds: [pick(personas, at)] })),
    ...list(slices, "slice", () => ({})),
    ...list(steps, "step", (at) => ({
      activityId: `m-activity-${at % activities}`,
      personaIds: [pick(personas, at), pick(personas, at + 3)],
      needIds: [`n${at}`],
      capabilityIds: [`c${at}`],
    })),
    ...list(stories, "story", (at) => ({ stepId: `m-step-${at % steps}`, sliceId: `m-slice-${at % slices}` })),
  ])
}

export function addFlow({ editing }: LargeWorkshop, cards: number): void {
  addRecord(editing, "boards", { kind: "product-flow", title: "Flow" }, boards.flow)
  const activities = 20
  const metrics = Math.floor(cards / 3)
  const list = (count: number, kind: string, values: (at: number) => NewCard["values"]): NewCard[] =>
    Array.from({ length: count }, (_, at) => ({
      kind,
      id: `f-${kind}-${at}`,
      values: { title: titleOf(at), order: order(at), ...values(at) },
    }))
  addCards(editing, boards.flow, [
    ...list(4, "phase", () => ({})),
    ...list(activities, "activity", (at) => ({ phaseId: `f-phase-${at % 4}` })),
    ...list(metrics, "metric", (at) => ({ activityId: `f-activity-${at % activities}` })),
    ...list(cards - 4 - activities - metrics, "interaction", (at) => ({
      activityId: `f-activity-${at % activities}`,
      personaId: pick(personas, Math.floor(at / activities)),
    })),
  ])
}
