import { forgetToken, type Memory, recallToken, rememberToken } from "./place.ts"
import type { Transport } from "./transport.ts"

/**
 * Where the host is looked for, and by what it knows us there. A workshop that goes on elsewhere has a new place; the old one
 * counts until we are in there.
 */
export interface Ways {
  readonly address: () => string
  /** The token of an earlier visit, else the secret of the link. */
  readonly pass: () => string
  readonly transport: () => Transport
  /** All of it. */
  readonly now: () => Way
  /** The way to another place, where this page can go to others at all. */
  readonly to: (address: string, pass: string) => Way | undefined
  /** Looks there from now on; false where that cannot be. */
  readonly add: (address: string, pass: string) => boolean
  /** The place from which we have come here, until we are in. */
  readonly before: () => Way | undefined
  /** The host here has let us in and knows us by this token: there is no other. */
  readonly settle: (token: string) => void
  /** The host here does not know our token; true when the secret of the link is still to be tried. */
  readonly forgetToken: () => boolean
  /** Notes that nobody was found here; true when it is now looked for at the other place. */
  readonly failed: () => boolean
  /** The host here does not let us in; true when it is now looked for at the other place. */
  readonly giveUp: () => boolean
}

export interface Way {
  readonly address: string
  readonly pass: string
  readonly transport: Transport
}

/** So often one place is tried before the other one. */
const triesEach = 3

export function openWays(first: Way & { readonly transportTo?: (address: string) => Transport }, memory: Memory): Ways {
  let now: Way = first
  const recalled = () => recallToken(now.address, memory, now.pass)
  let token = recalled()
  let other: Way | undefined
  let tries = 0
  const swap = (): boolean => {
    if (!other) return false
    ;[now, other] = [other, now]
    token = recalled()
    tries = 0
    return true
  }
  const wayTo = (address: string, pass: string): Way | undefined =>
    first.transportTo && { address, pass, transport: first.transportTo(address) }
  return {
    address: () => now.address,
    pass: () => token ?? now.pass,
    transport: () => now.transport,
    now: () => now,
    to: wayTo,
    add: (address, pass) => {
      const way = wayTo(address, pass)
      if (!way || (now.address === address && now.pass === pass)) return false
      other = now
      now = way
      token = recalled()
      tries = 0
      return true
    },
    before: () => other,
    settle: (given) => {
      token = given
      rememberToken(now.address, memory, now.pass, given)
      other = undefined
      tries = 0
    },
    forgetToken: () => {
      if (token === undefined || now.pass === "" || token === now.pass) return false
      token = undefined
      forgetToken(now.address, memory)
      return true
    },
    failed: () => ++tries >= triesEach && swap(),
    giveUp: () => swap(),
  }
}
