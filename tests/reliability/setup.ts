import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { build } from "vite"
import { shimProblem } from "./shim.ts"
import { trialsFolder } from "./trial.ts"

const root = join(import.meta.dirname, "../..")
export const builtFolder = join(trialsFolder, "built")

/** Builds the host, the command line and the crowd in a place of their own, and the shim. */
export async function setup(): Promise<void> {
  await build({
    configFile: false,
    logLevel: "error",
    root,
    resolve: { alias: { "lan-network": join(root, "node_modules/lan-network/dist/lan-network.js") } },
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: join(builtFolder, "electron"),
      emptyOutDir: true,
      target: "node20",
      minify: false,
      rolldownOptions: {
        input: {
          host: join(root, "electron/host/start.ts"),
          cairn: join(root, "electron/cairn.ts"),
          crowd: join(root, "tests/reliability/crowd/worker.ts"),
        },
      },
    },
  })
  mkdirSync(join(builtFolder, "renderer"), { recursive: true })
  writeFileSync(join(builtFolder, "renderer/index.html"), "<!doctype html><title>Cairn</title>")
  shimProblem()
}
