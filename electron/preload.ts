import { contextBridge, type IpcRendererEvent, ipcRenderer } from "electron"
import { type ShellBridge, shellCalls, shellEvents } from "../shared/protocol/ipc.ts"

/**
 * Puts the contract on the page and nothing else: no `ipcRenderer`, no event object (it carries the sender), no name
 * outside of the two lists.
 */
const bridge: ShellBridge = {
  call: (name, ...args) =>
    shellCalls.includes(name)
      ? ipcRenderer.invoke(`cairn:${name}`, ...args)
      : Promise.reject(new Error(`Unknown call ${String(name)}`)),
  on: (name, listener) => {
    if (!shellEvents.includes(name)) throw new Error(`Unknown event ${String(name)}`)
    const deliver = (_event: IpcRendererEvent, ...args: Parameters<typeof listener>) => listener(...args)
    ipcRenderer.on(`cairn:${name}`, deliver)
    return () => {
      ipcRenderer.removeListener(`cairn:${name}`, deliver)
    }
  },
}
contextBridge.exposeInMainWorld("cairn", bridge)
