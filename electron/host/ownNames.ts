import { hostname } from "node:os"

/**
 * Which `Host` and `Origin` a request may carry. A page elsewhere that makes its own name lead here still sends that
 * name, so anything but our own names is turned away. Compared whole, never by a part.
 */
export interface OwnNames {
  readonly isOwnHost: (header: string | undefined) => boolean
  readonly isOwnOrigin: (header: string) => boolean
  /** Of our own pages, whichever name they were opened under. */
  readonly ownOrigins: () => readonly string[]
}

export interface NamesPorts {
  /** The addresses listened on; asked each time, since they change while the room is open. */
  readonly addresses: () => readonly string[]
  readonly port: () => number
  /** Names given by whoever started the host. */
  readonly names: readonly string[]
  /** Origins besides our own pages, such as the app's window. */
  readonly origins: () => readonly string[]
}

export function openOwnNames({ addresses, port, names, origins }: NamesPorts): OwnNames {
  const computer = hostname().toLowerCase()
  const fixed = ["localhost", "127.0.0.1", "[::1]", ...names.map((name) => name.toLowerCase())]
  if (computer !== "") fixed.push(computer, `${computer.replace(/\.local$/, "")}.local`)
  const authorities = (): readonly string[] => {
    const hosts = [...fixed, ...addresses().map((address) => (address.includes(":") ? `[${address}]` : address))]
    return port() === 80 ? [...hosts, ...hosts.map((host) => `${host}:80`)] : hosts.map((host) => `${host}:${port()}`)
  }
  const ownOrigins = () => authorities().map((authority) => `http://${authority}`)
  return {
    ownOrigins,
    isOwnHost: (header) => header !== undefined && authorities().includes(header),
    isOwnOrigin: (header) => origins().includes(header) || ownOrigins().includes(header),
  }
}
