import type { Connect, Transport } from "../transport.ts"
import { throughChannel } from "./channel.ts"

/** The way over the network. */
export const webSocketTransport = (url: string): Transport => throughChannel(webSocket(url))

/** Frames as binary WebSocket messages. Anything but bytes ends the connection. */
const webSocket =
  (url: string): Connect =>
  ({ onOpen, onFrame, onClose }) => {
    let isOver = false
    const socket = open(url)
    const end = (isTold: boolean) => {
      if (isOver) return
      isOver = true
      socket?.close()
      if (isTold) onClose()
    }
    if (!socket) {
      queueMicrotask(() => end(true))
      return { send: () => {}, close: () => end(false) }
    }
    socket.binaryType = "arraybuffer"
    socket.onopen = () => {
      if (!isOver) onOpen()
    }
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isOver) return
      if (data instanceof ArrayBuffer) onFrame(new Uint8Array(data))
      else end(true)
    }
    socket.onclose = () => end(true)
    socket.onerror = () => end(true)
    return {
      send: (frame) => {
        if (!isOver && socket.readyState === socket.OPEN) socket.send(new Uint8Array(frame))
      },
      close: () => end(false),
    }
  }

/** An address that is none throws in the browser; for us it is a connection that could not be opened. */
const open = (url: string): WebSocket | undefined => {
  try {
    return new WebSocket(url)
  } catch {
    return undefined
  }
}
