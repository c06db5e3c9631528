import { join } from "node:path"
import { app, BrowserWindow, type Session, type WebContents } from "electron"
import { appOrigin, isOwnAddress } from "./origin.ts"

/** What a page of ours may ask the system for. Everything else is denied, which is not Electron's default. */
const allowedPermissions: readonly string[] = ["clipboard-sanitized-write", "fullscreen"]

/** The settings of every window; a test holds them. */
export const webPreferences = (preload: string) =>
  ({
    preload,
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
    spellcheck: true,
    devTools: !app.isPackaged,
  }) as const

const here = import.meta.dirname

/** Opens a window on our own page. The projector's shows the same workshop and has nothing to press. */
export function openWindow(role: "main" | "projector"): BrowserWindow {
  const window = new BrowserWindow({
    name: role,
    windowStatePersistence: true,
    width: 1440,
    height: 900,
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: "Cairn",
    backgroundColor: "#faf8f4",
    webPreferences: webPreferences(join(here, "preload.cjs")),
  })
  window.once("ready-to-show", () => window.show())
  void window.loadURL(`${appOrigin}/${role === "projector" ? "?projector" : ""}`)
  return window
}

/** No page leaves our origin, opens windows, embeds others or downloads anything. */
export function guardContents(contents: WebContents): void {
  const stay = (event: { readonly url: string; preventDefault: () => void }) => {
    if (!isOwnAddress(event.url)) event.preventDefault()
  }
  contents.on("will-navigate", stay)
  contents.on("will-redirect", stay)
  contents.on("will-frame-navigate", stay)
  contents.on("will-attach-webview", (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: "deny" }))
}

export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(allowedPermissions.includes(permission)),
  )
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => isOwnAddress(origin) && allowedPermissions.includes(permission),
  )
  session.setDevicePermissionHandler(() => false)
  session.on("will-download", (event, item) => {
    if (!item.getURL().startsWith(`blob:${appOrigin}`)) event.preventDefault()
  })
}
