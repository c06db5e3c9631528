import { availableParallelism, loadavg } from "node:os"
import { join } from "node:path"
import { performance } from "node:perf_hooks"
import { type Random, random } from "../support/random.ts"

/** How large a run is, and where its chance comes from. Each goal is written once and runs in both sizes. */
export const isNightly = process.env.CAIRN_NIGHTLY === "1"
export const atSize = <T>(commit: T, nightly: T): T => (isNightly ? nightly : commit)

/** Where a run keeps what it builds and what it has seen; runs side by side have one each. */
export const trialsFolder =
  process.env.CAIRN_TRIALS ?? join(import.meta.dirname, "../../node_modules/.cache/reliability")

/** Printed with every test that uses chance; `SEED=…` repeats a run. A nightly run takes another one each time. */
export const seed = Number(process.env.SEED ?? (isNightly ? Math.floor(Date.now() / 1000) : 20261121))

/** Chance of one goal, so that a goal alone gives the same as all together. */
export const chance = (goal: string): Random =>
  random([...goal].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), seed))

const capMs = Number(process.env.CAIRN_GOAL_SECONDS ?? Number.POSITIVE_INFINITY) * 1_000

/** Numbers from 0, as many as asked for unless the goal's time is up before. */
export function* rounds(count: number): Generator<number> {
  const end = performance.now() + capMs
  for (let round = 0; round < count && performance.now() < end; round++) yield round
}

export const between = (draw: Random, least: number, most: number): number => least + draw(most - least + 1)
export const oneOf = <T>(draw: Random, all: readonly T[]): T => all[draw(all.length)]!

export const passed = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** True as soon as it holds, false when the time is up before. */
export async function holdsWithin(ms: number, isMet: () => boolean | Promise<boolean>): Promise<boolean> {
  const end = performance.now() + ms
  while (!(await isMet())) {
    if (performance.now() > end) return false
    await passed(20)
  }
  return true
}

/** The value below which this share of all lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Rejects when the time is up: what never happens has to be told apart from what takes long. */
export function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${ms} ms`)), ms)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

/**
 * How much longer everything takes because others use this computer too. Figures are recorded as they were seen; what a
 * test insists on is stretched by this.
 */
export const contention = (): number => Math.min(5, Math.max(1, (loadavg()[0] ?? 0) / availableParallelism()))
