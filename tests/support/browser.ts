/**
 * A Chromium for tests on any machine. Looked for in this order: the file named by CAIRN_BROWSER, Playwright's own
 * download, an installed Chrome, Chromium or Edge, and at last (Linux x64) the headless Chromium that the package
 * @sparticuz/chromium carries, unpacked once into node_modules/.cache. `CAIRN_BROWSER=bundled` goes straight to that one.
 */
import { execFileSync } from "node:child_process"
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { createRequire } from "node:module"
import { dirname, join, normalize } from "node:path"
import { pipeline } from "node:stream/promises"
import { brotliDecompressSync, createBrotliDecompress } from "node:zlib"
import { type Browser, chromium } from "playwright-core"

export interface BrowserProgram {
  readonly executablePath: string
  readonly env: Record<string, string>
  readonly source: "CAIRN_BROWSER" | "playwright" | "installed" | "bundled"
}

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--no-proxy-server",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

/** A flag that leads made-up names to this machine. Their pages are plain http and so, unlike localhost, not secure. */
export const mapHosts = (...names: readonly string[]): string =>
  `--host-resolver-rules=${names.map((name) => `MAP ${name} 127.0.0.1`).join(",")}`

/** Starts a headless browser. Whoever opens it closes it. `cairn.test` and names under it lead to this machine. */
export async function openBrowser(args: readonly string[] = []): Promise<Browser> {
  const { executablePath, env } = await findBrowser()
  return chromium.launch({ executablePath, env, args: [...flags, mapHosts("cairn.test", "*.cairn.test"), ...args] })
}

/** Throws, saying what to install, where no browser can be had. */
export async function findBrowser(): Promise<BrowserProgram> {
  const wanted = process.env.CAIRN_BROWSER
  const env = environment()
  if (wanted && wanted !== "bundled") return { executablePath: wanted, env, source: "CAIRN_BROWSER" }

  if (wanted !== "bundled") {
    const own = chromium.executablePath()
    if (own && existsSync(own)) return { executablePath: own, env, source: "playwright" }
    const installed = installedBrowsers().find(existsSync)
    if (installed) return { executablePath: installed, env, source: "installed" }
  }

  if (process.platform === "linux" && process.arch === "x64") return bundledBrowser(env)
  throw new Error("No browser found. Install Chrome, or name one in CAIRN_BROWSER.")
}

const environment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))

function installedBrowsers(): string[] {
  if (process.platform === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    )
  }
  if (process.platform === "win32") {
    return ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"]
      .flatMap((variable) => process.env[variable] ?? [])
      .flatMap((folder) =>
        ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"].map((file) =>
          join(folder, file),
        ),
      )
  }
  const names = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "microsoft-edge"]
  return [...names.map((name) => `/usr/bin/${name}`), "/snap/bin/chromium"]
}

async function bundledBrowser(env: Record<string, string>): Promise<BrowserProgram> {
  const folder = await unpackedBrowser()
  const executablePath = join(folder, "chromium")
  const own = { ...env, FONTCONFIG_FILE: join(folder, "fonts.conf") }
  // The package brings the NSS libraries along for systems without them.
  const libraries = [join(folder, "al2023/lib"), env.LD_LIBRARY_PATH].filter(Boolean).join(":")
  return {
    executablePath,
    env: lacksLibraries(executablePath) ? { ...own, LD_LIBRARY_PATH: libraries } : own,
    source: "bundled",
  }
}

function lacksLibraries(executablePath: string): boolean {
  try {
    return execFileSync("ldd", [executablePath], { encoding: "utf8" }).includes("not found")
  } catch {
    return true
  }
}

/** Several test processes may ask at once: each unpacks aside, and the first to finish gives its folder the name. */
async function unpackedBrowser(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium")
  const home = ancestorWith(dirname(entry), "bin/chromium.br")
  const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as { version: string }
  const folder = join(import.meta.dirname, "../../node_modules/.cache/cairn-browser", version)
  if (existsSync(folder)) return folder

  const aside = `${folder}.${process.pid}`
  mkdirSync(aside, { recursive: true })
  const packed = (name: string) => join(home, "bin", name)
  await pipeline(
    createReadStream(packed("chromium.br")),
    createBrotliDecompress({ chunkSize: 1 << 21 }),
    createWriteStream(join(aside, "chromium"), { mode: 0o755 }),
  )
  unpackTar(packed("swiftshader.tar.br"), aside)
  unpackTar(packed("fonts.tar.br"), join(aside, "fonts"))
  unpackTar(packed("al2023.tar.br"), join(aside, "al2023"))
  writeFileSync(join(aside, "fonts.conf"), fontsConf(folder))
  try {
    renameSync(aside, folder)
  } catch (error) {
    rmSync(aside, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

function ancestorWith(start: string, file: string): string {
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, file))) return folder
  }
  throw new Error(`No ${file} above ${start}`)
}

/** The package's own fonts.conf names a folder that does not exist here: text would have no glyphs and no width. */
const fontsConf = (folder: string): string => {
  const places = [join(folder, "fonts"), "/usr/share/fonts", "/usr/local/share/fonts"]
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${places
    .map((place) => `<dir>${place}</dir>`)
    .join("")}<cachedir>${join(folder, "fontcache")}</cachedir></fontconfig>\n`
}

/** Reads plain ustar, which is all that the package uses. */
function unpackTar(archive: string, into: string): void {
  const bytes = brotliDecompressSync(readFileSync(archive))
  const block = 512
  mkdirSync(into, { recursive: true })
  for (let at = 0; at + block <= bytes.length && bytes[at] !== 0; ) {
    const text = (start: number, length: number) =>
      bytes.toString("utf8", at + start, at + start + length).replace(/\0[\s\S]*$/, "")
    const size = Number.parseInt(text(124, 12), 8) || 0
    const type = text(156, 1)
    const path = join(into, normalize(`/${text(345, 155)}/${text(0, 100)}`))
    if (type === "5") mkdirSync(path, { recursive: true })
    if (type === "0" || type === "") {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, bytes.subarray(at + block, at + block + size), { mode: 0o755 })
    }
    at += block + Math.ceil(size / block) * block
  }
}
