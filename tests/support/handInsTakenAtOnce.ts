import { createStore } from "zustand/vanilla"
import { type HandedIn, type HandIn, keyOf } from "../../renderer/session/handIns.ts"
import type { Session } from "../../renderer/session/session.ts"

/** Hand-ins of a device whose host takes everything at once; `handedIn` is all of it, in order. */
export function handInsTakenAtOnce(): { readonly handIns: Session["handIns"]; readonly handedIn: HandedIn[] } {
  const mine = createStore<ReadonlyMap<string, HandIn>>()(() => new Map())
  const handedIn: HandedIn[] = []
  const set = (key: string, handIn: HandIn | undefined) => {
    const next = new Map(mine.getState())
    if (handIn) next.set(key, handIn)
    else next.delete(key)
    mine.setState(next, true)
  }
  const put = async (what: HandedIn) => {
    handedIn.push(what)
    const key = keyOf(what)
    const isWithdrawn = what.ask === "seal-note" && what.body.note === null
    set(key, isWithdrawn ? undefined : { workshop: "w", personId: "me", key, what, isTaken: true })
  }
  return { handIns: { mine, put, forget: (key) => set(key, undefined) }, handedIn }
}
