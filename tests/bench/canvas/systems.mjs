import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { build } from "vite"
import { serveFolders } from "./serve.mjs"

/** The canvases that are measured side by side, each on the same board in the same browser. */
const root = join(import.meta.dirname, "../../..")
const peers = join(root, "tests/bench/peers")
const cairnPage = join(root, "node_modules/.cache/bench-canvas")
const excalidrawPage = join(root, "node_modules/.cache/bench-excalidraw")
const boardFiles = join(root, "node_modules/.cache/bench-boards")

/** Builds both pages and serves them. `extension` is the board file that each page reads. */
export async function openSystems() {
  // Whatever of Vite ran in this process before may have chosen the development build of React, which nobody ships.
  process.env.NODE_ENV = "production"
  await build({ configFile: join(root, "tests/bench/canvas/vite.config.ts"), logLevel: "error" })
  await build({ configFile: join(peers, "canvas/vite.config.mjs"), logLevel: "error" })
  mkdirSync(boardFiles, { recursive: true })
  const { port, stop } = await serveFolders({
    "/boards/": boardFiles,
    "/excalidraw-assets/": join(peers, "node_modules/@excalidraw/excalidraw/dist/prod"),
    "/excalidraw/": excalidrawPage,
    "/": cairnPage,
  })
  const origin = `http://127.0.0.1:${port}`
  const system = (name, page, extension, zoomStep) => ({
    name,
    zoomStep,
    url: (count) => `${origin}${page}?n=${count}&board=/boards/${name}-${count}.${extension}`,
    /** Writes the board in the system's own format, as a page of its own makes it; loading is measured without that. */
    async prepare(browser, count) {
      const context = await browser.newContext()
      const tab = await context.newPage()
      await tab.goto(`${origin}${page}?n=${count}&prepare`)
      await tab.waitForFunction(() => window.__bench?.ready, null, { timeout: 120_000 })
      const content = await tab.evaluate(() => window.__bench.boardFile())
      writeFileSync(join(boardFiles, `${name}-${count}.${extension}`), Buffer.from(content, "base64"))
      await context.close()
    },
  })
  return {
    stop,
    // So that the same number of wheel steps leads from 100 % to about 10 %.
    systems: [system("cairn", "/index.html", "bin", 3), system("excalidraw", "/excalidraw/index.html", "json", 1.6)],
  }
}
