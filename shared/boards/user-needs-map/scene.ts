import { addCards, type NewCard } from "../../commands/cards.ts"
import { type CommandProblem, type Editing, step } from "../../commands/context.ts"
import { connectCards } from "../../commands/relations.ts"
import { createPlain } from "../../commands/workshop.ts"
import { ordersAfter } from "../../document/order.ts"
import type { Values } from "../../document/records.ts"
import type { Layout } from "../../model/drawing.ts"
import type { Result } from "../../model/result.ts"
import type { BoardContent } from "../../model/snapshot.ts"

/** The map that a gesture is about, and where everything on it lies. */
export interface Scene {
  readonly editing: Editing
  readonly content: BoardContent
  readonly layout: Layout
}

/** What one gesture adds: cards, the personas that new users stand for, and lines among new and old cards. */
export interface Growth {
  readonly cards: readonly NewCard[]
  readonly personas?: ReadonlyMap<string, Values>
  /** In either direction, as they would be drawn in the room. */
  readonly lines?: readonly (readonly [from: string, to: string, fields?: Values])[]
}

/** Adds everything as one step and gives the cards' ids. Lines to cards that are gone meanwhile are left out. */
export function grow(
  { editing, content }: Scene,
  { cards, personas, lines = [] }: Growth,
): Result<readonly string[], CommandProblem> {
  const orders = ordersAfter(content.cards.values(), undefined, cards.length)
  const ordered = cards.map((card, at) => ({ ...card, values: { order: orders[at], ...card.values } }))
  let made: Result<readonly string[], CommandProblem> = { ok: false, error: { type: "BoardGone" } }
  step(editing, () => {
    made = addCards(editing, content.board.id, ordered)
    if (!made.ok) return
    for (const [id, values] of personas ?? []) createPlain(editing, "personas", id, values)
    for (const [from, to, fields] of lines) connectCards(editing, from, to, fields)
  })
  return made
}

/** The only id of a growth of one card. */
export const single = (made: Result<readonly string[], CommandProblem>): Result<string, CommandProblem> =>
  made.ok ? { ok: true, value: made.value[0] ?? "" } : made

/** Whole board units; adding zero turns the negative zero that rounding can give into the plain one. */
export const whole = (value: number): number => Math.round(Math.min(1_000_000, Math.max(-1_000_000, value))) + 0
