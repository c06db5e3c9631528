import { readdirSync, statSync, truncateSync } from "node:fs"
import { join } from "node:path"
import { type Disk, nodeDisk } from "../../../electron/host/disk.ts"
import { newFolder, openTestHost, type TestHost } from "./openTestHost.ts"

/** A host whose power can be cut: what came after `beginToLose` is passed on and never acknowledged, and gone afterwards. */
export interface LosingHost {
  readonly host: TestHost
  readonly beginToLose: () => void
  /** `areGone` resolves when nobody is connected any more. Gives the host as it is after the power has come back. */
  readonly cutPower: (areGone: () => Promise<unknown>) => Promise<TestHost>
}

export async function openLosingHost(): Promise<LosingHost> {
  let kept: { readonly file: string; readonly size: number } | undefined
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const disk: Disk = {
    ...nodeDisk,
    open: async (path, how) => {
      const file = await nodeDisk.open(path, how)
      return { ...file, sync: () => (kept && path.endsWith(".cairn") ? held : file.sync()) }
    },
  }
  const host = await openTestHost({ dataDirectory: newFolder(), disk })
  return {
    host,
    beginToLose: () => {
      const file = newestFile(join(host.dataDirectory, host.ready.workshop))
      kept = { file, size: statSync(file).size }
    },
    cutPower: async (areGone) => {
      const stopped = host.stop()
      await areGone()
      release()
      await stopped
      if (kept) truncateSync(kept.file, kept.size)
      return openTestHost({ dataDirectory: host.dataDirectory, port: host.ready.port })
    },
  }
}

const newestFile = (folder: string): string => {
  const names = readdirSync(folder).filter((name) => name.endsWith(".cairn"))
  return join(folder, names.sort().at(-1) ?? "")
}
