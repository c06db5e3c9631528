import { readdirSync, readFileSync } from "node:fs"
import { extname, join, relative, sep } from "node:path"
import { pagePolicy } from "./host/policy.ts"

/** What a file is served as; a name with another ending is not part of the page. */
const types: { readonly [ending: string]: string } = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".wasm": "application/wasm",
}

/**
 * Answers requests on `app://cairn` from files read once at start. A name is looked up, never turned into a path, so
 * nothing outside the folder can be reached.
 */
export function pageServer(folder: string): (address: string) => Response {
  const files = new Map<string, { readonly type: string; readonly file: string }>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const file = join(entry.parentPath, entry.name)
    files.set(`/${relative(folder, file).split(sep).join("/")}`, { type, file })
  }
  return (address) => {
    const { host, pathname } = new URL(address)
    const found = host === "cairn" ? files.get(pathname === "/" ? "/index.html" : pathname) : undefined
    if (!found) return new Response("Not found", { status: 404 })
    return new Response(new Uint8Array(readFileSync(found.file)), {
      headers: {
        "content-type": found.type,
        "content-security-policy": pagePolicy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
      },
    })
  }
}
