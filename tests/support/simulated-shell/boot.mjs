import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { openChromium } from "./chromium.mjs"
import * as electron from "./electron.mjs"

/** What Electron does when it starts: brings up a browser, then runs the app's main file, then says that it is ready. */
const { simulated } = electron
globalThis.simulatedElectron = electron
simulated.appPath = resolve(process.argv.slice(2).find((arg) => !arg.startsWith("-")) ?? ".")
simulated.folder = mkdtempSync(join(tmpdir(), "cairn-simulated-shell-"))
process.versions.electron ??= "simulated"

const chromium = await openChromium(join(simulated.folder, "profile"))
simulated.chromium = chromium
let isEnding = false
simulated.shutDown = (code) => {
  if (isEnding) return
  isEnding = true
  for (const host of simulated.hosts) host.kill("SIGKILL")
  chromium.child.once("exit", () => {
    rmSync(simulated.folder, { recursive: true, force: true, maxRetries: 5 })
    process.exit(code)
  })
  chromium.child.kill()
}
chromium.child.on("exit", () => simulated.shutDown(0))
process.on("SIGTERM", () => simulated.shutDown(0))

// Playwright releases the app when it has connected to both; without it the app goes on by itself.
let release
const released = new Promise((done) => {
  release = done
})
globalThis.__playwright_run = async () => release()
if (!process.argv.includes("--remote-debugging-port=0")) release()

const main = JSON.parse(readFileSync(join(simulated.appPath, "package.json"), "utf8")).main
const waiting = new Promise((done) => {
  simulated.waiting = done
})
const loading = import(pathToFileURL(join(simulated.appPath, main)).href).catch((problem) => {
  process.stderr.write(`${problem?.stack}\n`)
  simulated.shutDown(1)
})
process.stderr.write(`DevTools listening on ${chromium.address}\n`)
await Promise.race([loading, waiting])
await released
simulated.ready()
