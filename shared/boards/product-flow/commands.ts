import { addCards, deleteCards, type NewCard } from "../../commands/cards.ts"
import { type CommandProblem, step } from "../../commands/context.ts"
import type { Values } from "../../document/records.ts"
import type { Point } from "../../model/drawing.ts"
import type { Card } from "../../model/records.ts"
import { err, ok, type Result } from "../../model/result.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import { healthOf, isUnhealthy } from "./health.ts"
import { columnNear, contains, type Desk, phaseNear, placeAt, rowNear, type Scene } from "./places.ts"
import {
  isActivity,
  isEmptyCell,
  isInteraction,
  isMetric,
  isOpportunity,
  isPhase,
  isProduct,
  isSolutionIdea,
} from "./schema.ts"
import { ordersIn, siblingsIn } from "./siblings.ts"

/** Adding to a Product Flow. Each call is one step of undo and gives the id of the card to write in. */

export type Made = Result<string, CommandProblem>
type MadeMany = Result<readonly string[], CommandProblem>

/** What a new card of a list is given: kind, the fields that say its place, and the list it is ordered in. */
interface Slot {
  readonly kind: string
  readonly values: Values
  readonly list: string
  /** Absent = last. */
  readonly afterId?: string | undefined
  /** Cards that must be made with it, such as the phase of the first activity. */
  readonly before?: readonly NewCard[]
}

/** A card of this kind where the point is, or as near to it as the method has a place. */
export function addAt(scene: Scene, kind: string, at: Point, title = ""): Made {
  const product = kind === "product" ? [...scene.content.cards.values()].find(isProduct) : undefined
  if (product) return ok(product.id)
  const slot = slotAt(scene, kind, at)
  return slot.ok ? firstOf(make(scene, slot.value, [title])) : slot
}

/** What a double-click makes here. */
export function kindAt({ layout }: Scene, at: Point): string | undefined {
  const place = placeAt(layout, at)
  switch (place?.type) {
    case "cell":
      return "interaction"
    case "metrics":
      return "metric"
    case "opportunities":
      return "opportunity"
    case "activities":
      return "activity"
    case "phase":
    case "phases":
      return "phase"
    case "product":
      return "product"
    default:
      return undefined
  }
}

/** Enter: the next card of the same list. */
export function addNext(scene: Scene, id: string): Made {
  const card = scene.content.cards.get(id)
  const slot = card && slotBeside(scene, card)
  return slot ? firstOf(make(scene, slot, [""])) : err({ type: "CardGone" })
}

/** Tab: product, phase, activity, interaction, opportunity, solution idea; a metric leads to an opportunity too. */
export function addDeeper(scene: Scene, id: string): Made {
  const card = scene.content.cards.get(id)
  if (!card) return err({ type: "CardGone" })
  if (isProduct(card)) return firstOf(make(scene, { kind: "phase", values: {}, list: "phase" }, [""]))
  if (isPhase(card)) return firstOf(make(scene, activitySlot(card.id), [""]))
  if (isActivity(card)) {
    const personaId = emptiestRow(scene, card.id)
    return personaId ? firstOf(make(scene, cellSlot(card.id, personaId), [""])) : err({ type: "PersonaMissing" })
  }
  if (isInteraction(card) || isMetric(card)) return addOpportunity(scene, [card.id])
  if (isOpportunity(card)) return firstOf(make(scene, ideaSlot(card.id), [""]))
  return addNext(scene, id)
}

/** Shift+Tab: one level out, after the card that this one belongs to. */
export function addOuter(scene: Scene, id: string): Made {
  const { cards } = scene.content
  const card = cards.get(id)
  const parentId =
    isInteraction(card) || isEmptyCell(card) || isMetric(card)
      ? card.activityId
      : isActivity(card)
        ? card.phaseId
        : isSolutionIdea(card)
          ? card.opportunityId
          : undefined
  return parentId !== undefined && cards.has(parentId) ? addNext(scene, parentId) : addNext(scene, id)
}

/** An opportunity that comes from these interactions and metrics. */
export function addOpportunity(scene: Desk, sourceIds: readonly string[], title = ""): Made {
  const { fromInteractionIds, fromMetricIds } = sourceFields(scene.content, sourceIds)
  if (fromInteractionIds.length + fromMetricIds.length === 0) return err({ type: "CardGone" })
  return firstOf(make(scene, opportunitySlot({ fromInteractionIds, fromMetricIds }), [title]))
}

/** A solution idea below an opportunity. */
export const addIdea = (scene: Desk, opportunityId: string, title = ""): Made =>
  firstOf(make(scene, ideaSlot(opportunityId), [title]))

/** An interaction in a cell; the bare mark of an empty cell goes. */
export const addInteraction = (scene: Desk, activityId: string, personaId: string, title = ""): Made =>
  firstOf(make(scene, cellSlot(activityId, personaId), [title]))

/** A metric of an activity. */
export const addMetric = (scene: Desk, activityId: string, title = ""): Made =>
  firstOf(make(scene, metricSlot(activityId), [title]))

/** Pasted lines: beside the selected card, else what a double-click there would make, else notes. */
export function pasteLines(
  scene: Scene,
  lines: readonly string[],
  near: { readonly id?: string; readonly at: Point },
): MadeMany {
  const card = near.id === undefined ? undefined : scene.content.cards.get(near.id)
  if (card && !isProduct(card)) return make(scene, slotBeside(scene, card), lines)
  const isBlank = ![...scene.content.cards.values()].some(isPhase)
  const kind = isBlank ? "phase" : (kindAt(scene, near.at) ?? "note")
  const slot = slotAt(scene, kind === "product" ? "phase" : kind, near.at)
  return slot.ok ? make(scene, slot.value, lines) : slot
}

function make(scene: Desk, slot: Slot, titles: readonly string[]): MadeMany {
  const { editing, content } = scene
  const orders = ordersIn(siblingsIn(content, slot.list), slot.afterId, titles.length)
  const before = slot.before ?? []
  const cards = titles.map((title, index) => ({
    kind: slot.kind,
    values: { ...slot.values, ...noteOffset(slot, index), title, order: orders[index] },
  }))
  let added: MadeMany = err({ type: "BoardGone" })
  step(editing, () => {
    added = addCards(editing, content.board.id, [...before, ...cards])
    if (added.ok && slot.kind === "interaction") deleteCards(editing, bareMarks(content, slot.list))
  })
  return mapMany(added, (ids) => ids.slice(before.length))
}

/* TypeScript narrows a variable that a callback assigns to its first value; passing it through a parameter does not. */
const mapMany = (result: MadeMany, change: (ids: readonly string[]) => readonly string[]): MadeMany =>
  result.ok ? ok(change(result.value)) : result

const firstOf = (made: MadeMany): Made => (made.ok ? ok(made.value[0] ?? "") : made)

/** Notes pasted together lie below each other. */
const noteOffset = ({ kind, values }: Slot, index: number): Values =>
  kind === "note" && typeof values.y === "number" ? { y: values.y + index * 56 } : {}

/** Marks of an empty cell that nobody has written on: somebody does something there now. */
const bareMarks = (content: BoardContent, list: string): string[] =>
  siblingsIn(content, list).flatMap((card) =>
    isEmptyCell(card) && card.title === "" && card.note === "" ? [card.id] : [],
  )

function slotAt(scene: Scene, kind: string, at: Point): Result<Slot, CommandProblem> {
  const { layout } = scene
  const place = placeAt(layout, at)
  const activityId = (place && "activityId" in place ? place.activityId : undefined) ?? columnNear(layout, at)
  if (kind === "product") return ok({ kind, values: {}, list: kind })
  if (kind === "phase") return ok({ kind, values: {}, list: kind, afterId: phaseNear(layout, at) })
  if (kind === "activity") return ok(activityNear(scene, at, activityId))
  if (kind === "note") return ok({ kind, values: { x: at.x, y: at.y }, list: kind })
  if (kind === "solution-idea") return ideaNear(scene, at)
  if (activityId === undefined) return err({ type: "ActivityMissing" })
  if (kind === "metric") return ok(metricSlot(activityId))
  if (kind === "opportunity") return ok(opportunitySlot(likelySource(scene.content, activityId)))
  const personaId = (place && "personaId" in place ? place.personaId : undefined) ?? rowNear(layout, at)
  if (personaId === undefined) return err({ type: "PersonaMissing" })
  return ok({ ...cellSlot(activityId, personaId), kind })
}

/** The list a card stands in, right after it. */
function slotBeside(scene: Scene, card: Card): Slot {
  const afterId = card.id
  if (isActivity(card)) return { ...activitySlot(card.phaseId), afterId }
  if (isInteraction(card) || isEmptyCell(card)) return { ...cellSlot(card.activityId, card.personaId), afterId }
  if (isMetric(card)) return { ...metricSlot(card.activityId), afterId }
  if (isSolutionIdea(card)) return { ...ideaSlot(card.opportunityId), afterId }
  if (isOpportunity(card)) {
    const { fromInteractionIds, fromMetricIds } = card
    return { ...opportunitySlot({ fromInteractionIds, fromMetricIds }), afterId }
  }
  if (card.kind === "note") {
    const placed = scene.layout.cards.find(({ id }) => id === card.id)
    return { kind: "note", values: { x: placed?.x ?? 0, y: (placed?.y ?? 0) + (placed?.h ?? 48) + 8 }, list: "note" }
  }
  return { kind: "phase", values: {}, list: "phase", afterId }
}

const activitySlot = (phaseId: string): Slot => ({
  kind: "activity",
  values: { phaseId },
  list: `activity ${phaseId}`,
})
const cellSlot = (activityId: string, personaId: string): Slot => ({
  kind: "interaction",
  values: { activityId, personaId },
  list: `cell ${activityId} ${personaId}`,
})
const metricSlot = (activityId: string): Slot => ({
  kind: "metric",
  values: { activityId, metricKind: "quantitative", signal: "value", confidence: "guessed" },
  list: `metric ${activityId}`,
})
const opportunitySlot = (sources: Values): Slot => ({
  kind: "opportunity",
  values: { ...sources, opportunityKind: "need", state: "candidate" },
  list: "opportunity",
})
const ideaSlot = (opportunityId: string): Slot => ({
  kind: "solution-idea",
  values: { opportunityId },
  list: `idea ${opportunityId}`,
})

/** In the phase at the point; the first activity of an empty board brings a phase to stand in. */
function activityNear({ editing, content, layout }: Scene, at: Point, activityId: string | undefined): Slot {
  const phaseId = phaseNear(layout, at)
  if (phaseId === undefined) {
    const id = editing.newId()
    return { ...activitySlot(id), before: [{ kind: "phase", id, values: {} }] }
  }
  const column = activityId === undefined ? undefined : content.cards.get(activityId)
  return { ...activitySlot(phaseId), afterId: isActivity(column) && column.phaseId === phaseId ? column.id : undefined }
}

/** Below the opportunity at the point, else below the one nearest to it. */
function ideaNear({ content, layout }: Scene, at: Point): Result<Slot, CommandProblem> {
  const opportunities = layout.cards.filter(({ kind }) => kind === "opportunity")
  const inside = layout.cards.find((placed) => contains(placed, at))
  const idea = inside && content.cards.get(inside.id)
  if (isSolutionIdea(idea)) return ok(ideaSlot(idea.opportunityId))
  const far = ({ x, y, w, h }: (typeof opportunities)[number]) => Math.hypot(x + w / 2 - at.x, y + h - at.y)
  const [best] = [...opportunities].sort((a, b) => far(a) - far(b))
  return best ? ok(ideaSlot(best.id)) : err({ type: "OpportunityMissing" })
}

/** An opportunity has a source: the column's worst metric, else its most painful interaction. People change it at will. */
function likelySource(content: BoardContent, activityId: string): Values {
  const cards = [...content.cards.values()]
  const metrics = cards.filter(isMetric).filter((card) => card.activityId === activityId)
  const interactions = cards.filter(isInteraction).filter((card) => card.activityId === activityId)
  const painful = interactions.toSorted((a, b) => (b.pain ?? 0) - (a.pain ?? 0))[0]
  const metric = metrics.find((card) => isUnhealthy(healthOf(card).status)) ?? (painful ? undefined : metrics[0])
  return sourceFields(content, [metric?.id ?? painful?.id ?? ""])
}

/** Which of these cards are interactions and which metrics; others can be no source. */
export function sourceFields(
  { cards }: BoardContent,
  ids: readonly string[],
): { readonly fromInteractionIds: readonly string[]; readonly fromMetricIds: readonly string[] } {
  return {
    fromInteractionIds: ids.filter((id) => isInteraction(cards.get(id))),
    fromMetricIds: ids.filter((id) => isMetric(cards.get(id))),
  }
}

/** The first row in which nobody does anything in this activity yet, else the first row. */
function emptiestRow({ content, layout }: Scene, activityId: string): string | undefined {
  const rows = layout.zones.flatMap(({ id }) => (id.startsWith("row/") ? [id.slice(4)] : []))
  const isFree = (personaId: string) => siblingsIn(content, `cell ${activityId} ${personaId}`).length === 0
  return rows.find(isFree) ?? rows[0]
}
