import { createReadStream, existsSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { extname, join, normalize } from "node:path"
import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { build } from "vite"

const root = join(import.meta.dirname, "../..")
const built = join(root, "node_modules/.cache/bench-canvas")
const types: { readonly [extension: string]: string } = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
}

/** Builds and serves the page that shows one canvas on a board of squares. Gives its port and the function that ends it. */
export async function serveCanvasPage(): Promise<{ port: number; stop: () => void }> {
  await build({ configFile: join(root, "tests/bench/canvas/vite.config.ts"), logLevel: "error" })
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://page").pathname)
    const file = join(built, path === "/" ? "index.html" : path)
    if (!file.startsWith(built) || !existsSync(file)) return void response.writeHead(404).end()
    response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream")
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready))
  return { port: (server.address() as AddressInfo).port, stop: () => server.close() }
}

/** Opens a board of `count` squares at 100 %, on a page that is no secure context, as participants have it. */
export async function openCanvas(
  browser: Browser,
  port: number,
  count: number,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  const page = await context.newPage()
  await page.goto(`http://cairn.test:${port}/?n=${count}`)
  await page.waitForFunction(() => window.__bench?.ready)
  await page.evaluate(() => window.__bench.setView({ zoom: 1, x: 600, y: 340 }))
  return page
}
