/**
 * What the window may ask of the shell, and what the shell tells the window. Declared once: `electron/ipc.ts` serves
 * it, `electron/preload.ts` exposes it as `window.cairn`, the renderer uses it where it is there. In a browser it is
 * not, and downloads, uploads and links take its place.
 */

export interface ShellCalls {
  /** Where this computer's own host listens and with which pass; asked once, when the page loads. */
  "host-link": { readonly args: []; readonly result: HostLink }
  /** Asks where to save and writes the whole file or nothing. */
  "save-file": { readonly args: [file: FileToSave]; readonly result: Saved }
  /** Lets the person choose a workshop file and gives its text. */
  "open-file": { readonly args: []; readonly result: Opened }
  /** The actions for the native menu, in the language of the interface. */
  "set-menu": { readonly args: [items: readonly MenuAction[]]; readonly result: null }
  /** A web address from a note, opened in the person's own browser; https and http only. */
  "open-address": { readonly args: [address: string]; readonly result: null }
  /** A second window on another screen that only shows. */
  "open-projector": { readonly args: []; readonly result: null }
}

export interface ShellEvents {
  /** A menu item was chosen: run the action of this name. */
  action: [name: string]
  /** Somebody opened a cairn:// link: offer to join, never join by itself. */
  "join-offered": [address: string]
  /** The host was restarted after a failure and listens at another place. */
  "host-moved": [link: HostLink]
  /** The host does not run any more and was not restarted. */
  "host-gone": [reason: string]
}

/** Result of a call that a person may call off. */
export type Saved =
  | { readonly state: "saved"; readonly name: string }
  | { readonly state: "cancelled" }
  | { readonly state: "failed"; readonly reason: string }
export type Opened =
  | { readonly state: "opened"; readonly name: string; readonly text: string }
  | { readonly state: "cancelled" }
  | { readonly state: "failed"; readonly reason: string }

export interface HostLink {
  readonly port: number
  readonly pass: string
}

export const saveFormats = ["json", "png", "svg", "csv", "md", "owm", "mmd", "canvas", "zip", "cairn"] as const
export interface FileToSave {
  readonly name: string
  readonly format: (typeof saveFormats)[number]
  readonly bytes: Uint8Array
}

export interface MenuAction {
  readonly name: string
  readonly label: string
  /** As in `aria-keyshortcuts`, shown beside the label; the key itself is handled by the page. */
  readonly shortcut?: string
  readonly group: "board" | "card" | "view" | "session" | "lead"
  readonly isEnabled: boolean
}

export type ShellCall = keyof ShellCalls
export type ShellEvent = keyof ShellEvents

/** Run-time names of the calls and events; the compiler checks that none is missing. */
export const shellCalls = Object.keys({
  "host-link": true,
  "save-file": true,
  "open-file": true,
  "set-menu": true,
  "open-address": true,
  "open-projector": true,
} satisfies Record<ShellCall, true>) as readonly ShellCall[]

export const shellEvents = Object.keys({
  action: true,
  "join-offered": true,
  "host-moved": true,
  "host-gone": true,
} satisfies Record<ShellEvent, true>) as readonly ShellEvent[]

/** What the preload puts on the page as `window.cairn`. */
export interface ShellBridge {
  readonly call: <C extends ShellCall>(name: C, ...args: ShellCalls[C]["args"]) => Promise<ShellCalls[C]["result"]>
  readonly on: <E extends ShellEvent>(name: E, listener: (...args: ShellEvents[E]) => void) => () => void
}
