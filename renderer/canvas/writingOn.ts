import { settleTitle, typeInCard } from "../../shared/commands/cards.ts"
import type { Card, Persona } from "../../shared/model/records.ts"
import type { BoardView, Scene, Writing } from "./boardView.ts"

/** What is written on a card, on the map as in lists: its title, or what its kind shows instead. */
export const writingOn = (
  { writing }: Pick<BoardView, "writing">,
  scene: Scene,
  card: Card,
  personas: ReadonlyMap<string, Persona>,
): Writing =>
  writing?.(scene, card, personas) ?? {
    text: card.title,
    type: (text) => typeInCard(scene.editing, card.id, "title", text),
    settle: () => settleTitle(scene.editing, card.id),
  }
