import { openHost } from "./host.ts"
import { type FromHost, readToHost } from "./processMessages.ts"

/**
 * The host as a process of the shell. Electron's utility process gives a port on `process`; nothing here imports
 * Electron, so that the same file runs under plain Node with an IPC channel.
 */
interface ParentPort {
  readonly postMessage: (message: FromHost) => void
  readonly on: (event: "message", listener: (event: { readonly data: unknown }) => void) => void
}

const parentPort = (process as { readonly parentPort?: ParentPort }).parentPort
const tell = (message: FromHost): void => {
  if (parentPort) parentPort.postMessage(message)
  else process.send?.(message)
}

let stop: (() => Promise<void>) | undefined

async function obey(raw: unknown): Promise<void> {
  const message = readToHost(raw)
  if (message?.type === "stop") {
    await stop?.()
    tell({ type: "stopped" })
    process.exit(0)
  }
  if (message?.type !== "start" || stop) return
  const opened = await openHost({
    dataDirectory: message.dataDirectory,
    page: message.page,
    ...(message.workshop === undefined ? {} : { workshop: message.workshop }),
    allowedOrigins: ["app://cairn"],
    log: (line) => process.stderr.write(`${line}\n`),
  })
  if (!opened.ok) return tell({ type: "failed", reason: opened.error.type })
  const host = opened.value
  stop = () => host.stop()
  host.onChange((change) => tell({ type: "room", isOpen: change.isOpen, people: change.people }))
  const pass = new URL(host.ready.links.facilitator).hash.replace(/^#j=/, "")
  tell({ type: "ready", port: host.ready.port, pass })
}

if (parentPort) parentPort.on("message", ({ data }) => void obey(data))
else process.on("message", (data) => void obey(data))
