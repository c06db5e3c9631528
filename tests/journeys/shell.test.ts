import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { _electron, type ElectronApplication, type Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { findElectron } from "../../electron/findElectron.mjs"
import { findBrowser } from "../support/browser.ts"
import { giveSocketsOurOrigin } from "../support/simulated-shell/socketOrigin.ts"

/**
 * One specification of the shell. With Electron's program file it runs in Electron; without it the same steps run in a
 * simulated shell, and every output says so. `CAIRN_REQUIRE_ELECTRON=1` turns the absence into a failure.
 */
const root = join(import.meta.dirname, "../..")
const found = findElectron({ root })
const isReal = found.ok
const label = isReal ? "REAL ELECTRON" : "SIMULATED SHELL (no Electron here)"

const folder = mkdtempSync(join(tmpdir(), "cairn-shell-"))
let app: ElectronApplication
let page: Page

beforeAll(async () => {
  if (!isReal && process.env.CAIRN_REQUIRE_ELECTRON)
    throw new Error("Electron is required and its program file is not here")
  const browser = isReal ? undefined : await findBrowser()
  app = await _electron.launch({
    executablePath: found.ok ? found.path : join(root, "tests/support/simulated-shell/electron-simulated"),
    args: [root],
    cwd: root,
    env: {
      ...(process.env as Record<string, string>),
      ...browser?.env,
      // A data directory of its own, on every system.
      HOME: folder,
      XDG_DATA_HOME: folder,
      APPDATA: folder,
      CAIRN_NODE: process.execPath,
      ...(browser ? { CAIRN_CHROMIUM: browser.executablePath } : {}),
    },
  })
  page = await app.firstWindow()
  if (!isReal) await giveSocketsOurOrigin(page)
}, 60_000)

afterAll(async () => {
  await app?.close()
  rmSync(folder, { recursive: true, force: true })
  process.stdout.write(
    isReal
      ? "\nREAL ELECTRON: the shell's specification ran in it.\n"
      : "\nREAL ELECTRON: NOT RUN (its program file is missing) - the shell's specification was simulated.\n",
  )
})

describe(`the shell [${label}]`, () => {
  test("opens our own page in a secure context and reaches its host", async () => {
    await page.getByRole("heading").first().waitFor()
    expect(new URL(page.url()).pathname).toBe("/")
    expect(await page.evaluate(() => isSecureContext)).toBe(true)
    const link = await page.evaluate(() =>
      (
        globalThis as unknown as { cairn: { call: (name: string) => Promise<{ port: number; pass: string }> } }
      ).cairn.call("host-link"),
    )
    expect(link.port).toBeGreaterThan(1024)
    const health = await fetch(`http://127.0.0.1:${link.port}/health`)
    expect(await health.json()).toMatchObject({ ready: true })
  })

  test("gives the page two functions and nothing of Node", async () => {
    const seen = await page.evaluate(() => ({
      bridge: Object.keys((globalThis as unknown as { cairn: object }).cairn).sort(),
      node: [
        typeof Reflect.get(globalThis, "require"),
        typeof Reflect.get(globalThis, "process"),
        typeof Reflect.get(globalThis, "Buffer"),
      ],
    }))
    expect(seen).toEqual({ bridge: ["call", "on"], node: ["undefined", "undefined", "undefined"] })
  })

  test("refuses calls outside of the contract", async () => {
    const refused = await page.evaluate(async () => {
      const { call } = (
        globalThis as unknown as { cairn: { call: (name: string, ...args: unknown[]) => Promise<unknown> } }
      ).cairn
      const say = (problem: unknown) => String(problem)
      return [await call("nope").catch(say), await call("save-file", { name: 1 }).catch(say)]
    })
    expect(refused[0]).toContain("Unknown call")
    expect(refused[1]).toContain("Refused")
  })

  test("serves no file from outside of the page", async () => {
    expect(await page.evaluate(async () => (await fetch("/..%2f..%2fpackage.json")).status)).toBe(404)
  })

  test("opens its window with every wall up", async () => {
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      if (!window) return {}
      const options = (window as unknown as { options?: { webPreferences: object } }).options
      return (
        options?.webPreferences ??
        (window.webContents as unknown as { getLastWebPreferences: () => object }).getLastWebPreferences()
      )
    })
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      nodeIntegration: false,
      webviewTag: false,
    })
  })

  test("opens the sample workshop, opens the room, and keeps the screen awake while it is open", async () => {
    await page.getByRole("button", { name: /Sample workshop/ }).click()
    await page.getByRole("group", { name: "Capability: Checkout" }).waitFor()
    await page.getByRole("button", { name: "Open the room" }).click()
    await page.getByRole("heading", { name: "Scan to take part" }).waitFor()
    const isAwake = () =>
      app.evaluate(({ powerSaveBlocker }) => [1, 2, 3, 4, 5, 6, 7, 8].some((id) => powerSaveBlocker.isStarted(id)))
    await expect.poll(isAwake).toBe(true)
    await page.getByRole("button", { name: "Close the room" }).click()
    await expect.poll(isAwake).toBe(false)
  })

  test("writes an export where the person says, whole", async () => {
    const path = join(folder, "shop.json")
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen })
    }, path)
    await page.keyboard.press("Escape")
    await page.keyboard.press("Control+Shift+E")
    await page.getByRole("radio", { name: "JSON", exact: true }).check({ force: true })
    await page.getByRole("button", { name: "Save" }).click()
    await page.getByText(/^Saved:/).waitFor()
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ format: "cairn-workshop" })
  })

  test("has what it needs to be packaged", () => {
    for (const file of [
      "dist/electron/main.js",
      "dist/electron/preload.cjs",
      "dist/electron/host-process.js",
      "assets/icon.png",
    ])
      expect(existsSync(join(root, file)), file).toBe(true)
  })
})
