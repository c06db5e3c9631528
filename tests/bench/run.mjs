import { spawnSync } from "node:child_process"
import { existsSync, writeFileSync } from "node:fs"
import { cpus } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { ensureBuilt } from "../../electron/built.mjs"
import { verdicts } from "./table.mjs"

/**
 * `npm run bench`: numbers against budgets and against peers, on this machine and in one run. `-- --only sync,join`
 * runs some parts, `--quick` fewer repetitions, `--write` keeps the result as tests/bench/RESULTS.md.
 */
const here = import.meta.dirname
const { values } = parseArgs({
  options: {
    only: { type: "string" },
    quick: { type: "boolean" },
    write: { type: "boolean" },
    people: { type: "string" },
  },
})
const say = (line) => process.stderr.write(`${line}\n`)

await ensureBuilt(say)
installPeers()
process.stdout.write(`${baseline()}\n\n`)

const parts = {
  sync: async () => (await import("./sync/report.mjs")).loadReport(syncOptions()),
  join: async () => (await import("./sync/report.mjs")).joinReport(values.quick ? { repetitions: 1 } : {}),
  canvas: async () => (await import("./canvas/report.mjs")).canvasReport(values.quick ? { rounds: 1 } : {}),
  png: async () => (await import("./png/report.mjs")).pngReport(),
  bytes: async () => (await import("./bytes/report.mjs")).bytesReport(),
  growth: async () => (await import("./growth/report.mjs")).growthReport(),
  derive: async () => (await import("./derive/report.mjs")).deriveReport(values.quick ? { repetitions: 5 } : {}),
}
const wanted = values.only?.split(",") ?? Object.keys(parts)
const texts = []
const judged = []
for (const name of wanted) {
  const part = parts[name]
  if (!part) throw new Error(`There is no part ${name}; there are ${Object.keys(parts).join(", ")}`)
  const report = await part()
  texts.push(`## ${name}\n\n${report.text}`)
  judged.push(...report.judged)
  process.stdout.write(`${texts.at(-1)}\n\n`)
}
const verdict = `## Budgets\n\n${verdicts(judged)}`
process.stdout.write(`${verdict}\n`)
if (values.write)
  writeFileSync(join(here, "RESULTS.md"), `# Measured\n\n${baseline()}\n\n${texts.join("\n\n")}\n\n${verdict}\n`)
process.exit(judged.every(({ isWithin }) => isWithin) ? 0 : 1)

function syncOptions() {
  const sizes = values.people?.split(",").map(Number)
  return { ...(sizes ? { sizes } : {}), ...(values.quick ? { repetitions: 1, seconds: 6 } : {}) }
}

/** Peers are large and serve the benchmark alone, so they have a package of their own. */
function installPeers() {
  const peers = join(here, "peers")
  if (existsSync(join(peers, "node_modules/@hocuspocus/server"))) return
  say("Installing what Cairn is measured against (once).")
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: peers,
    stdio: ["ignore", 2, 2],
  })
  if (status !== 0) throw new Error("The peers could not be installed.")
}

/** How fast this machine is by itself, so that figures of different days can be compared. */
function baseline() {
  const startedAt = performance.now()
  let sum = 0
  for (let i = 0; i < 5e7; i++) sum += i % 7
  const ms = performance.now() - startedAt
  return `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? "unknown"}); a fixed loop took ${ms.toFixed(0)} ms (${sum % 10}). ${new Date().toISOString().slice(0, 10)}`
}
