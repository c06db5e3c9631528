import { appendFileSync, mkdirSync } from "node:fs"
import { join } from "node:path"
import type { TestContext } from "vitest"
import { isNightly, seed, trialsFolder } from "./trial.ts"

/** One line of `RESULTS.md`. */
export interface Figure {
  /** Its id in the list of goals. */
  readonly goal: string
  readonly what: string
  readonly seen: string
  readonly wanted: string
  readonly isMet: boolean
}

const figuresFolder = join(trialsFolder, "figures")

/** Keeps a figure for the table; what a test expects it says by itself. */
export function record(figure: Figure): void {
  mkdirSync(figuresFolder, { recursive: true })
  const size = isNightly ? "nightly" : "commit"
  const line = JSON.stringify({ ...figure, size, seed, at: new Date().toISOString().slice(0, 10) })
  appendFileSync(join(figuresFolder, `${process.pid}.jsonl`), `${line}\n`)
}

/** For a goal that this machine cannot show: said aloud and written in the table, and never counted as passed. */
export function couldNotRun(context: TestContext, goal: string, what: string, why: string): never {
  process.stderr.write(`\n${goal} COULD NOT RUN HERE: ${why}\n`)
  record({ goal, what, seen: `could not run here: ${why}`, wanted: "", isMet: false })
  context.skip(`could not run here: ${why}`)
  throw new Error(why)
}
