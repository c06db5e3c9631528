import { networkInterfaces } from "node:os"
import { lanNetwork } from "lan-network"

/** One of the computer's addresses in a network, as people may choose it. */
export interface Address {
  readonly address: string
  /** The interface, such as `en0`. */
  readonly name: string
  /** Of a virtual machine, a container or a tunnel: nobody in the room gets there. */
  readonly isVirtual: boolean
}

const virtualNames =
  /docker|^br-|veth|virbr|vmnet|vboxnet|vethernet|^tun|^tap|utun|^wg|^zt|tailscale|^lxc|^podman|hyper-v/i
/** Makers' prefixes of virtual machines' network cards. */
const virtualCards = /^(00:05:69|00:0c:29|00:1c:14|00:50:56|08:00:27|0a:00:27|00:15:5d|02:42)/i

export type Interfaces = ReturnType<typeof networkInterfaces>

/** The addresses others may reach, best first. `routed` is where the system would send to the world. */
export function rankAddresses(interfaces: Interfaces, routed: string | undefined): readonly Address[] {
  const found = Object.entries(interfaces).flatMap(([name, list]) =>
    (list ?? []).flatMap(({ family, internal, address, mac }) => {
      if (family !== "IPv4" || internal) return []
      const isVirtual = virtualNames.test(name) || virtualCards.test(mac)
      return [{ address, name, isVirtual, score: scoreOf(address, isVirtual, address === routed) }]
    }),
  )
  return found.sort((a, b) => b.score - a.score).map(({ score: _, ...address }) => address)
}

function scoreOf(address: string, isVirtual: boolean, isRouted: boolean): number {
  const [a = 0, b = 0] = address.split(".").map(Number)
  const isPrivate = a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168)
  const kind = isPrivate ? 40 : a === 100 && b >= 64 && b <= 127 ? 20 : a === 169 && b === 254 ? 0 : 10
  return kind + (isVirtual ? -100 : 0) + (isRouted ? 50 : 0)
}

/** Asks the system, sending nothing: a socket that is only told its destination knows which address it would use. */
export async function findAddresses(): Promise<readonly Address[]> {
  const routed = await lanNetwork({ noDhcp: true }).then(
    ({ address }) => address,
    () => undefined,
  )
  return rankAddresses(networkInterfaces(), routed)
}
