#!/usr/bin/env node
import { ensureBuilt } from "./built.mjs"

/** The `cairn` command. Plain JavaScript, so that it can build what is missing and say so before anything else. */
try {
  await ensureBuilt((line) => process.stderr.write(`[cairn] ${line}\n`))
  await import("../dist/electron/cairn.js")
} catch (problem) {
  process.stderr.write(`[cairn] ${problem instanceof Error ? problem.message : String(problem)}\n`)
  process.exitCode = 1
}
