import { boardKinds } from "../../shared/boards/index.ts"
import type { Device } from "../../shared/protocol/messages.ts"
import { openSession } from "../session/openSession.ts"
import type { Session } from "../session/session.ts"
import { webSocketTransport } from "../session/transports/webSocket.ts"
import { preferences } from "./preferences.ts"
import { shell } from "./shellBridge.ts"

/** The way to a host: where it is and what lets one in. */
export interface Way {
  /** Such as `192.168.0.7:47800`. */
  readonly address: string
  /** A secret, typed digits, or empty to come back with what this device remembers. */
  readonly pass: string
}

/** How this page came to be. */
export type Arrival =
  /** The desktop app, whose own host is asked for. */
  | { readonly by: "app" }
  /** A page from a host: with a secret in its address, or without one. */
  | { readonly by: "page"; readonly way: Way }
  /** `npm run dev`: no host is there. */
  | { readonly by: "sample" }

/**
 * Reads how this page was opened and takes the secret out of the address bar, where a projector or a screenshot would
 * show it.
 */
export function arrive(page: Location, isDevelopment: boolean): Arrival {
  if (shell()) return { by: "app" }
  const secret = /^#j=([A-Za-z0-9_-]{6,128})$/.exec(page.hash)?.[1] ?? ""
  if (page.hash !== "") history.replaceState(null, "", page.pathname + page.search)
  if (isDevelopment && secret === "") return { by: "sample" }
  return { by: "page", way: { address: page.host, pass: secret } }
}

/** True when this device has been let in by that host before. */
export function isRemembered({ address }: Way): boolean {
  try {
    return localStorage.getItem(`cairn.pass.${address}`) !== null
  } catch {
    return false
  }
}

export const openWay = ({ address, pass }: Way): Session =>
  openSession({
    kinds: boardKinds,
    transport: webSocketTransport(`ws://${address}/ws`),
    address,
    pass,
    name: preferences.getState().name,
    device: deviceOf(),
    language: preferences.getState().language,
  })

function deviceOf(): Device {
  const isCoarse = matchMedia("(pointer: coarse)").matches
  if (matchMedia("(max-width: 639.98px)").matches) return "phone"
  return isCoarse ? "tablet" : "laptop"
}
