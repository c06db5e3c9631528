import type { BoardContent } from "../../model/snapshot.ts"
import { cleanLine } from "../../model/text.ts"
import { isEmptyCell, isInteraction } from "./schema.ts"

/** The name of a cell, for looking things up. */
export const cellOf = (activityId: string, personaId: string): string => `cell ${activityId} ${personaId}`

/** What is on the board already, found by what it says and where it stands. */
export class Existing {
  readonly #titled = new Map<string, string>()
  readonly #cells = new Map<string, string>()

  constructor({ cards }: BoardContent) {
    for (const card of cards.values()) {
      const place = isInteraction(card) || isEmptyCell(card) ? cellOf(card.activityId, card.personaId) : ""
      const phaseId = "phaseId" in card && typeof card.phaseId === "string" ? `phase ${card.phaseId}` : ""
      if (place !== "") this.#cells.set(place, card.id)
      if (card.title !== "") this.#titled.set(keyOf(card.kind, card.title, place || phaseId), card.id)
    }
  }

  titled(kind: string, title: string, place = ""): string | undefined {
    return this.#titled.get(keyOf(kind, title, place))
  }

  inCell(cell: string): string | undefined {
    return this.#cells.get(cell)
  }
}

const keyOf = (kind: string, title: string, place: string): string =>
  `${kind} ${place} ${cleanLine(title).trim().toLowerCase()}`
