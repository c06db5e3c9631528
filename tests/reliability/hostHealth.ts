import { readdirSync, readFileSync } from "node:fs"
import { performance } from "node:perf_hooks"
import { platform } from "node:process"
import { percentile } from "./trial.ts"

/**
 * How long the host lets a small question wait: as long as its event loop is busy. What the host and whoever asks have waited
 * for a processor meanwhile is not counted, where the system tells: others use this computer too. Asked from the start until `stop`.
 */
export interface Pulse {
  readonly stop: () => Promise<{ readonly p99: number; readonly most: number }>
}

/** Whether the system tells about another process what the rest of this file asks. */
export const hasProc = platform === "linux"

const everyMs = 25

export function takePulse(port: number, pid: number | undefined): Pulse {
  const waits: number[] = []
  let isOn = true
  const ask = async () => {
    while (isOn) {
      const askedAt = performance.now()
      const queuedAt = queuedMs(pid) + queuedMs(process.pid)
      await fetch(`http://127.0.0.1:${port}/health`).then((answer) => answer.text())
      waits.push(performance.now() - askedAt - (queuedMs(pid) + queuedMs(process.pid) - queuedAt))
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

/** Milliseconds that a process's main thread has been ready to run while others ran, since its start. */
const queuedMs = (pid: number | undefined): number => {
  if (!hasProc) return 0
  const [, queuedNs] = readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")
  return Number(queuedNs) / 1e6
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
