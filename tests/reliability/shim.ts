import { spawnSync } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { trialsFolder } from "./trial.ts"

/** The faults of `shim/faults.c`, as environment of a process that is started with them. */
export interface Faults {
  /** Only what happens below this folder is touched. */
  readonly under: string
  /** `call:n:what[:sticky]`, see the shim. */
  readonly fail?: string
  /** Faults happen while this file is there. */
  readonly during?: string
  readonly ledger?: string
  readonly graves?: string
  /** A file made with `setClock`. */
  readonly clock?: string
}

const source = join(import.meta.dirname, "shim/faults.c")
const library = join(trialsFolder, "faults.so")
let problem: string | undefined | "not tried" = "not tried"

/** Compiles the shim once; gives why it cannot be had. */
export function shimProblem(): string | undefined {
  if (problem !== "not tried") return problem
  problem = compile()
  return problem
}

function compile(): string | undefined {
  if (process.platform !== "linux") return `faults are put under the host with LD_PRELOAD, not on ${process.platform}`
  mkdirSync(trialsFolder, { recursive: true })
  const { status, stderr, error } = spawnSync(
    "gcc",
    ["-shared", "-fPIC", "-O2", "-Wall", "-o", library, source, "-ldl", "-lpthread"],
    { encoding: "utf8" },
  )
  if (error) return "there is no gcc to compile the faults with"
  return status === 0 ? undefined : `the faults do not compile: ${stderr}`
}

export function faultyEnv({ under, fail, during, ledger, graves, clock }: Faults): Record<string, string> {
  const set = (name: string, value: string | undefined) => (value === undefined ? {} : { [name]: value })
  return {
    LD_PRELOAD: library,
    UV_USE_IO_URING: "0",
    FAULT_UNDER: under,
    ...set("FAULT_FAIL", fail),
    ...set("FAULT_WHILE", during),
    ...set("FAULT_LEDGER", ledger),
    ...set("FAULT_GRAVES", graves),
    ...set("FAULT_CLOCK", clock),
  }
}

/** Puts the wall clock of a process wrong by so many seconds, now and while it runs. */
export function setClock(file: string, seconds: number): void {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(seconds)
  // In place: the process has this file mapped.
  writeFileSync(file, bytes, { flag: "r+" })
}

export function newClock(file: string, seconds = 0): string {
  writeFileSync(file, Buffer.alloc(8))
  setClock(file, seconds)
  return file
}
