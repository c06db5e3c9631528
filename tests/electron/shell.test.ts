import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { IpcMain, WebFrameMain } from "electron"
import { describe, expect, test, vi } from "vitest"
import { openedWith, readWorkshopText, safeName, saveFile } from "../../electron/files.ts"
import { isTrusted, serveShell } from "../../electron/ipc.ts"
import { acceleratorOf, menuTemplate } from "../../electron/menu.ts"
import { pageServer } from "../../electron/page.ts"
import { type MenuAction, shellCalls } from "../../shared/protocol/ipc.ts"

const frame = (url: string, parent: unknown = null) => ({ url, parent }) as unknown as WebFrameMain
type Handler = (event: { senderFrame: WebFrameMain | null }, ...args: unknown[]) => unknown

function served() {
  const handlers = new Map<string, Handler>()
  const ipcMain = { handle: (name: string, handler: Handler) => handlers.set(name, handler) }
  const serve = {
    "host-link": vi.fn(async () => ({ port: 1, pass: "p" })),
    "save-file": vi.fn(async () => ({ state: "cancelled" }) as const),
    "open-file": vi.fn(async () => ({ state: "cancelled" }) as const),
    "set-menu": vi.fn(async () => null),
    "open-address": vi.fn(async () => null),
    "open-projector": vi.fn(async () => null),
  }
  serveShell(ipcMain as unknown as Pick<IpcMain, "handle">, serve)
  const call = (name: string, url: string | null, ...args: unknown[]) =>
    handlers.get(`cairn:${name}`)?.({ senderFrame: url === null ? null : frame(url) }, ...args)
  return { serve, call, names: [...handlers.keys()] }
}

describe("what the window may ask of the shell", () => {
  test("is exactly the contract", () => {
    expect(served().names).toEqual(shellCalls.map((name) => `cairn:${name}`))
  })

  test.each([
    ["a dead frame", null],
    ["a web page", "https://canary.example/"],
    ["a look-alike of our origin", "app://cairn.evil/"],
    ["another host of our scheme", "app://other/"],
    ["a local file", "file:///etc/passwd"],
  ])("is refused to %s", (_who, url) => {
    const { call, serve } = served()
    expect(() => call("host-link", url)).toThrow("not our own window")
    expect(serve["host-link"]).not.toHaveBeenCalled()
  })

  test("is refused to a frame inside our page", () => {
    expect(isTrusted({ senderFrame: frame("app://cairn/", {}) })).toBe(false)
    expect(isTrusted({ senderFrame: frame("app://cairn/") })).toBe(true)
  })

  test("is refused with arguments of another form, and nothing is done", () => {
    const { call, serve } = served()
    for (const bad of [undefined, null, {}, { name: "a", format: "exe", bytes: new Uint8Array() }, { name: 1 }])
      expect(() => call("save-file", "app://cairn/", bad)).toThrow("Refused")
    for (const bad of [undefined, "menu", [{ name: 1 }], [{ name: "a", label: "b", group: "x" }]])
      expect(() => call("set-menu", "app://cairn/", bad)).toThrow("Refused")
    expect(serve["save-file"]).not.toHaveBeenCalled()
    expect(serve["set-menu"]).not.toHaveBeenCalled()
  })
})

describe("files", () => {
  const folder = () => mkdtempSync(join(tmpdir(), "cairn-files-"))

  test("are written whole, with nothing left beside them", async () => {
    const path = join(folder(), "map.json")
    const dialogs = { askWhereToSave: async () => path, askWhatToOpen: async () => undefined }
    const saved = await saveFile(dialogs, { name: "map", format: "json", bytes: new TextEncoder().encode("{}") })
    expect(saved).toEqual({ state: "saved", name: "map.json" })
    expect(readFileSync(path, "utf8")).toBe("{}")
    expect(readdirSync(join(path, ".."))).toEqual(["map.json"])
  })

  test("that cannot be written leave the old one as it was", async () => {
    const path = join(folder(), "map.json")
    mkdirSync(path)
    const dialogs = { askWhereToSave: async () => path, askWhatToOpen: async () => undefined }
    const saved = await saveFile(dialogs, { name: "map", format: "json", bytes: new Uint8Array([1]) })
    expect(saved.state).toBe("failed")
    expect(readdirSync(join(path, ".."))).toEqual(["map.json"])
  })

  test("that are not there are said to be so", async () => {
    expect(await readWorkshopText(join(folder(), "gone.json"))).toEqual({ state: "failed", reason: "ENOENT" })
  })

  test.each([
    ["../../etc/passwd", "etc passwd.json"],
    ["CON", "Cairn CON.json"],
    ["", "Cairn.json"],
    ["...", "Cairn.json"],
    ["-rf", "rf.json"],
    ["a:b*c?.png", "a b c.json"],
    ["\u202Egnp.exe", "gnp.json"],
    ["map\0.exe", "map.json"],
    ["Größe 🌿", "Größe 🌿.json"],
  ])("called %j are offered as %j", (name, offered) => {
    expect(safeName(name, "json")).toBe(offered)
  })

  test("and links are found among arguments, options of other programs are not", () => {
    const file = join(folder(), "shop.cairn")
    writeFileSync(file, "")
    expect(openedWith(["--inspect", file, "--load-extension=x"])).toEqual({ file })
    expect(openedWith(["cairn://join?h=x"])).toEqual({ link: "cairn://join?h=x" })
    expect(openedWith(["--remote-debugging-port=9222"])).toEqual({})
  })
})

describe("the native menu", () => {
  const actions: readonly MenuAction[] = [
    { name: "undo", label: "Undo", shortcut: "Control+Z", group: "card", isEnabled: false },
    { name: "fit", label: "Show all", group: "view", isEnabled: true },
  ]

  test("is made of the interface's actions and sends back their names", () => {
    const run = vi.fn()
    const template = menuTemplate(actions, run, "linux")
    const view = template.find(({ label }) => label === "&View")
    const items = Array.isArray(view?.submenu) ? view.submenu : []
    expect(items.map(({ label, enabled }) => ({ label, enabled }))).toEqual([{ label: "Show all", enabled: true }])
    items[0]?.click?.(undefined as never, undefined as never, undefined as never)
    expect(run).toHaveBeenCalledWith("fit")
  })

  test("shows a key as each system writes it and leaves handling it to the page", () => {
    expect(acceleratorOf("Control+Shift+Z")).toBe("CommandOrControl+Shift+Z")
    const card = menuTemplate(actions, () => {}, "darwin").find(({ label }) => label === "&Card")
    expect(Array.isArray(card?.submenu) && card.submenu[0]?.registerAccelerator).toBe(false)
  })
})

describe("our own page", () => {
  const folder = mkdtempSync(join(tmpdir(), "cairn-page-"))
  mkdirSync(join(folder, "page/assets"), { recursive: true })
  writeFileSync(join(folder, "secret.json"), "secret")
  writeFileSync(join(folder, "page/index.html"), "<!doctype html>")
  writeFileSync(join(folder, "page/assets/a.js"), "1")
  writeFileSync(join(folder, "page/notes.txt"), "not part of the page")
  const serve = pageServer(join(folder, "page"))

  test("is served with its types and a strict policy", async () => {
    const response = serve("app://cairn/")
    expect(response.status).toBe(200)
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8")
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'")
    expect(await serve("app://cairn/assets/a.js").text()).toBe("1")
  })

  test.each([
    "app://cairn/../secret.json",
    "app://cairn/..%2fsecret.json",
    "app://cairn/assets/..%2f..%2f..%2fsecret.json",
    "app://cairn/%2e%2e/secret.json",
    "app://cairn/notes.txt",
    "app://cairn/assets",
    "app://cairn/__proto__",
    "app://other/index.html",
  ])("gives nothing for %s", async (address) => {
    const response = serve(address)
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain("secret")
  })
})
