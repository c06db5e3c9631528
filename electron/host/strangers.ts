import type { Duplex } from "node:stream"

/**
 * Connections over which nobody has been let in yet, whoever they are from. They are few at a time, so that no crowd of
 * them keeps others out: beyond that the one that has waited longest is ended. People inside are not counted here.
 */
export interface Strangers {
  /** Counts a connection until it ends or somebody is let in over it. */
  readonly came: (stream: Duplex) => void
  /** Counts a WebSocket of this device; false when so many of its are waiting that this one must not. */
  readonly mayWait: (stream: Duplex, from: string) => boolean
  readonly letIn: (stream: Duplex) => void
}

const mostAtAll = 300
/** A browser needs one. */
const mostWaitingPerDevice = 8

export function openStrangers(): Strangers {
  /** In the order in which they came. */
  const streams = new Set<Duplex>()
  const waiting = new Map<Duplex, string>()
  const forget = (stream: Duplex) => {
    streams.delete(stream)
    waiting.delete(stream)
  }
  return {
    came: (stream) => {
      streams.add(stream)
      stream.once("close", () => forget(stream))
      const [longest] = streams
      if (streams.size > mostAtAll && longest) {
        forget(longest)
        longest.destroy()
      }
    },
    mayWait: (stream, from) => {
      const others = [...waiting.values()].filter((other) => other === from).length
      if (others >= mostWaitingPerDevice) return false
      waiting.set(stream, from)
      return true
    },
    letIn: forget,
  }
}
