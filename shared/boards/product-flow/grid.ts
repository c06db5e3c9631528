import { type Audience, byOrder, type Card, type Persona } from "../../model/records.ts"
import type { BoardContent } from "../../model/snapshot.ts"
import {
  type EmptyCell,
  type FlowActivity,
  type Interaction,
  isActivity,
  isEmptyCell,
  isInteraction,
  isMetric,
  isOpportunity,
  isPhase,
  isProduct,
  isSolutionIdea,
  type Metric,
  type Opportunity,
  type Phase,
  type Product,
  type SolutionIdea,
} from "./schema.ts"

/** The board's cards in the order and the places that the method gives them, before any geometry. */
export interface Grid {
  readonly product: Product | undefined
  readonly groups: readonly PhaseGroup[]
  /** All columns of all groups, left to right. */
  readonly columns: readonly Column[]
  readonly rows: readonly Persona[]
  /** Cards whose column, row, source or opportunity is gone. Nothing that people wrote disappears. */
  readonly unplaced: readonly Card[]
}

/** A phase and its activities. The last group has no phase when activities have lost theirs. */
export interface PhaseGroup {
  readonly phase: Phase | undefined
  readonly columns: readonly Column[]
}

export interface Column {
  readonly activity: FlowActivity
  /** Interactions and empty cells by persona id, in order. */
  readonly cells: ReadonlyMap<string, readonly (Interaction | EmptyCell)[]>
  readonly metrics: readonly Metric[]
  readonly opportunities: readonly OpportunityStack[]
}

export interface OpportunityStack {
  readonly opportunity: Opportunity
  readonly ideas: readonly SolutionIdea[]
}

/** Sorts every card into its place. Total: a card that has no place is in `unplaced`, notes excepted, which lie freely. */
export function gridOf(content: BoardContent, personas: ReadonlyMap<string, Persona>): Grid {
  const cards = byKind(content)
  const rows = rowsOf([...cards.interactions, ...cards.emptyCells], personas)
  const places = new Places(cards.activities, new Set(rows.map(({ id }) => id)))
  const asked = openQuestions(cards)
  for (const card of [...cards.interactions, ...asked].sort(byOrder)) places.putInCell(card)
  for (const card of cards.metrics) places.putMetric(card)
  const phaseIds = new Set(cards.phases.map(({ id }) => id))
  const groups: PhaseGroup[] = cards.phases.map((phase) => ({ phase, columns: places.columnsOf(phase.id) }))
  const stray = cards.activities.filter(({ phaseId }) => !phaseIds.has(phaseId))
  if (stray.length > 0) groups.push({ phase: undefined, columns: stray.map(({ id }) => places.column(id)) })
  const columns = groups.flatMap((group) => group.columns)
  for (const card of cards.opportunities) places.putOpportunity(card, columns, content)
  for (const card of cards.ideas) places.putIdea(card)
  const [product, ...others] = cards.products
  return { product, groups, columns, rows, unplaced: [...others, ...places.unplaced].sort(byOrder) }
}

/** Where somebody does something, the bare question what they do there is answered; it stays in the document, unseen. */
function openQuestions({ interactions, emptyCells }: CardsByKind): EmptyCell[] {
  const busy = new Set(interactions.map(({ activityId, personaId }) => `${activityId} ${personaId}`))
  return emptyCells.filter((mark) => !isBareQuestion(mark) || !busy.has(`${mark.activityId} ${mark.personaId}`))
}

const isBareQuestion = ({ reason, title, note }: EmptyCell): boolean =>
  reason === "unknown" && title === "" && note === ""

interface CardsByKind {
  readonly products: Product[]
  readonly phases: Phase[]
  readonly activities: FlowActivity[]
  readonly interactions: Interaction[]
  readonly emptyCells: EmptyCell[]
  readonly metrics: Metric[]
  readonly opportunities: Opportunity[]
  readonly ideas: SolutionIdea[]
}

/** One walk over all cards, the many kinds first; each list in order. */
function byKind(content: BoardContent): CardsByKind {
  const found: CardsByKind = {
    products: [],
    phases: [],
    activities: [],
    interactions: [],
    emptyCells: [],
    metrics: [],
    opportunities: [],
    ideas: [],
  }
  for (const card of content.cards.values()) {
    if (isInteraction(card)) found.interactions.push(card)
    else if (isMetric(card)) found.metrics.push(card)
    else if (isOpportunity(card)) found.opportunities.push(card)
    else if (isSolutionIdea(card)) found.ideas.push(card)
    else if (isEmptyCell(card)) found.emptyCells.push(card)
    else if (isActivity(card)) found.activities.push(card)
    else if (isPhase(card)) found.phases.push(card)
    else if (isProduct(card)) found.products.push(card)
  }
  for (const list of Object.values(found)) list.sort(byOrder)
  return found
}

interface Building {
  readonly activity: FlowActivity
  readonly cells: Map<string, (Interaction | EmptyCell)[]>
  readonly metrics: Metric[]
  readonly opportunities: { opportunity: Opportunity; ideas: SolutionIdea[] }[]
}

class Places {
  readonly unplaced: Card[] = []
  readonly #columns: ReadonlyMap<string, Building>
  readonly #rowIds: ReadonlySet<string>
  readonly #stacks = new Map<string, { ideas: SolutionIdea[] }>()

  constructor(activities: readonly FlowActivity[], rowIds: ReadonlySet<string>) {
    this.#rowIds = rowIds
    this.#columns = new Map(
      activities.map((activity) => [
        activity.id,
        { activity, cells: new Map(), metrics: [], opportunities: [] } satisfies Building,
      ]),
    )
  }

  column(activityId: string): Column {
    const column = this.#columns.get(activityId)
    if (!column) throw new Error("A column is asked for that was not made")
    return column
  }

  columnsOf(phaseId: string): Column[] {
    return [...this.#columns.values()].filter(({ activity }) => activity.phaseId === phaseId)
  }

  putMetric(card: Metric): void {
    const column = this.#columns.get(card.activityId)
    if (column) column.metrics.push(card)
    else this.unplaced.push(card)
  }

  putInCell(card: Interaction | EmptyCell): void {
    const cells = this.#rowIds.has(card.personaId) ? this.#columns.get(card.activityId)?.cells : undefined
    if (!cells) {
      this.unplaced.push(card)
      return
    }
    const stack = cells.get(card.personaId)
    if (isEmptyCell(card) && stack?.some((other) => isSameMark(other, card))) return
    if (stack) stack.push(card)
    else cells.set(card.personaId, [card])
  }

  /** The leftmost column that one of its sources stands in. */
  putOpportunity(opportunity: Opportunity, columns: readonly Column[], content: BoardContent): void {
    const activityIds = new Set(sourcesOf(opportunity, content).map(({ activityId }) => activityId))
    const column = columns.find(({ activity }) => activityIds.has(activity.id))
    const building = column && this.#columns.get(column.activity.id)
    if (!building) {
      this.unplaced.push(opportunity)
      return
    }
    const stack = { opportunity, ideas: [] }
    building.opportunities.push(stack)
    this.#stacks.set(opportunity.id, stack)
  }

  putIdea(idea: SolutionIdea): void {
    const stack = this.#stacks.get(idea.opportunityId)
    if (stack) stack.ideas.push(idea)
    else this.unplaced.push(idea)
  }
}

/** Two people who marked one cell alike at once have said one thing. */
const isSameMark = (a: Card, b: EmptyCell): boolean =>
  isEmptyCell(a) && a.reason === b.reason && b.title === "" && b.note === ""

/** What an opportunity comes from, as far as it is still there: interactions first, then metrics. */
export function sourcesOf(opportunity: Opportunity, content: BoardContent): (Interaction | Metric)[] {
  const interactions = opportunity.fromInteractionIds.map((id) => content.cards.get(id)).filter(isInteraction)
  const metrics = opportunity.fromMetricIds.map((id) => content.cards.get(id)).filter(isMetric)
  return [...interactions.sort(byOrder), ...metrics.sort(byOrder)]
}

const rank: { readonly [audience in Audience]: number } = { customer: 0, consumer: 1, "end-customer": 2 }
/** A persona of whom nobody has said yet who they are comes last, so that the question stands out. */
export const rankOf = ({ audience }: Persona): number => (audience === undefined ? 3 : rank[audience])

/** The order of the rows; a persona that is gone comes last. */
export const comparePersonas = (a: Persona | undefined, b: Persona | undefined): number => {
  if (!a || !b) return a ? -1 : b ? 1 : 0
  return rankOf(a) - rankOf(b) || byOrder(a, b)
}

/** Customers on top, then consumers; those served in the end have a row only where somebody wrote about them. */
function rowsOf(inRows: readonly { readonly personaId: string }[], personas: ReadonlyMap<string, Persona>): Persona[] {
  const inCells = new Set(inRows.map(({ personaId }) => personaId))
  return [...personas.values()]
    .filter(({ id, audience }) => audience !== "end-customer" || inCells.has(id))
    .sort(comparePersonas)
}
