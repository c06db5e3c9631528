import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { extname, join, relative, sep } from "node:path"
import { promisify } from "node:util"
import { brotliCompress, constants, gzip } from "node:zlib"

/**
 * The built page, read once at start. What is asked for is looked up by name in this list; no address ever becomes a
 * path. Packed copies are made in the background, and plain ones are served until then.
 */
export interface PageFile {
  readonly type: string
  readonly etag: string
  /** Its name changes with its content. */
  readonly isImmutable: boolean
  readonly plain: Buffer
  gzip?: Buffer
  br?: Buffer
}

/** What the build can produce. A file with another ending is not part of the page. */
const types: { readonly [ending: string]: string } = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
}

/** Undefined when there is no such folder. */
export function readPage(folder: string): ReadonlyMap<string, PageFile> | undefined {
  if (!existsSync(folder)) return undefined
  const files = new Map<string, PageFile>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const path = join(entry.parentPath, entry.name)
    const plain = readFileSync(path)
    files.set(`/${relative(folder, path).split(sep).join("/")}`, {
      type,
      plain,
      etag: etagOf(plain),
      isImmutable: /-[\w-]{8}\.\w+$/.test(entry.name),
    })
  }
  const index = files.get("/index.html")
  if (index) files.set("/", index)
  files.set("/parts.json", partsOf(files))
  return files
}

/** What a page fetches ahead, so that it is whole when its host is gone. */
function partsOf(files: ReadonlyMap<string, PageFile>): PageFile {
  const names = [...files].filter(([, { isImmutable }]) => isImmutable).map(([name]) => name.slice(1))
  const plain = Buffer.from(JSON.stringify(names))
  return { type: "application/json", plain, etag: etagOf(plain), isImmutable: false }
}

const etagOf = (bytes: Buffer): string => `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`

const pack = { gzip: promisify(gzip), brotli: promisify(brotliCompress) }

/** Six per cent smaller than 9 for a third of a second more; 11 takes four times as long for little. */
const brotliQuality = 10

/** One after the other, so that the host's first moments belong to the people who join. */
export async function packPage(files: ReadonlyMap<string, PageFile>): Promise<void> {
  for (const file of new Set(files.values())) {
    if (file.plain.length < 1024 || /^(image\/png|font\/)/.test(file.type)) continue
    file.gzip = await pack.gzip(file.plain, { level: 6 })
    file.br = await pack.brotli(file.plain, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } })
  }
}
