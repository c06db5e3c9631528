import { join } from "node:path"
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  powerSaveBlocker,
  protocol,
  session,
  shell,
  utilityProcess,
} from "electron"
import { readJoinLink } from "../shared/protocol/deepLink.ts"
import type { HostLink, ShellEvent, ShellEvents } from "../shared/protocol/ipc.ts"
import { type Dialogs, openedWith, openFile, saveFile } from "./files.ts"
import { defaultDataDirectory } from "./host/dataDirectory.ts"
import type { FromHost } from "./host/processMessages.ts"
import { type HostChild, superviseHost } from "./hostProcess.ts"
import { serveShell } from "./ipc.ts"
import { menuTemplate } from "./menu.ts"
import { isOpenable } from "./origin.ts"
import { pageServer } from "./page.ts"
import { guardContents, guardSession, openWindow } from "./window.ts"

/** Composition root of the desktop app: the host in its own process, one hardened window, and what connects the two. */

const here = import.meta.dirname
const rendererFolder = join(here, "../renderer")

protocol.registerSchemesAsPrivileged([
  { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
])
app.enableSandbox()
app.on("web-contents-created", (_event, contents) => guardContents(contents))

let offered = openedWith(process.argv.slice(1))
app.on("open-url", (event, link) => {
  event.preventDefault()
  offered = { link }
  offerLink(link)
})
app.on("open-file", (event, file) => {
  event.preventDefault()
  offered = { file }
})

if (app.requestSingleInstanceLock()) void run()
else app.quit()

/** Tells every window of ours. */
function tell<E extends ShellEvent>(name: E, ...args: ShellEvents[E]): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send(`cairn:${name}`, ...args)
}

function offerLink(link: string): void {
  const read = readJoinLink(link)
  if (read.ok) tell("join-offered", `http://${read.value.host}/#j=${read.value.secret}`)
}

async function run(): Promise<void> {
  app.setAsDefaultProtocolClient("cairn")
  await app.whenReady()
  const serve = pageServer(rendererFolder)
  protocol.handle("app", (request) => serve(request.url))
  guardSession(session.defaultSession)

  const host = startHost()
  serveShell(ipcMain, {
    "host-link": () => host.link,
    "save-file": (file) => saveFile(dialogs, file),
    "open-file": () => openFile(dialogs),
    "open-address": openAddress,
    "open-projector": async () => {
      openWindow("projector")
      return null
    },
    "set-menu": async (items) => {
      const template = menuTemplate(items, (name) => tell("action", name), process.platform)
      Menu.setApplicationMenu(Menu.buildFromTemplate(template))
      return null
    },
  })
  openWindow("main")
  if (offered.link) void host.link.then(() => offerLink(offered.link ?? ""))

  app.on("second-instance", (_event, args) => {
    const again = openedWith(args)
    const window = BrowserWindow.getAllWindows()[0]
    if (window?.isMinimized()) window.restore()
    window?.focus()
    if (again.link) offerLink(again.link)
  })
  app.on("activate", () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow("main")
  })
  app.on("window-all-closed", () => app.quit())
  let isStopped = false
  app.on("before-quit", (event) => {
    if (isStopped) return
    event.preventDefault()
    void host.stop().then(() => {
      isStopped = true
      app.quit()
    })
  })
}

function startHost(): { readonly link: Promise<HostLink>; readonly stop: () => Promise<void> } {
  let blocker: number | undefined
  let settle: (link: HostLink) => void = () => {}
  let current: HostLink | undefined
  const first = new Promise<HostLink>((resolve) => {
    settle = resolve
  })
  const keepAwake = (isOpen: boolean) => {
    if (isOpen && blocker === undefined) blocker = powerSaveBlocker.start("prevent-display-sleep")
    if (isOpen || blocker === undefined) return
    powerSaveBlocker.stop(blocker)
    blocker = undefined
  }
  const onMessage = (message: FromHost) => {
    if (message.type === "room") keepAwake(message.isOpen)
    if (message.type !== "ready") return
    const link = { port: message.port, pass: message.pass }
    if (current) tell("host-moved", link)
    current = link
    settle(link)
  }
  const supervised = superviseHost({
    fork: (): HostChild => {
      const child = utilityProcess.fork(join(here, "host-process.js"), [], { serviceName: "Cairn host" })
      return {
        postMessage: (message) => child.postMessage(message),
        on: (event, listener) => (event === "message" ? child.on("message", listener) : child.on("exit", listener)),
        kill: () => child.kill(),
      }
    },
    now: () => performance.now(),
    start: {
      dataDirectory: defaultDataDirectory(),
      page: rendererFolder,
      ...(offered.file === undefined ? {} : { workshop: offered.file }),
    },
    onMessage,
    onGone: (reason) => {
      keepAwake(false)
      tell("host-gone", reason)
    },
  })
  return {
    get link() {
      return current ? Promise.resolve(current) : first
    },
    stop: supervised.stop,
  }
}

const dialogs: Dialogs = {
  askWhereToSave: async (name, format) => {
    const { canceled, filePath } = await dialog.showSaveDialog({
      defaultPath: join(app.getPath("documents"), name),
      filters: [{ name: format.toUpperCase(), extensions: [format] }],
    })
    return canceled || filePath === "" ? undefined : filePath
  },
  askWhatToOpen: async () => {
    const { canceled, filePaths } = await dialog.showOpenDialog({
      properties: ["openFile"],
      filters: [{ name: "Cairn", extensions: ["json", "cairn", "csv", "owm", "txt", "canvas"] }],
    })
    return canceled ? undefined : filePaths[0]
  },
}

/** The only place from which anything outside is opened. */
async function openAddress(address: string): Promise<null> {
  if (isOpenable(address)) await shell.openExternal(new URL(address).href)
  return null
}
