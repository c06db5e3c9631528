import type { Say } from "../model/boardKind.ts"
import type { Board, Overlay, Workshop } from "../model/records.ts"
import type { Caption } from "./svg.ts"

/**
 * What stands below a board that leaves the room: its title and purpose (the workshop's where it has none), the overlay
 * that is drawn, the workshop, the occasion, the day as the reader writes it, and the rule of the house.
 */
export function captionOf(workshop: Workshop, board: Board, date: string, say: Say, overlay?: Overlay): Caption {
  const title = board.title || workshop.title || say("common.untitled")
  const { goal, by } = board.purpose.goal || board.purpose.by ? board.purpose : workshop.purpose
  const purpose = goal && by ? say("caption.purpose", { goal, by }) : (goal ?? by ?? "")
  const facts = [
    ...(overlay ? [overlay.title] : []),
    workshop.title === title ? "" : workshop.title,
    workshop.eventName ?? "",
    date,
    say(`caption.rule.${workshop.ruleOfTheHouse}`),
  ]
  return { title, purpose, facts }
}
