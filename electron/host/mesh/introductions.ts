import { randomInt } from "node:crypto"

/**
 * Who connects to whom while the host can still introduce them: afterwards nobody can. Each device calls a few others
 * when it comes, so that the whole stays in one piece when any of them leave, and none has more than it can carry.
 */
export interface Introductions {
  /** The devices that this one should call. `has` are those it is connected to. */
  readonly join: (device: number, has: readonly number[]) => readonly number[] | undefined
  readonly leave: (device: number) => void
  readonly isIn: (device: number) => boolean
}

/** The most devices that go on together. Every edit passes every device: old phones would not keep up with more. */
export const mostDevices = 60
/** How many a device is connected to when it can choose. */
const wanted = 6
/** The most a device is connected to. */
export const mostPeers = 12

export function openIntroductions(random: (below: number) => number = randomInt): Introductions {
  const peers = new Map<number, Set<number>>()
  const spare = (device: number) => mostPeers - (peers.get(device)?.size ?? 0)
  return {
    isIn: (device) => peers.has(device),
    join: (device, has) => {
      if (!peers.has(device) && peers.size >= mostDevices) return undefined
      const own = new Set(has.filter((one) => one !== device && peers.has(one)).slice(0, mostPeers))
      for (const other of peers.get(device) ?? []) if (!own.has(other)) peers.get(other)?.delete(device)
      peers.set(device, own)
      for (const other of own) peers.get(other)?.add(device)
      const call = [...peers.keys()]
        .filter((other) => other !== device && !own.has(other) && spare(other) > 0)
        .map((other) => ({ other, order: (peers.get(other)?.size ?? 0) * 1000 + random(2_500) }))
        .sort((a, b) => a.order - b.order)
        .slice(0, Math.max(0, wanted - own.size))
        .map(({ other }) => other)
      for (const other of call) {
        own.add(other)
        peers.get(other)?.add(device)
      }
      return call
    },
    leave: (device) => {
      for (const other of peers.get(device) ?? []) peers.get(other)?.delete(device)
      peers.delete(device)
    },
  }
}
