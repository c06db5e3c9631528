import { readdirSync, readFileSync } from "node:fs"
import { performance } from "node:perf_hooks"
import { platform } from "node:process"
import { percentile } from "./trial.ts"

/** How long the host lets a small question wait: as long as its event loop is busy. Asked from the start until `stop`. */
export interface Pulse {
  readonly stop: () => Promise<{ readonly p99: number; readonly most: number }>
}

/** Whether the system tells about another process what the rest of this file asks. */
export const hasProc = platform === "linux"

const everyMs = 25

export function takePulse(port: number): Pulse {
  const waits: number[] = []
  let isOn = true
  const ask = async () => {
    while (isOn) {
      const askedAt = performance.now()
      await fetch(`http://127.0.0.1:${port}/health`).then((answer) => answer.text())
      waits.push(performance.now() - askedAt)
      await new Promise((resolve) => setTimeout(resolve, everyMs))
    }
  }
  const asking = ask()
  return {
    stop: async () => {
      isOn = false
      await asking
      return { p99: Math.round(percentile(waits, 0.99)), most: Math.round(Math.max(...waits)) }
    },
  }
}

const sizeOf = (pid: number | undefined, name: string): number => {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))
  return Number(found?.[1] ?? Number.NaN) / 1024
}

/** Resident memory in MB, now and at its most. */
export const memoryOf = (pid: number | undefined): number => sizeOf(pid, "VmRSS")
export const mostMemoryOf = (pid: number | undefined): number => sizeOf(pid, "VmHWM")
/** Files and sockets that it holds open. */
export const openFilesOf = (pid: number | undefined): number => readdirSync(`/proc/${pid}/fd`).length
