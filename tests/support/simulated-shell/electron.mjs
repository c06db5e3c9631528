import { fork } from "node:child_process"
import { EventEmitter } from "node:events"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { pack, preloadShim, unpack } from "./preloadShim.mjs"

/**
 * The part of Electron's main-process interface that Cairn uses, over plain Node and a Chromium. `boot.mjs` gives it
 * the Chromium; tests read `simulated` to see what was asked of the system.
 */
export const simulated = {
  folder: "",
  appPath: "",
  /** @type {import("./chromium.mjs").openChromium extends (...args: never[]) => Promise<infer C> ? C : never} */
  chromium: undefined,
  calls: [],
  schemes: [],
  nextSave: undefined,
  nextOpen: undefined,
  menu: undefined,
  permissions: {},
  blockers: new Set(),
  hosts: [],
  ready: undefined,
  waiting: undefined,
  shutDown: () => {},
}

const toHttp = (address) => address.replace(/^app:\/\/([^/]+)/, "http://$1.localhost")
const toApp = (address) => address.replace(/^http:\/\/([^/:]+)\.localhost(?::\d+)?/, "app://$1")
const missing = (name) =>
  new Proxy(
    {},
    {
      get: (_target, key) => {
        if (typeof key === "symbol" || key === "then") return undefined
        throw new Error(`simulated shell: ${name}.${key} is not simulated`)
      },
    },
  )

class App extends EventEmitter {
  isPackaged = false
  name = "cairn"
  commandLine = { appendSwitch: () => {}, hasSwitch: () => false, getSwitchValue: () => "" }
  #isReady = false
  #ready = new Promise((resolve) => {
    simulated.ready = () => {
      this.#isReady = true
      resolve()
      this.emit("ready")
    }
  })
  whenReady() {
    simulated.waiting?.()
    return this.#ready
  }
  isReady = () => this.#isReady
  requestSingleInstanceLock = () => true
  setAsDefaultProtocolClient = (scheme) => simulated.calls.push(`protocol client ${scheme}`)
  enableSandbox = () => simulated.calls.push("sandbox")
  getPath = (name) => join(simulated.folder, name)
  getAppPath = () => simulated.appPath
  getVersion = () => "0.0.0-simulated"
  quit() {
    let isPrevented = false
    const event = {
      preventDefault: () => {
        isPrevented = true
      },
    }
    this.emit("before-quit", event)
    if (!isPrevented) simulated.shutDown(0)
  }
  exit = (code = 0) => simulated.shutDown(code)
}
export const app = new App()

const schemes = new Map()
export const protocol = {
  registerSchemesAsPrivileged: (list) => {
    if (app.isReady()) throw new Error("must be called before ready")
    simulated.schemes.push(...list)
  },
  handle: (scheme, answer) => {
    if (!app.isReady()) throw new Error("protocol.handle before ready")
    schemes.set(scheme, answer)
  },
}

class IpcMain extends EventEmitter {
  handlers = new Map()
  handle(channel, handler) {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.handlers.set(channel, handler)
  }
}
export const ipcMain = new IpcMain()

class WebContents extends EventEmitter {
  address = ""
  openHandler = () => ({ action: "allow" })
  constructor(window) {
    super()
    this.window = window
  }
  setWindowOpenHandler(handler) {
    this.openHandler = handler
  }
  getURL = () => toApp(this.address)
  get mainFrame() {
    return { url: this.getURL(), origin: "app://cairn", parent: null }
  }
  async send(channel, ...args) {
    await this.window.attached
    const expression = `globalThis.simulatedDeliver(${JSON.stringify(channel)}, ${JSON.stringify(pack(args))})`
    await this.window.cdp("Runtime.evaluate", { expression }).catch(() => {})
  }
  isDestroyed = () => this.window.isDestroyed()
}

const windows = new Set()
export class BrowserWindow extends EventEmitter {
  static getAllWindows = () => [...windows]
  static fromWebContents = (contents) => contents?.window ?? null
  static getFocusedWindow = () => [...windows][0] ?? null
  #isVisible = false
  constructor(options = {}) {
    super()
    const { sandbox, contextIsolation, nodeIntegration, webSecurity } = options.webPreferences ?? {}
    if (!sandbox || !contextIsolation || nodeIntegration || !webSecurity)
      throw new Error("simulated shell: a window without sandbox, isolation or web security is refused")
    this.options = options
    this.webContents = new WebContents(this)
    windows.add(this)
    app.emit("web-contents-created", {}, this.webContents)
    this.attached = attach(this)
  }
  async loadURL(address) {
    await this.attached
    this.webContents.address = address
    await this.cdp("Page.navigate", { url: toHttp(address) })
  }
  show() {
    this.#isVisible = true
  }
  isVisible = () => this.#isVisible
  focus() {}
  restore() {}
  isMinimized = () => false
  getBounds = () => ({ x: 0, y: 0, width: this.options.width, height: this.options.height })
  isDestroyed = () => !windows.has(this)
  close() {
    if (!windows.delete(this)) return
    simulated.chromium.send("Target.closeTarget", { targetId: this.targetId }).catch(() => {})
    this.emit("closed")
    if (windows.size === 0) app.emit("window-all-closed")
  }
}

/** Makes a page of Chromium into a window: our scheme is answered by its handler, the preload runs first, IPC is a binding. */
async function attach(window) {
  const { send, listen } = simulated.chromium
  const pages = await send("Target.getTargets")
  const spare = pages.targetInfos.find(({ type, url }) => type === "page" && url === "about:blank")
  const isFirst = windows.size === 1 && spare
  const target = isFirst ? spare : await send("Target.createTarget", { url: "about:blank", newWindow: true })
  window.targetId = target.targetId
  const { sessionId } = await send("Target.attachToTarget", { targetId: target.targetId, flatten: true })
  window.cdp = (method, params) => send(method, params, sessionId)
  listen(sessionId, (method, params) => {
    if (method === "Runtime.bindingCalled") void answerCall(window, params)
    if (method === "Fetch.requestPaused") void answerRequest(window, params)
    if (method === "Page.frameNavigated" && !params.frame.parentId) window.webContents.address = params.frame.url
    if (method === "Page.loadEventFired") window.emit("ready-to-show")
  })
  await window.cdp("Page.enable")
  await window.cdp("Runtime.enable")
  await window.cdp("Runtime.addBinding", { name: "simulatedSend" })
  await window.cdp("Fetch.enable", { patterns: [{ urlPattern: "http://*.localhost/*" }] })
  const source = preloadShim(readFileSync(window.options.webPreferences.preload, "utf8"))
  await window.cdp("Page.addScriptToEvaluateOnNewDocument", { source })
  const { width = 800, height = 600 } = window.options
  await window.cdp("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false })
}

async function answerCall(window, { payload, executionContextId }) {
  const { id, channel, args } = JSON.parse(payload)
  const event = { sender: window.webContents, senderFrame: window.webContents.mainFrame }
  let answer
  try {
    const handler = ipcMain.handlers.get(channel)
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    answer = [id, true, pack(await handler(event, ...unpack(args)))]
  } catch (problem) {
    answer = [id, false, `Error invoking remote method '${channel}': ${problem}`]
  }
  const expression = `globalThis.simulatedSettle(${answer.map((part) => JSON.stringify(part)).join(", ")})`
  await window.cdp("Runtime.evaluate", { expression, contextId: executionContextId }).catch(() => {})
}

async function answerRequest(window, { requestId, request }) {
  const answer = schemes.get("app")
  const response = answer
    ? await answer(new Request(toApp(request.url), { method: request.method }))
    : new Response("", { status: 404 })
  const body = Buffer.from(await response.arrayBuffer()).toString("base64")
  const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value: toHttp(value) }))
  // A page that was left or loaded anew in the meantime waits for no answer.
  await window
    .cdp("Fetch.fulfillRequest", { requestId, responseCode: response.status, responseHeaders, body })
    .catch(() => {})
}

export const utilityProcess = {
  fork: (file, args = [], options = {}) => {
    const child = fork(file, args, { serialization: "advanced", stdio: ["ignore", "inherit", "inherit", "ipc"] })
    simulated.hosts.push(child)
    simulated.calls.push(`utility process ${options.serviceName}`)
    return {
      on: (event, listener) => child.on(event, listener),
      postMessage: (message) => child.send(message),
      kill: () => child.kill("SIGKILL"),
    }
  },
}

export const dialog = {
  showSaveDialog: async () => simulated.nextSave ?? { canceled: true, filePath: "" },
  showOpenDialog: async () => simulated.nextOpen ?? { canceled: true, filePaths: [] },
}
export const powerSaveBlocker = {
  start: (type) => {
    simulated.calls.push(`power save blocker ${type}`)
    const id = simulated.blockers.size + 1
    simulated.blockers.add(id)
    return id
  },
  stop: (id) => simulated.blockers.delete(id),
  isStarted: (id) => simulated.blockers.has(id),
}
export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (handler) => {
      simulated.permissions.request = handler
    },
    setPermissionCheckHandler: (handler) => {
      simulated.permissions.check = handler
    },
    setDevicePermissionHandler: (handler) => {
      simulated.permissions.device = handler
    },
  }),
}
export const shell = { openExternal: async (address) => simulated.calls.push(`open ${address}`) }
export const Menu = {
  buildFromTemplate: (items) => ({ items }),
  setApplicationMenu: (menu) => {
    simulated.menu = menu
  },
}
export const webContents = {
  fromDevToolsTargetId: (id) => [...windows].find(({ targetId }) => targetId === id)?.webContents ?? null,
}
export const autoUpdater = missing("autoUpdater")
export const safeStorage = missing("safeStorage")
export const Tray = missing("Tray")
