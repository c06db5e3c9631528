import { spawn, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const root = join(import.meta.dirname, "../..")

export interface RunningHost {
  readonly data: string
  /** Links by role, on an origin that is not localhost and so not a secure context. */
  readonly links: { readonly facilitator: string; readonly participant: string; readonly observer: string }
  /** The same links on loopback, for programs. */
  readonly localLinks: RunningHost["links"]
  readonly stop: () => Promise<number | null>
}

/** Starts the built headless host on a data directory of its own; whoever starts it stops it. */
export async function startHost(...args: readonly string[]): Promise<RunningHost> {
  const data = mkdtempSync(join(tmpdir(), "cairn-host-"))
  const child = spawn(
    process.execPath,
    [join(root, "dist/electron/host.js"), "--headless", "--data", data, "--port", "0", "--name", "cairn.test", ...args],
    { stdio: ["ignore", "pipe", "inherit"] },
  )
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve))
  const line = await new Promise<string>((resolve, reject) => {
    let printed = ""
    child.stdout.on("data", (chunk) => {
      printed += chunk
      if (printed.includes("\n")) resolve(printed)
    })
    void ended.then((code) => reject(new Error(`the host ended with ${code}`)))
  })
  const { links: localLinks } = JSON.parse(line) as { links: RunningHost["links"] }
  const remote = (link: string) => link.replace("127.0.0.1", "cairn.test")
  return {
    data,
    localLinks,
    links: {
      facilitator: remote(localLinks.facilitator),
      participant: remote(localLinks.participant),
      observer: remote(localLinks.observer),
    },
    stop: async () => {
      child.kill("SIGTERM")
      const code = await ended
      rmSync(data, { recursive: true, force: true })
      return code
    },
  }
}

/** Runs the built `cairn` command and gives what it printed; throws when it fails. */
export function cairn(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "dist/electron/cairn.js"), ...args], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0) throw new Error(`cairn ${args.join(" ")} ended with ${status}: ${stderr}`)
  return stdout
}
