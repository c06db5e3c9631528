import { isPlain } from "../../shared/model/fields.ts"
import { type Address, findAddresses } from "./addresses.ts"
import type { Listening } from "./listening.ts"
import { isLoopback } from "./web.ts"

/**
 * Whether the room is open, and under which address it is shown. Open means: listening on the computer's network
 * addresses, following them when the network changes. A host that was started on a network address is always open.
 */
export interface RoomDoor {
  readonly isOpen: () => boolean
  readonly open: (onMoved: () => void) => Promise<void>
  readonly close: () => Promise<void>
  /** Looks again which addresses there are. */
  readonly refresh: () => Promise<void>
  /** The first is the one that links show. */
  readonly addresses: () => readonly Address[]
  readonly shown: () => string
  /** False when there is no such address. */
  readonly choose: (body: unknown) => boolean
  /** What a listened-on address is called from outside: "all" is every address. */
  readonly named: (listened: string) => readonly string[]
}

const lookEveryMs = 3_000
const isAll = (address: string): boolean => address === "0.0.0.0" || address === "::"

export async function openRoomDoor(listening: Listening, first: string): Promise<RoomDoor> {
  let addresses = await findAddresses()
  let chosen: string | undefined
  let timer: NodeJS.Timeout | undefined
  const isFixed = !isLoopback(first)

  const follow = async (): Promise<boolean> => {
    const now = await findAddresses()
    const hasMoved = JSON.stringify(now) !== JSON.stringify(addresses)
    addresses = now
    const wanted = new Set([first, ...addresses.map(({ address }) => address)])
    for (const gone of listening.addresses().filter((address) => !wanted.has(address))) await listening.remove(gone)
    for (const address of wanted) await listening.add(address)
    return hasMoved
  }
  const shownFirst = () => {
    const best = addresses.find(({ address }) => address === chosen) ?? addresses[0]
    return best ? [best, ...addresses.filter((one) => one !== best)] : []
  }
  return {
    isOpen: () => isFixed || timer !== undefined,
    open: async (onMoved) => {
      if (isFixed || timer) return
      await follow()
      timer = setInterval(() => void follow().then((hasMoved) => hasMoved && onMoved()), lookEveryMs)
      timer.unref()
    },
    close: async () => {
      clearInterval(timer)
      timer = undefined
      for (const address of listening.addresses()) if (address !== first) await listening.remove(address)
    },
    refresh: async () => {
      addresses = await findAddresses()
    },
    addresses: shownFirst,
    shown: () => {
      if (isFixed && !isAll(first)) return first
      return isFixed || timer ? (shownFirst()[0]?.address ?? "127.0.0.1") : first
    },
    choose: (body) => {
      const address = isPlain(body) ? body.address : undefined
      const found = addresses.find((one) => one.address === address)
      if (found) chosen = found.address
      return found !== undefined
    },
    named: (listened) => (isAll(listened) ? addresses.map(({ address }) => address) : [listened]),
  }
}
