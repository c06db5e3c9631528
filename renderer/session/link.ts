import { decodeHost, encodeClient } from "../../shared/protocol/codec.ts"
import { type ClientMessage, deadAfterMs, type HostMessage, heartbeatMs } from "../../shared/protocol/messages.ts"
import type { Connect, Connection } from "./transport.ts"

export interface LinkEvents {
  /** Connected: the hello is due. */
  readonly onOpen: () => void
  readonly onMessage: (message: HostMessage) => void
  /** The connection has ended; another try follows by itself. */
  readonly onDown: () => void
}

/** One way to the host that comes back by itself until it is closed. */
export interface Link {
  readonly send: (message: ClientMessage) => void
  /** Called when the host has let us in: the next loss is retried soon again. */
  readonly settle: () => void
  /** Ends the present connection, if any, and tries again after a delay. */
  readonly drop: () => void
  /** Ends the present connection and tries no more until `retryNow`. */
  readonly hold: () => void
  /** Tries at once when no connection is there. */
  readonly retryNow: () => void
  readonly close: () => void
}

const retry = { soonMs: 300, soonTries: 2, everyMs: 3_500 } as const
/**
 * Milliseconds before the next try, after so many failures since the host last let us in; `random` is from 0 to 1. Soon
 * at first, then at an even pace, whose first wait gives each device a moment of its own: whenever the host is there
 * again, a room comes back evenly spread over one pace, never all at once (R5).
 */
export const retryAfterMs = (failures: number, random: number): number => {
  if (failures < retry.soonTries) return random * retry.soonMs * 2 ** failures
  return failures === retry.soonTries ? random * retry.everyMs : retry.everyMs
}
/** A try that began while the network was away is repeated by the system at ever longer intervals: a new one is faster. */
export const openWithinMs = 4_000
/** How often it is looked whether the connection is still alive. */
const watchMs = 1_000

/** `random` gives 0 to 1. Time is monotonic: a clock that is set must not end a connection. */
export function openLink(open: Connect, events: LinkEvents, random: () => number = Math.random): Link {
  let connection: Connection | undefined
  let isOpen = false
  let isClosed = false
  let failures = 0
  let heardAt = 0
  let pingedAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const now = () => performance.now()

  const connect = () => {
    clearTimeout(timer)
    timer = undefined
    heardAt = now()
    const mine = open({
      onOpen: () => {
        if (connection !== mine) return
        isOpen = true
        heardAt = now()
        pingedAt = now()
        events.onOpen()
      },
      onFrame: (frame) => {
        if (connection === mine) take(frame)
      },
      onClose: () => {
        if (connection === mine) lose()
      },
    })
    connection = mine
  }

  const take = (frame: Uint8Array) => {
    heardAt = now()
    const message = decodeHost(frame)
    // A frame that cannot be read means that something is missing from now on: only a fresh start is safe.
    if (message.ok) events.onMessage(message.value)
    else lose()
  }

  const lose = () => {
    if (!connection) return
    connection.close()
    connection = undefined
    isOpen = false
    if (isClosed) return
    schedule()
    events.onDown()
  }

  const schedule = () => {
    timer = setTimeout(connect, retryAfterMs(failures++, random()))
  }

  const send = (message: ClientMessage) => {
    if (isOpen) connection?.send(encodeClient(message))
  }

  const watch = setInterval(() => {
    if (!connection) return
    if (now() - heardAt > (isOpen ? deadAfterMs : openWithinMs)) {
      failures = 0
      lose()
    } else if (isOpen && now() - pingedAt >= heartbeatMs) {
      pingedAt = now()
      send({ type: "ping", at: Date.now() })
    }
  }, watchMs)

  connect()
  return {
    send,
    settle: () => {
      failures = 0
    },
    drop: lose,
    hold: () => {
      lose()
      clearTimeout(timer)
    },
    retryNow: () => {
      if (!connection && !isClosed) connect()
    },
    close: () => {
      isClosed = true
      clearTimeout(timer)
      clearInterval(watch)
      connection?.close()
      connection = undefined
    },
  }
}
