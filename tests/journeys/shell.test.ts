import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Duplex } from "node:stream"
import { _electron, type ElectronApplication, type Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { WebSocketServer } from "ws"
import { findElectron } from "../../electron/findElectron.mjs"
import { protocolVersion } from "../../shared/protocol/messages.ts"
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

  test("S9 gives a page that was taken over nothing to take", async () => {
    const opened: string[] = []
    await app.evaluate(({ shell }) => {
      const asked: string[] = []
      Reflect.set(globalThis, "asked", asked)
      shell.openExternal = async (address: string) => void asked.push(address)
    })
    const got = await page.evaluate(async () => {
      const { call } = (
        globalThis as unknown as { cairn: { call: (name: string, ...args: unknown[]) => Promise<unknown> } }
      ).cairn
      const attempts: { readonly [what: string]: () => unknown } = {
        "reads the network": () => fetch("http://192.168.1.1/"),
        "reads a file": () => fetch("file:///etc/passwd"),
        "runs a script from elsewhere": () =>
          new Promise((resolve, reject) => {
            const script = document.createElement("script")
            script.addEventListener("load", resolve)
            script.addEventListener("error", reject)
            script.src = "https://canary.example/x.js"
            document.head.append(script)
          }),
        "makes markup of text": () => document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=alert(1)>"),
        "is given the camera": () => navigator.mediaDevices.getUserMedia({ video: true }),
        "is given the place": () =>
          new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
        "saves what is no file": () => call("save-file", { name: "x".repeat(300), format: "json", bytes: "text" }),
        "saves a program": () => call("save-file", { name: "x", format: "exe", bytes: new Uint8Array(1) }),
        "makes a menu of anything": () =>
          call(
            "set-menu",
            Array.from({ length: 1_000 }, () => ({})),
          ),
        "calls what inherits": () => call("constructor"),
      }
      const outcomes = await Promise.all(
        Object.entries(attempts).map(async ([what, attempt]) => {
          try {
            await attempt()
            return [what]
          } catch {
            return []
          }
        }),
      )
      for (const address of ["file:///etc/passwd", "javascript:1", "cairn://x", "ms-msdt:/id", "https://a@b.example/"])
        await call("open-address", address)
      return outcomes.flat()
    })
    opened.push(...(await app.evaluate(() => Reflect.get(globalThis, "asked") as string[])))
    expect(got).toEqual([])
    expect(opened).toEqual([])
    expect(await page.evaluate(() => document.querySelectorAll("img[onerror]").length)).toBe(0)
  })

  test("S9 joined to a host that means no good, shows that it could not and nothing of it", async () => {
    const calls: string[] = []
    const isOurs = /^(app:\/\/cairn\/|http:\/\/(cairn\.localhost|127\.0\.0\.1)[:/]|blob:|data:)/
    const note = (what: string) => (one: { url: () => string }) => {
      if (!isOurs.test(one.url())) calls.push(`${what} ${one.url()}`)
    }
    const onRequest = note("request")
    page.on("request", onRequest)
    const evil = await openEvilHost()
    const before = page.url()
    await page.getByLabel("Link or address").fill(`http://127.0.0.1:${evil.port}/#j=AAAAAAAAAAAAAAAAAAAAAA`)
    await page.getByRole("button", { name: "Join", exact: true }).click()
    await page.getByRole("heading", { name: "The workshop does not answer" }).waitFor()
    await expect.poll(() => evil.answered(), { timeout: 20_000 }).toBe(evil.ways)
    await page.getByRole("button", { name: "Join elsewhere" }).waitFor()
    expect(new URL(page.url()).origin).toBe(new URL(before).origin)
    expect(await page.evaluate(() => document.body.innerText)).not.toMatch(/pwned|undefined|\[object/i)
    expect(await page.evaluate(() => "__pwn" in globalThis)).toBe(false)
    expect(calls).toEqual([])
    page.off("request", onRequest)
    await evil.close()
    await page.goto(before)
    await page.reload()
    await page.getByRole("button", { name: /Sample workshop/ }).waitFor()
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
    await page.getByRole("dialog").waitFor({ state: "detached" })
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

/** Answers each attempt in another way: a redirect, a page, broken frames, and an opening with monsters behind it. */
async function openEvilHost() {
  const canary = "<script>__pwn=1</script>pwned"
  const server = createServer((_request, response) =>
    response.writeHead(302, { location: "http://canary.example/" }).end(canary),
  )
  const sockets = new WebSocketServer({ noServer: true })
  const raw = (head: string) => (socket: Duplex) => socket.end(`HTTP/1.1 ${head}\r\nConnection: close\r\n\r\n${canary}`)
  const frames = (all: readonly (string | Buffer)[]) => (socket: Duplex, request: IncomingMessage) =>
    sockets.handleUpgrade(request, socket, Buffer.alloc(0), (opened) => {
      for (const one of all) opened.send(one)
      opened.on("message", () => opened.close())
    })
  const ways = [
    raw("302 Found\r\nLocation: http://canary.example/"),
    frames([canary, "{", Buffer.alloc(0)]),
    frames([Buffer.concat([Buffer.from([protocolVersion, 0]), Buffer.alloc(32, 9)]), Buffer.alloc(3_000_000, 7)]),
  ]
  let answered = 0
  server.on("upgrade", (request, socket) => {
    socket.on("error", () => {})
    ways[answered++ % ways.length]?.(socket, request)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    port: (server.address() as AddressInfo).port,
    ways: ways.length,
    answered: () => Math.min(answered, ways.length),
    close: async () => {
      sockets.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
