import { createReadStream, existsSync } from "node:fs"
import { createServer } from "node:http"
import { extname, join, normalize } from "node:path"
import { build } from "vite"

/** Cairn as a system of the canvas harness: builds the page once and serves it while the harness runs. */
const here = import.meta.dirname
const built = join(here, "../../../node_modules/.cache/bench-canvas")
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2" }

await build({ configFile: join(here, "vite.config.ts"), logLevel: "warn" })

const server = createServer((request, response) => {
  const path = normalize(new URL(request.url, "http://x").pathname)
  const file = join(built, path === "/" ? "index.html" : path)
  if (!file.startsWith(built) || !existsSync(file)) return response.writeHead(404).end()
  response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream")
  createReadStream(file).pipe(response)
})
await new Promise((ready) => server.listen(0, "127.0.0.1", ready))
server.unref()
const { port } = server.address()

export default {
  name: "cairn",
  url: (count) => `http://127.0.0.1:${port}/?n=${count}`,
  remote: true,
  zoomStep: 3,
}
