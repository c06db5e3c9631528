import type { IpcMain, IpcMainInvokeEvent } from "electron"
import { isPlain } from "../shared/model/fields.ts"
import {
  type FileToSave,
  type MenuAction,
  type ShellCall,
  type ShellCalls,
  saveFormats,
  shellCalls,
} from "../shared/protocol/ipc.ts"
import { isOwnAddress } from "./origin.ts"

type Serve = { readonly [C in ShellCall]: (...args: ShellCalls[C]["args"]) => Promise<ShellCalls[C]["result"]> }

/** The most bytes a page may hand over to be saved. */
const saveLimit = 512 * 1024 * 1024

/**
 * Serves the contract to the main frame of our own windows and to nobody else. Arguments are read again here: a page
 * that was taken over could send anything.
 */
export function serveShell(ipcMain: Pick<IpcMain, "handle">, serve: Serve): void {
  const readers: { readonly [C in ShellCall]: (args: readonly unknown[]) => ShellCalls[C]["args"] } = {
    "host-link": () => [],
    "open-file": () => [],
    "open-projector": () => [],
    "save-file": ([file]) => [readFile(file)],
    "set-menu": ([items]) => [readMenu(items)],
    "open-address": ([address]) => [readText(address, 2048)],
  }
  const register = <C extends ShellCall>(name: C) => {
    ipcMain.handle(`cairn:${name}`, (event, ...args: unknown[]) => {
      if (!isTrusted(event)) throw new Error(`Refused ${name}: not our own window`)
      return serve[name](...readers[name](args))
    })
  }
  for (const name of shellCalls) register(name)
}

/** The top frame of a page on our own origin. A frame that has navigated or died is null and is refused. */
export function isTrusted({ senderFrame }: Pick<IpcMainInvokeEvent, "senderFrame">): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwnAddress(senderFrame.url)
}

const readText = (raw: unknown, limit: number): string => {
  if (typeof raw !== "string" || raw.length > limit) throw new Error("Refused: text expected")
  return raw
}

function readFile(raw: unknown): FileToSave {
  const format = isPlain(raw) ? saveFormats.find((known) => known === raw.format) : undefined
  if (!isPlain(raw) || !(raw.bytes instanceof Uint8Array) || raw.bytes.length > saveLimit || format === undefined)
    throw new Error("Refused: a file to save is expected")
  return { name: readText(raw.name, 200), format, bytes: raw.bytes }
}

const groups = ["board", "card", "view", "session", "lead"] as const

function readMenu(raw: unknown): readonly MenuAction[] {
  if (!Array.isArray(raw) || raw.length > 200) throw new Error("Refused: a list of actions is expected")
  return raw.map((item) => {
    const group = isPlain(item) ? groups.find((known) => known === item.group) : undefined
    if (!isPlain(item) || group === undefined) throw new Error("Refused: an action is expected")
    return {
      name: readText(item.name, 80),
      label: readText(item.label, 120),
      ...(item.shortcut === undefined ? {} : { shortcut: readText(item.shortcut, 40) }),
      group,
      isEnabled: item.isEnabled === true,
    }
  })
}
