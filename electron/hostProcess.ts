import { type FromHost, readFromHost, type ToHost } from "./host/processMessages.ts"

/** The part of a process that is used; Electron's utility process and a test's stand-in both have it. */
export interface HostChild {
  readonly postMessage: (message: ToHost) => void
  readonly on: (event: "message" | "exit", listener: (value: unknown) => void) => void
  readonly kill: () => void
}

export interface HostPorts {
  readonly fork: () => HostChild
  readonly now: () => number
  readonly start: Omit<Extract<ToHost, { type: "start" }>, "type">
  readonly onMessage: (message: FromHost) => void
  /** The host has failed too often, or could not start at all. */
  readonly onGone: (reason: string) => void
}

/** More failures than this within a minute end the attempts. */
const failuresAllowed = 3
/** The longest that quitting waits for the host to write what is pending. */
const stopWithinMs = 5_000

/**
 * Keeps the host running in a process of its own, so that a fault there leaves the window alive and the other way
 * round. A crashed host starts again at once: what it had acknowledged is on disk, the rest comes from the devices.
 */
export function superviseHost(ports: HostPorts): { readonly stop: () => Promise<void> } {
  let failures: number[] = []
  let child: HostChild | undefined
  let stopping: (() => void) | undefined
  let hasGivenUp = false

  const giveUp = (reason: string) => {
    hasGivenUp = true
    ports.onGone(reason)
  }
  const start = () => {
    const process = ports.fork()
    child = process
    process.on("message", (raw) => {
      const message = readFromHost(raw)
      if (message?.type === "failed") giveUp(message.reason)
      else if (message) ports.onMessage(message)
    })
    process.on("exit", () => {
      if (child !== process) return
      child = undefined
      if (stopping) return stopping()
      if (hasGivenUp) return
      failures = [...failures, ports.now()].filter((at) => ports.now() - at < 60_000)
      if (failures.length > failuresAllowed) giveUp("crashed")
      else start()
    })
    process.postMessage({ type: "start", ...ports.start })
  }
  start()

  return {
    stop: () =>
      new Promise((resolve) => {
        if (!child) return resolve()
        const last = child
        const timer = setTimeout(() => last.kill(), stopWithinMs)
        stopping = () => {
          clearTimeout(timer)
          resolve()
        }
        last.postMessage({ type: "stop" })
      }),
  }
}
