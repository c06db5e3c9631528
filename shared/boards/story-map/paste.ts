import type { NewCard } from "../../commands/cards.ts"
import type { CommandProblem } from "../../commands/context.ts"
import { ordersAfter } from "../../document/order.ts"
import type { Values } from "../../document/records.ts"
import type { Point } from "../../model/drawing.ts"
import { ok, type Result } from "../../model/result.ts"
import { cleanText, cutText, textLimit } from "../../model/text.ts"
import { seatCards } from "./commands.ts"
import type { Seat } from "./groups.ts"
import type { Laid } from "./move.ts"
import { lastIn, seatAnywhere, seatNext } from "./seats.ts"
import { kindAt, targetAt } from "./targets.ts"
import { treeOf } from "./tree.ts"

const levels: readonly string[] = ["phase", "activity", "step", "story"]

/** A pasted line and what stands indented below it. */
export interface Outline {
  readonly text: string
  readonly below: readonly Outline[]
}

/**
 * Pasted lines become cards after the selected one, on its level; lines that are indented go one level deeper. With
 * nothing selected the first level is what the point suggests, or as far out as the deepest line needs. One step.
 * Gives the ids of all new cards, outermost level first.
 */
export function pasteLines(
  laid: Laid,
  lines: readonly string[],
  near: { readonly id?: string; readonly at: Point },
): Result<readonly string[], CommandProblem> {
  const { editing } = laid
  const read = readOutline(lines)
  const seat = seatFor(laid, near, depthOf(read))
  if (read.length === 0 || !seat) return ok([])
  const level = levels.indexOf(seat.group.kind)
  const outline = fitInto(read, level < 0 ? 0 : levels.length - 1 - level)
  const top = outline.map(({ text }) => ({ kind: seat.group.kind, id: editing.newId(), values: wording(text) }))
  const below = top.flatMap(({ id }, at) => cardsBelow(outline[at]?.below ?? [], level + 1, id, editing.newId))
  const seated = seatCards(laid, seat, top, below)
  return seated.ok ? ok([...seated.value, ...below.flatMap(({ id }) => id ?? [])]) : seated
}

const depthOf = (outline: readonly Outline[]): number =>
  outline.reduce((most, { below }) => Math.max(most, below.length === 0 ? 0 : 1 + depthOf(below)), 0)

function seatFor(
  { content, layout, editing }: Laid,
  near: { readonly id?: string; readonly at: Point },
  depth: number,
): Seat | undefined {
  const tree = treeOf(content)
  const card = near.id === undefined ? undefined : content.cards.get(near.id)
  if (card && card.kind !== "note" && card.kind !== "frame") return seatNext(tree, card, editing.newId)
  const suggested = levels.indexOf(kindAt(tree, layout, near.at))
  const kind = levels[Math.max(0, Math.min(suggested < 0 ? 1 : suggested, levels.length - 1 - depth))] ?? "activity"
  const target = targetAt(tree, layout, kind, near.at)
  return target ? { ...lastIn(target.group), index: target.index } : seatAnywhere(tree, kind, editing.newId)
}

/** What is deeper than the levels left follows on the last of them: a story holds nothing below it. */
const fitInto = (outline: readonly Outline[], levelsLeft: number): readonly Outline[] =>
  outline.flatMap(({ text, below }) =>
    levelsLeft > 0 ? [{ text, below: fitInto(below, levelsLeft - 1) }] : [{ text, below: [] }, ...fitInto(below, 0)],
  )

function cardsBelow(outline: readonly Outline[], level: number, parentId: string, newId: () => string): NewCard[] {
  const orders = ordersAfter([], undefined, outline.length)
  const kind = levels[level]
  if (kind === undefined) return []
  return outline.flatMap(({ text, below }, at) => {
    const id = newId()
    const values = { ...wording(text), ...parentFields(kind, parentId), order: orders[at] ?? "a0" }
    return [{ kind, id, values }, ...cardsBelow(below, level + 1, id, newId)]
  })
}

const parentFields = (kind: string, id: string): Values => {
  if (kind === "activity") return { phaseId: id }
  return kind === "step" ? { activityId: id } : { stepId: id }
}

/** A line longer than a title goes into the note as a whole, so that no word is lost. */
const wording = (text: string): Values =>
  text.length <= textLimit.title ? { title: text } : { title: cutText(text, textLimit.title), note: text }

/** Reads indentation by tabs or by spaces, drops list marks and empty lines. */
export function readOutline(lines: readonly string[]): readonly Outline[] {
  const read = lines.map((line) => cleanText(line)).filter((line) => line.trim() !== "")
  const unit = Math.max(1, Math.min(...read.map(spacesOf).filter((count) => count > 0)))
  const marked = read.map((line) => ({
    depth: (line.match(/^\t*/)?.[0].length ?? 0) + Math.floor(spacesOf(line) / unit),
    text: line.trim().replace(/^(?:[-*•–]|\d+[.)])\s+/, ""),
  }))
  const least = Math.min(...marked.map(({ depth }) => depth))
  return nest(marked.map(({ depth, text }) => ({ depth: depth - least, text })))
}

const spacesOf = (line: string): number => line.match(/^\t*( *)/)?.[1]?.length ?? 0

function nest(lines: readonly { readonly depth: number; readonly text: string }[]): readonly Outline[] {
  const outline: Outline[] = []
  for (let at = 0; at < lines.length; ) {
    const head = lines[at]
    if (!head) break
    const next = lines.findIndex(({ depth }, index) => index > at && depth <= head.depth)
    const end = next < 0 ? lines.length : next
    outline.push({ text: head.text, below: nest(lines.slice(at + 1, end)) })
    at = end
  }
  return outline
}
