/**
 * `npm run test:faults [-- --only M3,M4]`: puts each planted fault into a copy of the program and runs the test that
 * must find it, there and in an unchanged copy. A fault that is not found, or that can no longer be planted, fails.
 */
import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { plantedFaults } from "./plantedFaults.mjs"
import { updateTable } from "./table.mjs"

const root = join(import.meta.dirname, "../..")
const copied = ["assets", "electron", "renderer", "shared", "tests", "package.json", "tsconfig.json"]
const scratch = mkdtempSync(join(tmpdir(), "cairn-faults-"))
const seed = process.env.SEED ?? "20261121"

/** The tree as it stands, with a place of its own for what tests build. */
function copyTree(name) {
  const tree = join(scratch, name)
  mkdirSync(join(tree, "node_modules"), { recursive: true })
  const isOurs = (path) => !path.includes("node_modules")
  for (const part of copied) cpSync(join(root, part), join(tree, part), { recursive: true, filter: isOurs })
  for (const entry of readdirSync(join(root, "node_modules")))
    if (entry !== ".cache") symlinkSync(join(root, "node_modules", entry), join(tree, "node_modules", entry))
  return tree
}

/** Gives what is wrong with the plan, when the code it was made for has changed. */
function plant(tree, { change }) {
  for (const [file, there, instead] of change) {
    const before = readFileSync(join(tree, file), "utf8")
    if (!before.includes(there)) return `${file} no longer holds: ${there.split("\n")[0]}`
    writeFileSync(
      join(tree, file),
      before.replace(there, () => instead),
    )
  }
  return undefined
}

function run(tree, { project, file, name }) {
  const results = join(tree, "results.json")
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, "node_modules/vitest/vitest.mjs"),
      "run",
      "--config",
      "tests/vitest.config.ts",
      "--project",
      project,
      file,
      "-t",
      name,
      "--reporter=json",
      `--outputFile=${results}`,
    ],
    { cwd: tree, encoding: "utf8", env: { ...process.env, SEED: seed }, timeout: 300_000, maxBuffer: 1 << 28 },
  )
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(results, "utf8"))
    rmSync(results)
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
    const first = tests.find(({ status }) => status === "failed")
    return {
      passed: numPassedTests,
      failed: numFailedTests,
      first: first?.title,
      why: first?.failureMessages?.[0] ?? testResults.map(({ message }) => message).join("\n"),
    }
  } catch {
    return { passed: 0, failed: 0, why: `${stdout}${stderr}` }
  }
}

const { values } = parseArgs({ options: { only: { type: "string" }, loud: { type: "boolean" } } })
const chosen = plantedFaults.filter(({ id }) => !values.only || values.only.split(",").includes(id))
const sound = copyTree("sound")
const soundRuns = new Map()
const figures = []
for (const fault of chosen) {
  const { id, what, test } = fault
  const key = JSON.stringify(test)
  if (!soundRuns.has(key)) soundRuns.set(key, run(sound, test))
  const without = soundRuns.get(key)
  const tree = copyTree(id)
  const misfit = plant(tree, fault)
  const withFault = misfit ? undefined : run(tree, test)
  rmSync(tree, { recursive: true, force: true })
  const isSound = without.failed === 0 && without.passed > 0
  // A change that does not even run is no fault that was found.
  const isBroken = /ReferenceError|SyntaxError|Build failed/.test(withFault?.why ?? "")
  const isMet = isSound && withFault !== undefined && withFault.failed > 0 && !isBroken
  const name = `${test.file}: ${test.name}`
  const seen =
    misfit ??
    (isMet ? `found by: ${withFault.first}` : !isSound ? `${name} does not pass without it` : `NOT FOUND by ${name}`)
  console.log(`${isMet ? "✓" : "✗"} ${id} ${what}: ${seen}`)
  if (values.loud || !isMet)
    console.log((isSound ? withFault?.why : without.why)?.split("\n").slice(0, 12).join("\n") ?? "")
  figures.push({
    goal: id,
    what,
    seen,
    wanted: "found",
    isMet,
    size: "faults",
    seed,
    at: new Date().toISOString().slice(0, 10),
  })
}
rmSync(scratch, { recursive: true, force: true })
updateTable("faults", figures)
const missed = figures.filter(({ isMet }) => !isMet)
console.log(
  `${figures.length - missed.length} found, ${missed.length} not found${missed.length > 0 ? `: ${missed.map(({ goal }) => goal).join(" ")}` : ""}`,
)
process.exitCode = missed.length > 0 ? 1 : 0
