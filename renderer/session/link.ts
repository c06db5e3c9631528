import { decodeHost, encodeClient } from "../../shared/protocol/codec.ts"
import { type ClientMessage, deadAfterMs, type HostMessage, heartbeatMs } from "../../shared/protocol/messages.ts"
import type { Connection, Transport } from "./transport.ts"

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
  /** Called when the host has let us in: the next loss is retried from the shortest delay again. */
  readonly settle: () => void
  /** Ends the present connection, if any, and tries again after a delay. */
  readonly drop: () => void
  /** Ends the present connection and tries no more until `retryNow`. */
  readonly hold: () => void
  /** Tries at once when no connection is there. */
  readonly retryNow: () => void
  readonly close: () => void
}

/** The bounds of full-jitter backoff: thirty phones must not all come back in one instant. */
export const retry = { firstMs: 300, mostMs: 8_000 } as const
/** How often it is looked whether the connection is still alive. */
const watchMs = 1_000

/** `random` gives 0 to 1. Time is monotonic: a clock that is set must not end a connection. */
export function openLink(transport: Transport, events: LinkEvents, random: () => number = Math.random): Link {
  let connection: Connection | undefined
  let isOpen = false
  let isClosed = false
  let attempts = 0
  let heardAt = 0
  let pingedAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const now = () => performance.now()

  const connect = () => {
    clearTimeout(timer)
    timer = undefined
    heardAt = now()
    const mine = transport({
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
    const most = Math.min(retry.mostMs, retry.firstMs * 2 ** attempts)
    attempts = Math.min(attempts + 1, 10)
    timer = setTimeout(connect, random() * most)
  }

  const send = (message: ClientMessage) => {
    if (isOpen) connection?.send(encodeClient(message))
  }

  const watch = setInterval(() => {
    if (!connection) return
    if (now() - heardAt > deadAfterMs) {
      attempts = 0
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
      attempts = 0
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
