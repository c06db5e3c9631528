/**
 * Stands in for the `electron` package in every test. Code that reaches the shell must be given its parts as arguments
 * or be tested with a fake of its own.
 */
const refuse = (name: string) =>
  new Proxy(() => {}, {
    get: (_, key) => {
      throw new Error(`A test touched electron.${name}.${String(key)}; pass in what the code needs`)
    },
  }) as never

export const app = refuse("app")
export const BrowserWindow = refuse("BrowserWindow")
export const contextBridge = refuse("contextBridge")
export const dialog = refuse("dialog")
export const ipcMain = refuse("ipcMain")
export const ipcRenderer = refuse("ipcRenderer")
export const Menu = refuse("Menu")
export const powerMonitor = refuse("powerMonitor")
export const powerSaveBlocker = refuse("powerSaveBlocker")
export const protocol = refuse("protocol")
export const screen = refuse("screen")
export const session = refuse("session")
export const shell = refuse("shell")
export const utilityProcess = refuse("utilityProcess")
