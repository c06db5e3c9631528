/**
 * `npm run test:nightly [-- --only R3,R4] [-- --minutes 5] [-- --lanes 1]`: every goal in its large size. Goals that count what is lost run
 * side by side in lanes; those with times that a neighbour would stretch run alone afterwards. Each has at most so many
 * minutes; how many rounds that allowed stands in the figure. Writes `RESULTS.md` after each.
 */
import { spawn, spawnSync } from "node:child_process"
import { createWriteStream, mkdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { takeFigures, updateTable } from "./table.mjs"

const root = join(import.meta.dirname, "../..")
const cache = join(root, "node_modules/.cache/reliability")
/** The longest first, so that lanes end together. */
const sideBySide = ["R13", "R1", "R4", "R3", "R15", "R9", "R6", "R8", "R20", "R18", "R14", "R19", "R17", "R16"]
const alone = ["R2", "R7", "R5", "R10", "R11", "R12", "R21", "S5"]
/** Where a goal's test is, when not in this folder. */
const elsewhere = {
  R7: ["journeys", "journeys/withoutHost"],
  R18: ["unit", "shared/document/history"],
}

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    minutes: { type: "string", default: "60" },
    lanes: { type: "string", default: "3" },
  },
})
const isChosen = (goal) => values.only?.split(",").includes(goal) ?? true
const seed = process.env.SEED ?? String(Math.floor(Date.now() / 1000))
const failed = []
const running = new Set()
let passed = 0
console.log(`SEED=${seed}`)

/** Runs the tests whose name begins with a goal, in a place of their own; what they print goes into a file. */
function run(goal) {
  const startedAt = Date.now()
  const place = join(cache, "nightly", goal)
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place, { recursive: true })
  const [project = "reliability", ...file] = elsewhere[goal] ?? []
  const args = [
    "run",
    "--config",
    "tests/vitest.config.ts",
    "--project",
    project,
    ...file.slice(0, 1),
    "-t",
    `\\b${goal} `,
  ]
  const child = spawn(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), ...args], {
    cwd: root,
    // A group of its own, which ends with this run: hosts and crowds would go on writing figures into the next one.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      CAIRN_NIGHTLY: "1",
      CAIRN_GOAL_SECONDS: String(Number(values.minutes) * 60),
      CAIRN_TRIALS: place,
      SEED: seed,
    },
  })
  running.add(child)
  const log = createWriteStream(join(place, "log.txt"))
  for (const stream of [child.stdout, child.stderr]) stream.pipe(log, { end: false })
  return new Promise((resolve) => {
    child.on("close", (code) => {
      running.delete(child)
      log.end()
      const took = `${Math.round((Date.now() - startedAt) / 1000)} s`
      console.log(code === 0 ? `✓ ${goal} (${took})` : `✗ ${goal} (${took}): ${join(place, "log.txt")}`)
      if (code === 0) passed++
      else failed.push(goal)
      // After each, so that a night that is cut short leaves what it has seen.
      updateTable("goals", takeFigures(join(place, "figures")))
      resolve()
    })
  })
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    for (const { pid } of running) process.kill(-pid, "SIGKILL")
    process.exit(1)
  })
}

async function lane(goals) {
  for (let goal = goals.shift(); goal !== undefined; goal = goals.shift()) await run(goal)
}

if (isChosen("R7")) spawnSync("npm", ["run", "build"], { cwd: root, stdio: "inherit" })
const together = sideBySide.filter(isChosen)
await Promise.all(Array.from({ length: Number(values.lanes) }, () => lane(together)))
await lane(alone.filter(isChosen))
console.log(`${passed} passed, ${failed.length} failed${failed.length > 0 ? `: ${failed.join(" ")}` : ""}`)
process.exitCode = failed.length > 0 ? 1 : 0
