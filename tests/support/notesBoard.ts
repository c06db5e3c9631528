import type { BoardView, Scene } from "../../renderer/canvas/boardView.ts"
import { addCard, addCards, asNewCard, changeCards } from "../../shared/commands/cards.ts"
import { connectCards } from "../../shared/commands/relations.ts"
import type { BoardKind } from "../../shared/model/boardKind.ts"
import type { Figure, Ink, PlacedCard, Point } from "../../shared/model/drawing.ts"
import { integer, type RecordOf } from "../../shared/model/fields.ts"
import { lineHeight, wrapText } from "../../shared/model/measure.ts"
import { byOrder, type Card, placedShape } from "../../shared/model/records.ts"

/** The plainest board there can be, for tests and measurements of the canvas: squares anywhere, and arrows. */
export const side = 200
const inset = 12
const size = 14

const stickyShape = { ...placedShape, colour: integer(0, 4, 0) }
type Sticky = Card & RecordOf<typeof stickyShape>
const isSticky = (card: Card | undefined): card is Sticky => card?.kind === "sticky"
const fills: readonly Ink[] = ["need", "user", "capability", "step", "opportunity"]

const place = (card: Sticky): PlacedCard => ({
  id: card.id,
  kind: card.kind,
  x: card.x,
  y: card.y,
  w: side,
  h: side,
  titleBox: { x: inset, y: inset, w: side - 2 * inset, h: side - 2 * inset, size, weight: 400, align: "start" },
})

const draw = (card: Card, { w, h }: PlacedCard): readonly Figure[] => [
  {
    draw: "box",
    x: 0,
    y: 0,
    w,
    h,
    radius: 6,
    fill: isSticky(card) ? (fills[card.colour] ?? "note") : "note",
    stroke: "hairline",
  },
  ...wrapText(card.title, w - 2 * inset, size).map(
    (text, line): Figure => ({ draw: "text", x: inset, y: inset + size + line * size * lineHeight, text, size }),
  ),
]

export const notesKind: BoardKind = {
  kind: "notes",
  cards: { sticky: stickyShape },
  relations: { arrow: { from: ["sticky"], to: ["sticky"], fields: {} } },
  nameOf: ({ title }) => title,
  lay: ({ content }) => {
    const cards = [...content.cards.values()].filter(isSticky).sort(byOrder).map(place)
    const byId = new Map(cards.map((card) => [card.id, card]))
    const right = Math.max(side, ...cards.map(({ x }) => x + side))
    const bottom = Math.max(side, ...cards.map(({ y }) => y + side))
    return {
      bounds: { x: 0, y: 0, w: right, h: bottom },
      zones: [],
      backdrop: [],
      cards,
      lines: [...content.relations.values()].flatMap(({ id, kind, fromId, toId }) => {
        const [a, b] = [byId.get(fromId), byId.get(toId)]
        if (!a || !b) return []
        const from = { x: a.x + side / 2, y: a.y + side }
        const to = { x: b.x + side / 2, y: b.y }
        const d = `M${from.x} ${from.y}L${to.x} ${to.y}`
        return [{ id, kind, fromId, toId, from, to, d, ink: "muted", width: 1.5, arrow: true }]
      }),
    }
  },
  drawCard: draw,
  legend: () => [],
}

const addAt = ({ editing, content }: Scene, at: Point, title = "") =>
  addCard(editing, content.board.id, { kind: "sticky", values: { x: at.x, y: at.y, title } })

const beside = (scene: Scene, id: string, by: Point) => {
  const from = scene.layout.cards.find((card) => card.id === id)
  return addAt(scene, { x: (from?.x ?? 0) + by.x, y: (from?.y ?? 0) + by.y })
}

export const notesView: BoardView = {
  boardKind: notesKind,
  additions: [{ kind: "sticky", label: "kind.note", key: "N" }],
  add: (scene, _kind, at, title) => addAt(scene, { x: at.x - side / 2, y: at.y - side / 2 }, title),
  kindAt: () => "sticky",
  addNext: (scene, id) => beside(scene, id, { x: side + 60, y: 0 }),
  addDeeper: (scene, id) => beside(scene, id, { x: 0, y: side + 60 }),
  pasteLines: ({ editing, content }, lines, { at }) =>
    addCards(
      editing,
      content.board.id,
      lines.map((title, index) => ({ kind: "sticky", values: { title, x: at.x + index * (side + 20), y: at.y } })),
    ),
  drop: ({ editing }, corners) =>
    changeCards(editing, new Map([...corners].map(([id, { x, y }]) => [id, { x: Math.round(x), y: Math.round(y) }]))),
  nudge: ({ editing, content }, ids, dx, dy) =>
    changeCards(
      editing,
      new Map(
        ids.flatMap((id) => {
          const card = content.cards.get(id)
          return isSticky(card) ? [[id, { x: card.x + dx * 10, y: card.y + dy * 10 }] as const] : []
        }),
      ),
    ),
  duplicate: ({ editing, content }, cards, offset) =>
    addCards(
      editing,
      content.board.id,
      cards
        .filter(isSticky)
        .map((card) => asNewCard(card, editing.newId(), { x: card.x + offset.x, y: card.y + offset.y })),
    ),
  connectToNew: (scene, fromId, at) => {
    const made = addAt(scene, { x: at.x - side / 2, y: at.y })
    if (made.ok) connectCards(scene.editing, fromId, made.value)
    return made
  },
  Inspector: () => null,
  actions: [],
  empty: { title: "canvas.role", hint: "kind.note" },
}

/** Notes at places, and arrows between them by index, as a new board of the document. */
export function fillNotes(
  editing: Scene["editing"],
  boardId: string,
  notes: readonly {
    readonly id: string
    readonly title: string
    readonly x: number
    readonly y: number
    readonly colour?: number
  }[],
): void {
  const added = addCards(
    editing,
    boardId,
    notes.map(({ id, ...values }) => ({ kind: "sticky", id, values })),
  )
  if (!added.ok) throw new Error(`The notes could not be added: ${added.error.type}`)
}
