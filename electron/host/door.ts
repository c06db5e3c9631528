import type { Role } from "../../shared/model/records.ts"
import type { Refusal } from "../../shared/protocol/messages.ts"
import type { Waiting } from "../../shared/protocol/requests.ts"

/**
 * Who may come in that has not been here before: everybody with a link, one by one, or nobody. A typed code always waits
 * for a word from whoever leads. Somebody who waits asks again every few seconds, so nothing is kept open for them.
 */
export interface Door {
  /** Undefined lets them in. Whoever leads is never kept out, unless they may have been removed before. */
  readonly judge: (comer: Comer) => Refusal | undefined
  /** Who has asked within the last moments and waits for an answer, longest first. */
  readonly waiting: () => readonly Waiting[]
  /** Lets somebody in at their next knock, or sends them away. */
  readonly answer: (waitingId: string, isLetIn: boolean) => boolean
}

export interface Comer {
  /** The name of their queue, which stays the same from knock to knock. */
  readonly instance: string
  readonly name: string
  readonly role: Role
  /** True when they typed the digits instead of opening a link. */
  readonly isByCode: boolean
  /** True where somebody came from who was removed: perhaps it is the same one, with another name. */
  readonly isSuspect?: boolean
}

export interface DoorPorts {
  readonly settings: () => DoorSettings
  readonly newId: () => string
  /** Monotonic milliseconds. */
  readonly now: () => number
  readonly onWaiting: (waiting: readonly Waiting[]) => void
}

export interface DoorSettings {
  readonly isLocked: boolean
  readonly isOneByOne: boolean
}

/** Whoever has not knocked for this long has gone. */
const knockWithinMs = 15_000
/** More than this do not wait at once; the rest are told to try later. */
const mostWaiting = 60

interface Knock {
  readonly id: string
  readonly name: string
  at: number
  verdict: "none" | "in" | "away"
}

export function openDoor({ settings, newId, now, onWaiting }: DoorPorts): Door {
  const knocks = new Map<string, Knock>()
  let told = ""
  const waiting = (): readonly Waiting[] => {
    for (const [instance, knock] of knocks) if (now() - knock.at > knockWithinMs) knocks.delete(instance)
    return [...knocks.values()].flatMap(({ id, name, verdict }) => (verdict === "none" ? [{ id, name }] : []))
  }
  const tell = () => {
    const list = waiting()
    const text = JSON.stringify(list)
    if (text !== told) onWaiting(list)
    told = text
  }
  return {
    judge: ({ instance, name, role, isByCode, isSuspect = false }) => {
      if (role === "facilitator" || (role === "co-facilitator" && !isSuspect)) return undefined
      const { isLocked, isOneByOne } = settings()
      const knock = knocks.get(instance)
      if (knock?.verdict === "in") {
        knocks.delete(instance)
        return undefined
      }
      if (isLocked) return "locked"
      if (!isByCode && !isOneByOne && !isSuspect) return undefined
      if (knock?.verdict === "away") return "removed"
      if (!knock && knocks.size >= mostWaiting) return "busy"
      knocks.set(instance, { id: knock?.id ?? newId(), name: name || (knock?.name ?? ""), at: now(), verdict: "none" })
      tell()
      return "awaiting-approval"
    },
    waiting,
    answer: (waitingId, isLetIn) => {
      const knock = [...knocks.values()].find(({ id }) => id === waitingId)
      if (knock) knock.verdict = isLetIn ? "in" : "away"
      tell()
      return knock !== undefined
    },
  }
}
