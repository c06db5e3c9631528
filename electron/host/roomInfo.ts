import type { RoomInfo, WayIn } from "../../shared/protocol/requests.ts"
import type { Listening } from "./listening.ts"
import type { LinkRole, Passes } from "./passes.ts"
import type { RoomDoor } from "./roomDoor.ts"
import { isLoopback } from "./web.ts"

/** What people need in order to come in; before the host listens it names this computer only. */
export interface WayInParts {
  readonly listening: Listening | undefined
  readonly door: RoomDoor | undefined
  readonly passes: Passes
  /** Somebody has come over one of these addresses. */
  readonly isReached: boolean
}

/** The link for a role. The facilitator's own stays on this computer where it can. */
export function linkFor(role: LinkRole, { listening, door, passes }: WayInParts): string {
  const own = listening?.addresses().find(isLoopback)
  const address = role === "facilitator" && own ? own : (door?.shown() ?? "127.0.0.1")
  const host = address.includes(":") ? `[${address}]` : address
  return `http://${host}:${listening?.port ?? 0}/#j=${passes.secretOf(role)}`
}

/** All that whoever leads needs to let others in. */
export function roomInfo(parts: WayInParts): RoomInfo {
  const { listening, door, passes, isReached } = parts
  return {
    isOpen: door?.isOpen() ?? false,
    addresses: door?.addresses() ?? [],
    port: listening?.port ?? 0,
    links: {
      participant: linkFor("participant", parts),
      observer: linkFor("observer", parts),
      coFacilitator: linkFor("co-facilitator", parts),
    },
    code: passes.code(),
    isReached,
    door: passes.door(),
  }
}

/** What everybody inside may show to somebody next to them; null while the room is closed. */
export function wayIn({ isOpen, addresses, port, code }: RoomInfo): WayIn {
  const [shown] = addresses
  return isOpen && shown ? { address: `${shown.address}:${port}`, code } : null
}
