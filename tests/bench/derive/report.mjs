import { median } from "../measure/histogram.mjs"
import { bundled, timed } from "../source.mjs"
import { judge, round, table } from "../table.mjs"

/** What follows from the document and is worked out anew after each change: proposals, questions, layouts. */
const budgetMs = 150
const judgedParts = ["derive", "lint"]

export async function deriveReport({ repetitions = 15 } = {}) {
  const { prepare } = await bundled("tests/bench/derive/measure.ts")
  const { cards, relations, work } = prepare()
  const rows = []
  const judged = []
  for (const [name, run] of Object.entries(work)) {
    let found = 0
    const [first, ...later] = await timed(repetitions + 1, () => {
      found = run()
    })
    const typical = median(later)
    rows.push([name, found, round(first), round(typical), round(Math.max(...later))])
    if (judgedParts.includes(name))
      judged.push(
        judge(
          `${name}: ${cards} cards, ${relations} relations`,
          `${round(typical)} ms`,
          `≤ ${budgetMs} ms`,
          typical <= budgetMs && found > 0,
        ),
      )
  }
  return { text: table(["of the whole workshop", "results", "first ms", "median ms", "slowest ms"], rows), judged }
}
