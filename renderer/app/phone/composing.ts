import { connectCards } from "../../../shared/commands/relations.ts"
import type { PlacedCard } from "../../../shared/model/drawing.ts"
import type { Persona } from "../../../shared/model/records.ts"
import type { BoardView, Composing, Scene } from "../../canvas/boardView.ts"

/** What can be written on a board without seeing it, from what it offers on the canvas. */
export const additionsAsComposing = (view: BoardView): readonly Composing[] =>
  view.additions.map(({ kind, label }) => additionAsComposing(view, kind, label))

/** The new card goes below the card it belongs to; where the method draws a line between the two, it is drawn. */
function additionAsComposing(view: BoardView, kind: string, label: string): Composing {
  const parentKinds = Object.values(view.boardKind.relations).flatMap((rule) =>
    rule.to.includes(kind) ? rule.from : [],
  )
  return {
    kind,
    label,
    ...(parentKinds.length > 0 ? { where: "phone.where" } : {}),
    places: ({ content, layout }, personas) =>
      layout.cards.flatMap(({ id }) => {
        const card = content.cards.get(id)
        if (!card || !parentKinds.includes(card.kind)) return []
        return [{ id, label: nameIn(view, card.id, content, personas) }]
      }),
    add: (scene, placeId, title) => {
      const parent = scene.layout.cards.find(({ id }) => id === placeId)
      const made = view.add(scene, kind, parent ? below(scene, parent) : atEnd(scene), title)
      if (made.ok && parent) connectCards(scene.editing, parent.id, made.value)
      return made
    },
  }
}

const nameIn = (
  view: BoardView,
  id: string,
  content: Scene["content"],
  personas: ReadonlyMap<string, Persona>,
): string => {
  const card = content.cards.get(id)
  return card ? view.boardKind.nameOf(card, personas) : ""
}

const gap = 24
/** As far below as the method's next row is likely to be; cards already there push to the right. */
function below({ layout }: Scene, parent: PlacedCard): { x: number; y: number } {
  const y = parent.y + parent.h + 80
  const row = layout.cards.filter((card) => card.y < y + parent.h && card.y + card.h > y)
  let x = parent.x
  while (row.some((card) => card.x < x + parent.w && card.x + card.w > x)) x += parent.w + gap
  return { x, y }
}

const atEnd = ({ layout: { bounds } }: Scene): { x: number; y: number } => ({
  x: bounds.x + bounds.w + gap,
  y: bounds.y,
})
