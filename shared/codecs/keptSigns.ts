import type { Say } from "../model/boardKind.ts"
import type { Figure, Layout } from "../model/drawing.ts"
import type { KeptOnCard } from "../model/keeping.ts"
import { textWidth } from "../model/measure.ts"

const size = 11
const height = 18

/** What people marked and said, in words on a small label over the lower edge of each card that has any. */
export function keptSigns(
  layout: Layout,
  kept: ReadonlyMap<string, KeptOnCard>,
  say: Say,
): readonly { readonly x: number; readonly y: number; readonly figures: readonly Figure[] }[] {
  return layout.cards.flatMap(({ id, x, y, w, h }) => {
    const words = wordsFor(kept.get(id), say)
    if (words === "") return []
    const width = textWidth(words, size) + 14
    const figures: readonly Figure[] = [
      { draw: "box", x: 0, y: 0, w: width, h: height, radius: height / 2, fill: "paper", stroke: "hairline" },
      { draw: "text", x: 7, y: 13, text: words, size },
    ]
    const corner = { x: Math.max(layout.bounds.x, x + w - width - 6), y: y + h - height / 2 }
    return [{ ...corner, figures }]
  })
}

/** In words, so that nobody needs a legend. */
function wordsFor(kept: KeptOnCard | undefined, say: Say): string {
  if (!kept) return ""
  const marks = kept.marks.map(({ kind, count }) =>
    say("keeping.onCard.mark", { count, mark: say(`keeping.mark.${kind}`) }),
  )
  const comments = kept.comments > 0 ? [say("keeping.onCard.comments", { count: kept.comments })] : []
  return [...marks, ...comments].join(" · ")
}
