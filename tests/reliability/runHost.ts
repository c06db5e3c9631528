import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { performance } from "node:perf_hooks"
import { afterEach } from "vitest"
import { builtFolder } from "./setup.ts"
import { type Faults, faultyEnv } from "./shim.ts"

/** What the host prints once it is ready. */
export interface Ready {
  readonly port: number
  readonly workshop: string
  readonly links: { readonly facilitator: string; readonly participant: string; readonly observer: string }
}

export interface RunningHost {
  readonly child: ChildProcess
  /** Rejects when it ends before it is ready. */
  readonly ready: Promise<Ready>
  readonly ended: Promise<number | null>
  readonly said: () => string
  /** Milliseconds from its start to its being ready. */
  readonly openedIn: () => number
  readonly kill: (signal?: NodeJS.Signals) => Promise<number | null>
}

export interface HostRun {
  readonly data: string
  readonly port?: number
  readonly args?: readonly string[]
  readonly faults?: Faults
}

const endings: (() => unknown)[] = []
/** Runs after the test, the latest first. */
export const afterwards = (end: () => unknown): void => void endings.push(end)
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "cairn-reliability-"))
  afterwards(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The built host in a process of its own. It is killed after the test if it still runs then. */
export function runHost({ data, port = 0, args = [], faults }: HostRun): RunningHost {
  const startedAt = performance.now()
  let openedIn = Number.NaN
  const child = spawn(
    process.execPath,
    [join(builtFolder, "electron/host.js"), "--headless", "--data", data, "--port", String(port), ...args],
    { env: { ...process.env, ...(faults ? faultyEnv(faults) : {}) } },
  )
  let printed = ""
  let said = ""
  child.stderr.on("data", (chunk) => {
    said += chunk
  })
  // Not at its exit: what it said last may still be on its way then.
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve))
  const ready = new Promise<Ready>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      printed += chunk
      if (!printed.includes("\n")) return
      openedIn = performance.now() - startedAt
      resolve(JSON.parse(printed))
    })
    void ended.then((code) => reject(new Error(`the host ended with ${code}: ${said}`)))
  })
  ready.catch(() => {})
  const kill = (signal: NodeJS.Signals = "SIGKILL") => {
    child.kill(signal)
    return ended
  }
  afterwards(() => kill())
  return { child, ready, ended, said: () => said, openedIn: () => openedIn, kill }
}
