import { createReadStream, existsSync } from "node:fs"
import { createServer } from "node:http"
import { extname, join, normalize } from "node:path"

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".woff2": "font/woff2",
}

/** Serves folders, each under its own path, uncompressed and uncached, so that every load is a cold one. Gives the port and the end. */
export async function serveFolders(folders) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://page").pathname)
    const prefix = Object.keys(folders).find((one) => path.startsWith(one)) ?? "/"
    const folder = folders[prefix] ?? ""
    const file = join(folder, normalize(`/${path.slice(prefix.length)}`))
    if (!file.startsWith(folder) || !existsSync(file)) return response.writeHead(404).end()
    response.writeHead(200, {
      "content-type": types[extname(file)] ?? "application/octet-stream",
      "cache-control": "no-store",
    })
    createReadStream(file).pipe(response)
  })
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready))
  return { port: server.address().port, stop: () => server.close() }
}
