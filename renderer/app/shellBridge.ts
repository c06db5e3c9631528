import type { ShellBridge } from "../../shared/protocol/ipc.ts"

declare global {
  interface Window {
    /** Put there by `electron/preload.ts`; absent in a browser. */
    readonly cairn?: ShellBridge
  }
}

/** The desktop app around this page, if there is one. */
export const shell = (): ShellBridge | undefined => window.cairn
