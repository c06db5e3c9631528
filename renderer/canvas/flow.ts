import type { Node } from "@xyflow/react"
import type { BoardKind } from "../../shared/model/boardKind.ts"
import type { Figure, PlacedCard } from "../../shared/model/drawing.ts"
import type { Card } from "../../shared/model/records.ts"
import type { FigureCache } from "./figureCache.ts"
import type { LaidBoard } from "./layoutStore.ts"

/** What a card's element shows. Everything in it keeps its identity while it does not change. */
export interface CardData extends Record<string, unknown> {
  readonly card: Card
  readonly placed: PlacedCard
  readonly figures: readonly Figure[]
  /** `<Kind>: <title>`, as everywhere in the program. */
  readonly label: string
}
export type CardFlowNode = Node<CardData, "card">

/**
 * Turns cards into React Flow's nodes. It is given only what is on screen, sizes included, so that it has nothing to
 * measure; selection, dragging and focus are this program's own and never enter its nodes.
 */
export class NodeCache {
  readonly #nodes = new Map<string, CardFlowNode>()
  #last: readonly CardFlowNode[] = []

  /** The nodes of these cards in reading order, raised ones on top; the same list when nothing changed. */
  nodesOf(
    board: LaidBoard,
    ids: Iterable<string>,
    raised: ReadonlySet<string>,
    figures: FigureCache,
    boardKind: BoardKind,
  ): CardFlowNode[] {
    const sorted = [...new Set(ids)].sort((a, b) => (board.orders.get(a) ?? 0) - (board.orders.get(b) ?? 0))
    const next = sorted.flatMap((id) => this.#nodeOf(board, id, raised.has(id), figures, boardKind) ?? [])
    const isSame = next.length === this.#last.length && next.every((node, index) => node === this.#last[index])
    if (!isSame) {
      this.#last = next
      this.#forget(next)
    }
    return this.#last as CardFlowNode[]
  }

  #nodeOf(
    board: LaidBoard,
    id: string,
    isRaised: boolean,
    figures: FigureCache,
    boardKind: BoardKind,
  ): CardFlowNode | undefined {
    const placed = board.placed.get(id)
    const card = board.drawable.content.cards.get(id)
    const drawn = figures.figuresOf(board, id)
    if (!placed || !card || !drawn) return undefined
    const before = this.#nodes.get(id)
    const label = labelOf(board, card, boardKind)
    const data = before?.data
    const isDrawnSame = data?.card === card && data.placed === placed && data.figures === drawn && data.label === label
    const zIndex = isRaised ? 1 : 0
    if (before && isDrawnSame && before.zIndex === zIndex) return before
    const node = toNode(isDrawnSame ? data : { card, placed, figures: drawn, label }, zIndex)
    this.#nodes.set(id, node)
    return node
  }

  #forget(shown: readonly CardFlowNode[]): void {
    const ids = new Set(shown.map(({ id }) => id))
    for (const id of this.#nodes.keys()) if (!ids.has(id)) this.#nodes.delete(id)
  }
}

/** The name a card goes by for those who cannot see its sign. */
export function labelOf({ drawable }: LaidBoard, card: Card, boardKind: BoardKind): string {
  const name = boardKind.nameOf(card, drawable.personas)
  return `${drawable.say(`kind.${card.kind}`)}: ${name === "" ? drawable.say("common.untitled") : name}`
}

const toNode = (data: CardData, zIndex: number): CardFlowNode => ({
  id: data.card.id,
  type: "card",
  position: { x: data.placed.x, y: data.placed.y },
  width: data.placed.w,
  height: data.placed.h,
  measured: { width: data.placed.w, height: data.placed.h },
  handles: [],
  zIndex,
  draggable: false,
  selectable: false,
  focusable: false,
  connectable: false,
  // The wrapper is only a place; the card inside carries role and name.
  domAttributes: { "aria-roledescription": undefined, "aria-describedby": undefined },
  data,
})
