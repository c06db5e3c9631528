import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** `RESULTS.md` holds the newest of each figure: a run replaces its own lines and leaves the others as they were. */
const file = join(import.meta.dirname, "RESULTS.md")
const columns = ["goal", "figure", "seen", "wanted", "met", "size", "seed", "last seen"]
const headings = { goals: "Goals", faults: "Planted faults" }

const cell = (value) => String(value).replaceAll("|", "/").replaceAll(/\s+/g, " ").trim()
/** Counts in a figure's words differ from run to run; shares, such as 95 %, are what is measured. */
const keyOf = ([goal, figure, , , , size]) => `${goal} ${figure.replaceAll(/\d[\d,.]*(?![\d,.]* ?%)/g, "#")} ${size}`

function read() {
  const sections = { goals: [], faults: [] }
  let section = "goals"
  for (const line of existsSync(file) ? readFileSync(file, "utf8").split("\n") : []) {
    if (line.startsWith("## ")) section = line.includes(headings.faults) ? "faults" : "goals"
    const cells = line.startsWith("| ")
      ? line
          .slice(2, -2)
          .split(" | ")
          .map((one) => one.trim())
      : []
    if (cells.length === columns.length && cells[0] !== columns[0] && !cells[0].startsWith("-"))
      sections[section].push(cells)
  }
  return sections
}

const order = (goal) => `${goal[0]}${goal.slice(1).padStart(4, "0")}`

function write(sections) {
  const table = (rows) =>
    [
      columns,
      columns.map(() => "---"),
      ...rows.sort((a, b) => (order(a[0]) + a[5] + a[1] < order(b[0]) + b[5] + b[1] ? -1 : 1)),
    ]
      .map((cells) => `| ${cells.join(" | ")} |`)
      .join("\n")
  writeFileSync(
    file,
    `# Reliability, as measured

Each line is the newest run of its size: \`npm test\` (commit), \`npm run test:nightly\` (nightly), \`npm run test:faults\` (faults).
What could not be run says why; it does not count as met. \`SEED=…\` repeats a run. Times are as the clock showed them: on a computer
that others use at the same moment they are longer, and stand here as longer.

## ${headings.goals}

${table(sections.goals)}

## ${headings.faults}

Each is a mistake put into a copy of the program on purpose, with the test that has to fail because of it.

${table(sections.faults)}
`,
  )
}

/** Puts figures into the table in the place of earlier ones of the same name and size. */
export function updateTable(section, figures) {
  const sections = read()
  // Of several rounds of one run the worst counts.
  const rows = new Map()
  for (const { goal, what, seen, wanted, isMet, size, seed, at } of figures) {
    const row = [goal, what, seen, wanted, isMet ? "yes" : "no", size, seed, at].map(cell)
    const key = keyOf(row)
    const before = rows.get(key)
    if (!before || !isMet || before[4] === "yes") rows.set(key, row)
  }
  sections[section] = [...sections[section].filter((row) => !rows.has(keyOf(row))), ...rows.values()]
  write(sections)
}

/** What the tests of a run have recorded; the notes are taken away. */
export function takeFigures(folder) {
  if (!existsSync(folder)) return []
  const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), "utf8").trim().split("\n"))
  rmSync(folder, { recursive: true })
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line))
}
