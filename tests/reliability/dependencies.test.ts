import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { expect, test } from "vitest"
import { isPlain } from "../../shared/model/fields.ts"
import { couldNotRun, record } from "./figures.ts"

test("S15 nothing that is shipped has a known grave weakness", { timeout: 60_000 }, (context) => {
  const { stdout } = spawnSync("npm", ["audit", "--omit=dev", "--json"], {
    cwd: join(import.meta.dirname, "../.."),
    encoding: "utf8",
    timeout: 50_000,
    shell: process.platform === "win32",
  })
  const report: unknown = stdout.trim().startsWith("{") ? JSON.parse(stdout) : undefined
  const counts = isPlain(report) && isPlain(report.metadata) ? report.metadata.vulnerabilities : undefined
  if (!isPlain(counts))
    couldNotRun(context, "S15", "known grave weaknesses of shipped packages", "the registry gives no audit")
  const grave = Number(counts.high) + Number(counts.critical)
  record({
    goal: "S15",
    what: "known grave weaknesses of shipped packages",
    seen: String(grave),
    wanted: "0",
    isMet: grave === 0,
  })
  expect(grave).toBe(0)
})
