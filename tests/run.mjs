/**
 * `npm test [-- words]`: builds, checks format, lint and types, then runs the tests and, in a real browser, the journeys.
 * Ends with what failed and one line, `N passed, N failed`, over everything that ran; build, lint and types count as one check each.
 *
 * With words it runs only the test files whose path holds one of them, or, if there is none, the tests whose name holds
 * them all in a row. `--fast` leaves out the build, the journeys, and the reliability goals, whose figures go into
 * `tests/reliability/RESULTS.md`.
 */
import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, relative } from "node:path"
import { takeFigures, updateTable } from "./reliability/table.mjs"

const root = join(import.meta.dirname, "..")
const fast = process.argv.includes("--fast")
const words = process.argv.slice(2).filter((word) => word !== "--fast")
const scratch = mkdtempSync(join(tmpdir(), "cairn-test-"))
const total = { passed: 0, failed: 0, skipped: 0 }
/** Named once more at the end: a long run scrolls away. */
const failures = []
let testsRun = 0

const programs = {
  vite: "vite/bin/vite.js",
  biome: "@biomejs/biome/bin/biome",
  tsc: "typescript/bin/tsc",
  vitest: "vitest/vitest.mjs",
}

/** Runs a program of ours with the Node that runs this, so that no shell and no PATH come into it. */
const run = (program, args, stdio) =>
  spawnSync(process.execPath, [join(root, "node_modules", programs[program]), ...args], {
    cwd: root,
    stdio,
    encoding: "utf8",
  })

/** One check that either passes in silence or fails and shows why. */
function check(name, ...steps) {
  const started = performance.now()
  const failed = steps.map(([program, ...args]) => run(program, args)).find(({ status }) => status !== 0)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${failed ? "✗" : "✓"} ${name} (${seconds} s)`)
  if (failed) console.log(`${failed.stdout}${failed.stderr}${failed.error ?? ""}`)
  total[failed ? "failed" : "passed"]++
  if (failed) failures.push(name)
  return !failed
}

function tests(projects, filter) {
  const results = join(scratch, `${projects.join("-")}.json`)
  const { status } = run(
    "vitest",
    [
      "run",
      "--config",
      "tests/vitest.config.ts",
      "--passWithNoTests",
      ...projects.flatMap((project) => ["--project", project]),
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${results}`,
      ...filter,
    ],
    "inherit",
  )
  const failedBefore = total.failed
  if (existsSync(results)) {
    const report = JSON.parse(readFileSync(results, "utf8"))
    testsRun += report.numPassedTests + report.numFailedTests
    total.passed += report.numPassedTests
    total.failed += report.numFailedTests
    // With a filter by name everything else is reported as skipped.
    if (!filter.includes("-t")) total.skipped += report.numPendingTests + report.numTodoTests
    for (const file of report.testResults) takeFailures(file)
  }
  // What fails outside a test (a setup, an unhandled rejection, a crash) shows in the exit code alone.
  if (status !== 0 && total.failed === failedBefore) {
    total.failed++
    failures.push(`${projects.join(", ")}: outside of any test`)
  }
}

function takeFailures({ name, status, assertionResults }) {
  const path = relative(root, name)
  const failed = assertionResults.filter((test) => test.status === "failed")
  for (const { fullName, failureMessages } of failed)
    failures.push(`${path}: ${fullName}\n    ${(failureMessages[0] ?? "").split("\n")[0]}`)
  // A file that cannot be loaded has no tests to fail.
  if (status !== "failed" || failed.length > 0) return
  total.failed++
  failures.push(`${path}: cannot be loaded`)
}

const testFiles = readdirSync(join(root, "tests"), { recursive: true })
  .map((file) => `tests/${file.replaceAll("\\", "/")}`)
  .filter((file) => /\.test\.tsx?$/.test(file))
const isJourney = (file) => file.startsWith("tests/journeys/")
const isGoal = (file) => file.startsWith("tests/reliability/")
const chosen = testFiles.filter((file) => words.some((word) => file.includes(word)))
const byName = words.length > 0 && chosen.length === 0
const inReach = chosen.length > 0 ? chosen : testFiles
const filter = byName ? ["-t", words.join(" ")] : words

const build = () => check("build", ["vite", "build", "renderer"], ["vite", "build", "electron", "--app"])

if (words.length === 0) {
  check("format and lint", ["biome", "check", "--error-on-warnings"])
  check("types", ["tsc", "--build", "--force"])
}
if (!inReach.every((file) => isJourney(file) || isGoal(file))) tests(["unit", "renderer"], filter)
if (!fast && inReach.some(isGoal)) tests(["reliability"], filter)
if (!fast && inReach.some(isJourney) && build()) tests(["journeys"], filter)
const figures = takeFigures(join(root, "node_modules/.cache/reliability/figures"))
if (!fast) updateTable("goals", figures)

rmSync(scratch, { recursive: true, force: true })
if (words.length > 0 && testsRun === 0 && total.failed === 0) {
  console.log(`No test matches: ${words.join(" ")}`)
  total.failed++
}
for (const failure of failures) console.log(`✗ ${failure}`)
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ""
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
process.exitCode = total.failed > 0 ? 1 : 0
