import { addCard } from "../../commands/cards.ts"
import type { CommandProblem } from "../../commands/context.ts"
import type { Point } from "../../model/drawing.ts"
import type { Result } from "../../model/result.ts"
import { addAnywhere, addAt } from "./commands.ts"
import type { Laid } from "./move.ts"
import { lastIn } from "./seats.ts"
import { targetAt } from "./targets.ts"
import { treeOf } from "./tree.ts"

/**
 * Adds a card where somebody pointed: among the siblings of the place that is nearest. A parent that is missing is
 * made with it. A note lies where it was put.
 */
export function addAtPoint(laid: Laid, kind: string, at: Point, title = ""): Result<string, CommandProblem> {
  const { editing, content, layout } = laid
  if (kind === "note") {
    const [x, y] = [Math.round(at.x), Math.round(at.y)]
    return addCard(editing, content.board.id, { kind, values: { title, x, y } })
  }
  const target = targetAt(treeOf(content), layout, kind, at)
  return target ? addAt(laid, { ...lastIn(target.group), index: target.index }, title) : addAnywhere(laid, kind, title)
}
