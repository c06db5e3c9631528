import { boardKinds } from "../../shared/boards/index.ts"
import type { Device } from "../../shared/protocol/messages.ts"
import { openSession } from "../session/openSession.ts"
import { browserMemory, type Memory } from "../session/place.ts"
import type { Session } from "../session/session.ts"
import { webSocketTransport } from "../session/transports/webSocket.ts"
import { preferences } from "./preferences.ts"
import { isProjector } from "./projector/isProjector.ts"
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
  const secret = /^#j=([A-Za-z0-9_-]{6,128})(?:&projector)?$/.exec(page.hash)?.[1] ?? ""
  // After a reload the large screen is still one.
  const search = isProjector ? "?projector" : page.search
  if (page.hash !== "") history.replaceState(null, "", page.pathname + search)
  if (isDevelopment && secret === "") return { by: "sample" }
  return { by: "page", way: { address: page.host, pass: secret } }
}

/** True when this device has been let in by that host before. */
export function isRemembered({ address }: Way): boolean {
  try {
    return (isProjector ? sessionStorage : localStorage).getItem(`cairn.pass.${address}`) !== null
  } catch {
    return false
  }
}

export const openWay = ({ address, pass }: Way): Session =>
  openSession({
    kinds: boardKinds,
    transport: webSocketTransport(`ws://${address}/ws`),
    transportTo: (other) => webSocketTransport(`ws://${other}/ws`),
    address,
    pass,
    name: preferences.getState().name,
    device: deviceOf(),
    language: preferences.getState().language,
    ...(isProjector ? { memory: ownMemory() } : {}),
  })

/** The large screen is often another tab of the facilitator's browser, which must not come back as an observer. */
function ownMemory(): Memory {
  const { tab } = browserMemory()
  return { tab, device: tab }
}

function deviceOf(): Device {
  if (isProjector) return "projector"
  const isCoarse = matchMedia("(pointer: coarse)").matches
  if (matchMedia("(max-width: 639.98px)").matches) return "phone"
  return isCoarse ? "tablet" : "laptop"
}
