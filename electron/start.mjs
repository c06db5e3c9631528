import { spawn, spawnSync } from "node:child_process"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { ensureBuilt } from "./built.mjs"
import { findElectron } from "./findElectron.mjs"

/**
 * `npm start`: the window where Electron's program file is here or can be fetched, otherwise the same host and page in
 * the browser. Plain JavaScript, so that it can say something useful before anything is built.
 */
const root = fileURLToPath(new URL("..", import.meta.url))
const args = process.argv.slice(2)
const say = (/** @type {string} */ line) => process.stderr.write(`[cairn] ${line}\n`)

/** @type {Record<string, string>} */
const reasons = {
  "package-missing": "the electron package is not installed (npm install --include=dev)",
  "file-missing": "Electron's program file is not here and could not be downloaded",
  "file-stale": "Electron's program file belongs to another version",
  "override-empty": "ELECTRON_OVERRIDE_DIST_PATH names a folder without Electron",
  "not-executable": "Electron's program file is here but may not be run",
  "not-wanted": "it was asked for with --browser",
}
const remedy =
  "To try again: npx install-electron --no. Behind a mirror: set ELECTRON_MIRROR. A copy of your own: ELECTRON_OVERRIDE_DIST_PATH."

try {
  await ensureBuilt(say)
  if (args.includes("--headless")) await import("../dist/electron/host.js")
  else await openCairn()
} catch (problem) {
  say(problem instanceof Error ? problem.message : String(problem))
  process.exitCode = 1
}

async function openCairn() {
  const found = args.includes("--browser") ? { ok: false, why: "not-wanted" } : await electronOrReason()
  if ("path" in found) return runElectron(found.path)
  if (args.includes("--electron")) throw new Error(`Cannot open the window: ${reasons[found.why]}. ${remedy}`)
  runInBrowser(`${reasons[found.why] ?? found.why}`)
}

/** Fetches the program file once when it is missing; a failure is no error, only a reason. */
async function electronOrReason() {
  const found = findElectron({ root })
  const mayFetch = !args.includes("--no-download") && !process.env.CAIRN_NO_DOWNLOAD
  if (found.ok || !("folder" in found) || !found.folder || !mayFetch) return found
  say(`Getting Electron ${found.version} (about 115 MB, once).`)
  spawnSync(process.execPath, [join(found.folder, "install.js")], { stdio: "ignore", timeout: 600_000 })
  return findElectron({ root })
}

/** @param {string} file */
function runElectron(file) {
  // Some editors' terminals set it; Electron would start as plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  say("Opening Cairn in its window.")
  const startedAt = Date.now()
  let said = ""
  const child = spawn(file, [root, ...args], { stdio: ["inherit", "inherit", "pipe"], env })
  child.stderr.on("data", (chunk) => {
    process.stderr.write(chunk)
    if (said.length < 8192) said += chunk
  })
  child.on("error", () => runInBrowser("Electron's program file could not be run"))
  child.on("exit", (code, signal) => {
    if (code === 0 || Date.now() - startedAt > 5_000) process.exitCode = code ?? 1
    else runInBrowser(`Electron stopped right after starting: ${hintFor(said) ?? `exit ${signal ?? code}`}`)
  })
}

/** @param {string} said */
function hintFor(said) {
  if (/shared libraries/.test(said)) return "a system library is missing"
  if (/DISPLAY|X server|Wayland/i.test(said)) return "there is no screen to show it on"
  if (/SUID sandbox|No usable sandbox/.test(said))
    return "the system forbids Chromium's sandbox (an AppArmor rule on Ubuntu 24.04)"
  return undefined
}

/** @param {string} why */
function runInBrowser(why) {
  say(
    `Opening Cairn in the browser instead of its own window: ${why}.${why === reasons["not-wanted"] ? "" : ` ${remedy}`}`,
  )
  const passed = args.filter((arg) => !["--browser", "--no-open", "--no-download"].includes(arg))
  const child = spawn(process.execPath, [join(root, "dist/electron/host.js"), "--headless", ...passed], {
    stdio: ["inherit", "pipe", "inherit"],
  })
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => child.kill(signal))
  let printed = ""
  child.stdout.on("data", (chunk) => {
    printed += chunk
    const end = printed.indexOf("\n")
    if (end < 0) return
    const { links } = JSON.parse(printed.slice(0, end))
    printed = ""
    say(`Your own link, for this computer only: ${links.facilitator}`)
    say("Ctrl+C stops Cairn; everything is saved.")
    if (!args.includes("--no-open") && !process.env.CI) openAddress(links.facilitator)
  })
  child.on("exit", (code) => {
    process.exitCode = code ?? 0
  })
}

/**
 * Opens the browser at a page that leads on to the link: the link holds a secret, which must not stand in the process
 * list that everybody on this computer can read.
 *
 * @param {string} link
 */
function openAddress(link) {
  const folder = join(root, "node_modules/.cache")
  const page = join(folder, "cairn-open.html")
  mkdirSync(folder, { recursive: true })
  rmSync(page, { force: true })
  writeFileSync(page, `<!doctype html><title>Cairn</title><script>location.replace(${JSON.stringify(link)})</script>`, {
    mode: 0o600,
  })
  setTimeout(() => rmSync(page, { force: true }), 60_000).unref()
  const [command, commandArgs] =
    process.platform === "darwin"
      ? ["open", [page]]
      : process.platform === "win32"
        ? ["rundll32", ["url.dll,FileProtocolHandler", page]]
        : ["xdg-open", [page]]
  const opener = spawn(command, commandArgs, { stdio: "ignore", detached: true })
  opener.on("error", () => say("No browser could be opened; use the link above."))
  opener.unref()
}
