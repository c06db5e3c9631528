import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Session, WebContents } from "electron"
import { describe, expect, test, vi } from "vitest"
import { guardContents, guardSession, openWindow } from "../../electron/window.ts"

/** Stands in for Electron: writes down every window that is made and every address that one loads. */
const made = vi.hoisted(() => ({ windows: [] as Record<string, unknown>[], loaded: [] as string[] }))
vi.mock("electron", () => ({
  app: { isPackaged: true },
  BrowserWindow: class {
    constructor(options: Record<string, unknown>) {
      made.windows.push(options)
    }
    once() {}
    show() {}
    loadURL(address: string) {
      made.loaded.push(address)
      return Promise.resolve()
    }
  },
}))

type Listener = (event: { url: string; preventDefault: () => void }, item?: { getURL: () => string }) => void

describe("S9 every window", () => {
  test("is sandboxed and isolated, has no Node, and no developer tools once packed", () => {
    openWindow("main")
    openWindow("projector")

    expect(made.windows).toHaveLength(2)
    for (const { webPreferences } of made.windows) {
      expect(webPreferences).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        webSecurity: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webviewTag: false,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        navigateOnDragDrop: false,
        devTools: false,
      })
      expect(webPreferences).not.toHaveProperty("enableBlinkFeatures")
    }
  })

  test("loads our own page and nothing else", () => {
    for (const address of made.loaded) expect(new URL(address)).toMatchObject({ protocol: "app:", host: "cairn" })
  })

  test("stays on our page, opens no other and embeds none", () => {
    const listeners = new Map<string, Listener>()
    let opens: unknown
    guardContents({
      on: (name: string, listener: Listener) => listeners.set(name, listener),
      setWindowOpenHandler: (handler: () => unknown) => {
        opens = handler()
      },
    } as unknown as WebContents)

    const isPrevented = (name: string, url: string): boolean => {
      const preventDefault = vi.fn()
      listeners.get(name)?.({ url, preventDefault })
      return preventDefault.mock.calls.length > 0
    }
    expect([...listeners.keys()].sort()).toEqual([
      "will-attach-webview",
      "will-frame-navigate",
      "will-navigate",
      "will-redirect",
    ])
    for (const name of ["will-navigate", "will-redirect", "will-frame-navigate"]) {
      for (const url of [
        "https://canary.example/",
        "file:///etc/passwd",
        "app://cairn.evil/",
        "http://192.168.1.7:4711/",
        "data:text/html,x",
        "javascript:1",
        "nonsense",
      ])
        expect(isPrevented(name, url), `${name} ${url}`).toBe(true)
      expect(isPrevented(name, "app://cairn/?projector")).toBe(false)
    }
    expect(isPrevented("will-attach-webview", "app://cairn/")).toBe(true)
    expect(opens).toEqual({ action: "deny" })
  })

  test("is given no permission but copying and the whole screen, and downloads nothing but its own exports", () => {
    let request: (contents: unknown, permission: string, answer: (isGiven: boolean) => void) => void = () => {}
    let check: (contents: unknown, permission: string, origin: string) => boolean = () => true
    let device: () => boolean = () => true
    let download: Listener = () => {}
    guardSession({
      setPermissionRequestHandler: (handler: typeof request) => {
        request = handler
      },
      setPermissionCheckHandler: (handler: typeof check) => {
        check = handler
      },
      setDevicePermissionHandler: (handler: typeof device) => {
        device = handler
      },
      on: (_name: string, listener: Listener) => {
        download = listener
      },
    } as unknown as Session)

    const denied =
      "media geolocation notifications midi midiSysex pointerLock openExternal display-capture hid serial usb clipboard-read window-management local-fonts unknown".split(
        " ",
      )
    for (const permission of denied) {
      const answer = vi.fn()
      request(null, permission, answer)
      expect(answer, permission).toHaveBeenCalledWith(false)
      expect(check(null, permission, "app://cairn/"), permission).toBe(false)
    }
    expect(check(null, "fullscreen", "https://canary.example/")).toBe(false)
    expect(device()).toBe(false)
    const isTaken = (address: string): boolean => {
      const preventDefault = vi.fn()
      download({ url: "", preventDefault }, { getURL: () => address })
      return preventDefault.mock.calls.length === 0
    }
    expect(isTaken("blob:app://cairn/1")).toBe(true)
    for (const address of ["https://canary.example/x.exe", "blob:https://canary.example/1", "data:text/html,x"])
      expect(isTaken(address), address).toBe(false)
  })
})

describe("S9 the shell's source", () => {
  const folder = join(import.meta.dirname, "../../electron")
  const text = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), "utf8"))
    .join("\n")
  const count = (what: RegExp) => text.match(what)?.length ?? 0

  test("opens what is outside in one place, behind the reader of addresses", () => {
    expect(count(/openExternal\(/g)).toBe(1)
    expect(text).toMatch(/if \(isOpenable\(address\)\) await shell\.openExternal/)
    expect(count(/openPath|showItemInFolder|openItem/g)).toBe(0)
  })

  test("switches on the sandbox before it is ready, and switches nothing off", () => {
    expect(text.indexOf("app.enableSandbox()")).toBeGreaterThan(0)
    expect(text.indexOf("app.enableSandbox()")).toBeLessThan(text.indexOf("app.whenReady()"))
    expect(
      count(
        /certificate-error|setCertificateVerifyProc|appendSwitch|no-sandbox|remote-debugging|crashReporter|autoUpdater/g,
      ),
    ).toBe(0)
    expect(count(/loadURL\(/g)).toBe(1)
    expect(count(/executeJavaScript|loadFile\(/g)).toBe(0)
  })
})
