/** Tables for people and for RESULTS.md, and figures judged against their budgets. */

/** @param {readonly string[]} head @param {readonly (readonly (string | number)[])[]} rows */
export const table = (head, rows) =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n")

export const round = (value, digits = 1) => (Number.isFinite(value) ? value.toFixed(digits) : "–")

/** One figure against its budget; `isWithin` decides. */
export const judge = (what, found, budget, isWithin) => ({ what, found, budget, isWithin })

export const verdicts = (judged) =>
  table(
    ["figure", "found", "budget", ""],
    judged.map(({ what, found, budget, isWithin }) => [what, found, budget, isWithin ? "within" : "**over**"]),
  )
