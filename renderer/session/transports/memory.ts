import type { Connect } from "../transport.ts"
import type { MemoryHost } from "./memoryHost.ts"

/** A connection to a host in the same process, where nobody listens, with the order and the asynchrony of a real one. */
export const memoryTransport =
  (host: MemoryHost): Connect =>
  ({ onOpen, onFrame, onClose }) => {
    let isOver = false
    const later = (tell: () => void) =>
      queueMicrotask(() => {
        if (!isOver) tell()
      })
    let atHost: ReturnType<MemoryHost["accept"]> | undefined
    later(() => {
      if (!host.isReachable) {
        isOver = true
        onClose()
        return
      }
      atHost = host.accept({
        send: (frame) => later(() => onFrame(frame.slice())),
        close: () =>
          later(() => {
            isOver = true
            onClose()
          }),
      })
      onOpen()
    })
    return {
      send: (frame) => {
        const copy = frame.slice()
        const to = atHost
        if (to) later(() => to.receive(copy))
      },
      close: () => {
        if (isOver) return
        isOver = true
        atHost?.gone()
      },
    }
  }
