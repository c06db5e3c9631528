import { err, ok, type Result } from "../model/result.ts"

/** Why an address does not lead to a workshop. The words are under `link.<type>`. */
export interface NotALink {
  readonly type: "NotALink" | "TooLong" | "NotPrivate"
}

/** The longest link that is looked at. */
export const linkLimit = 512

/**
 * Reads a link somebody was given: `http://192.168.1.20:47800/#j=<secret>` as scanned or pasted, or the same as
 * `cairn://join?h=192.168.1.20:47800&j=<secret>` from another program. Only addresses of a local network, ports from
 * 1024, a secret of 16 to 128 letters; anything else is refused, since a deep link may come from a hostile page.
 */
export function readJoinLink(raw: string): Result<{ readonly host: string; readonly secret: string }, NotALink> {
  if (raw.length > linkLimit) return err({ type: "TooLong" })
  const match =
    /^cairn:\/\/join\/?\?h=(?<host>[^&#/?@\s]+)&j=(?<secret>[A-Za-z0-9_-]{16,128})$/.exec(raw.trim()) ??
    /^http:\/\/(?<host>[^/?#@\s]+)\/?#j=(?<secret>[A-Za-z0-9_-]{16,128})$/.exec(raw.trim())
  const host = match?.groups?.host?.toLowerCase()
  const secret = match?.groups?.secret
  if (host === undefined || secret === undefined) return err({ type: "NotALink" })
  return isLocalHost(host) ? ok({ host, secret }) : err({ type: "NotPrivate" })
}

/** A host that can only be in the room: a private IPv4 address, loopback, or a `.local` name; always with a port. */
export function isLocalHost(host: string): boolean {
  const match = /^(?<name>[a-z0-9.-]+):(?<port>[1-9]\d{3,4})$/.exec(host)
  const port = Number(match?.groups?.port)
  const name = match?.groups?.name ?? ""
  if (!(port >= 1024 && port <= 65535)) return false
  if (name === "localhost" || /^[a-z0-9-]+(\.[a-z0-9-]+)*\.local$/.test(name)) return true
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(name)?.slice(1).map(Number)
  if (!parts || parts.some((part) => part > 255)) return false
  const [a = 0, b = 0] = parts
  return (
    a === 10 ||
    a === 127 ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b <= 127)
  )
}
