import { newId } from "./liveDocument.ts"
import type { Outbox } from "./outbox.ts"

/** The right of this tab to write as one instance. Two tabs never hold the same one. */
export interface Place {
  readonly instance: string
  readonly holder: string
}

/** Answers other tabs of this device that ask whether somebody writes as an instance. */
export interface Neighbours {
  /** True when another living tab says that it does. */
  readonly isHeld: (instance: string) => Promise<boolean>
  readonly close: () => void
}

/** A lease not renewed for this long belongs to a tab that is gone or asleep. */
export const leaseMs = 10_000
export const renewEveryMs = 3_000
/** How long a living tab may take to answer. */
const answerMs = 150

/** Where browsers have no channel between tabs, nobody answers and the lease alone decides. */
export function meetNeighbours(mine: () => readonly string[]): Neighbours {
  if (typeof BroadcastChannel === "undefined") return { isHeld: () => Promise.resolve(false), close: () => {} }
  const channel = new BroadcastChannel("cairn-tabs")
  const waiting = new Map<string, () => void>()
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== "string") return
    const [kind, instance = ""] = data.split(" ")
    if (kind === "asks" && mine().includes(instance)) channel.postMessage(`holds ${instance}`)
    if (kind === "holds") waiting.get(instance)?.()
  }
  return {
    isHeld: (instance) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(instance)
          resolve(false)
        }, answerMs)
        waiting.set(instance, () => {
          clearTimeout(timer)
          waiting.delete(instance)
          resolve(true)
        })
        channel.postMessage(`asks ${instance}`)
      }),
    close: () => channel.close(),
  }
}

/** What a page remembers: of this tab, gone with it, and of this device. */
export interface Memory {
  readonly tab: Pick<Storage, "getItem" | "setItem" | "removeItem">
  readonly device: Pick<Storage, "getItem" | "setItem" | "removeItem">
}

/** The browser's own; nothing is remembered where it refuses even to be asked. */
export function browserMemory(): Memory {
  const nothing: Memory["tab"] = { getItem: () => null, setItem: () => {}, removeItem: () => {} }
  const careful = (storage: () => Storage): Memory["tab"] => {
    const attempt = <T>(use: (storage: Storage) => T, otherwise: T): T => {
      try {
        return use(storage())
      } catch {
        return otherwise
      }
    }
    return attempt<Memory["tab"]>(
      () => ({
        getItem: (key) => attempt((at) => at.getItem(key), null),
        setItem: (key, value) => attempt((at) => at.setItem(key, value), undefined),
        removeItem: (key) => attempt((at) => at.removeItem(key), undefined),
      }),
      nothing,
    )
  }
  return { tab: careful(() => sessionStorage), device: careful(() => localStorage) }
}

const placeKey = (address: string) => `cairn.place.${address}`

/** After a reload: the place this tab had, unless another tab has it now. A duplicated tab finds the original alive. */
export async function takePlace(
  address: string,
  memory: Memory,
  outbox: Outbox,
  neighbours: Neighbours,
): Promise<Place> {
  const [instance, holder] = (memory.tab.getItem(placeKey(address)) ?? "").split(" ")
  if (instance && holder && !(await neighbours.isHeld(instance))) {
    // Under a name of our own: a copied tab remembers this one's, and may only have been too busy to answer.
    const place = { instance, holder: newId() }
    const until = Date.now() + leaseMs
    const isMine = await outbox.lease(instance, place.holder, until, Date.now(), holder).catch(() => false)
    if (isMine) {
      rememberPlace(address, memory, place)
      return place
    }
  }
  return newPlace(outbox)
}

/** A place nobody ever had. Its lease is written on the way: no other tab can know its name before. */
export function newPlace(outbox: Outbox): Place {
  const place = { instance: newId() + newId(), holder: newId() }
  outbox.lease(place.instance, place.holder, Date.now() + leaseMs, Date.now()).catch(() => false)
  return place
}

export const rememberPlace = (address: string, memory: Memory, { instance, holder }: Place): void =>
  memory.tab.setItem(placeKey(address), `${instance} ${holder}`)

/** Called when storage has failed: a queue with holes must not be taken up by the next page. */
export const forgetPlace = (address: string, memory: Memory): void => memory.tab.removeItem(placeKey(address))

const passKey = (address: string) => `cairn.pass.${address}`

/** The session token of an earlier visit with the same link, so that somebody who comes back is the same person. */
export function recallToken(address: string, memory: Memory, pass: string): string | undefined {
  const [from, token] = (memory.device.getItem(passKey(address)) ?? "").split(" ")
  return token && (pass === "" || from === pass) ? token : undefined
}
export const rememberToken = (address: string, memory: Memory, pass: string, token: string): void =>
  memory.device.setItem(passKey(address), `${pass} ${token}`)
export const forgetToken = (address: string, memory: Memory): void => memory.device.removeItem(passKey(address))
